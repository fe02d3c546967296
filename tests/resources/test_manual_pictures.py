"""The pictures of the manual: small enough to ship, and each shown on a page."""

from desktop_app.paths import resources

MOST = 150_000
"""Bytes a picture."""


def test_pictures_are_small_and_used() -> None:
    folder = resources() / "manual"
    pages = "\n".join(page.read_text("utf-8") for page in folder.glob("*.md"))
    for picture in folder.glob("*.png"):
        assert picture.stat().st_size <= MOST, picture.name
        assert f"]({picture.name})" in pages, picture.name
