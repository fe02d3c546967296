"""Folders: every text in them, in the order of their names, and nothing outside."""

from pathlib import Path

import pytest

from desktop_app.core.errors import FolderTooLarge
from desktop_app.formats import find_texts, folders


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    for name in ("b.txt", "a 10.md", "a 9.docx", "sub/c.TXT", ".git/d.txt", "~$a 9.docx", "e.jpg"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("words")
    return folder


def test_texts_come_in_the_order_of_their_names(letters: Path) -> None:
    texts, others = find_texts([letters])
    assert [each.path.name for each in texts] == ["a 9.docx", "a 10.md", "b.txt", "c.TXT"]
    assert not any(each.is_named for each in texts)
    assert [path.name for path in others] == ["e.jpg"]


def test_files_that_are_named_come_as_they_are(letters: Path) -> None:
    texts, others = find_texts([letters / "e.jpg", letters / "none.txt", letters / "sub"])
    assert [(each.path.name, each.is_named) for each in texts] == [
        ("e.jpg", True), ("none.txt", True), ("c.TXT", False),
    ]  # fmt: skip
    assert others == []


def test_a_link_to_a_folder_leads_nowhere(letters: Path) -> None:
    (letters / "sub" / "round").symlink_to(letters)
    assert len(find_texts([letters])[0]) == 4


def test_a_folder_beyond_its_limit_is_refused(
    letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MAX_FILES", 3)
    with pytest.raises(FolderTooLarge):
        find_texts([letters])
