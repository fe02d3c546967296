"""Plain text comes in as it stands."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import AppError
from desktop_app.core.texts import normalise
from desktop_app.formats import read_text
from tests.formats.reads import Read, counts


def test_text_stands_as_it_was_written(read: Read) -> None:
    text = "  One e\u0301 é\u00a0\u2028two\t\n\n\n# *three* שָׁלוֹם 😀\x85 \ufeff\n"
    assert read(text).text == text
    assert read(text).report == ()


def test_what_the_store_cannot_hold_is_replaced_and_counted(read: Read) -> None:
    result = read("a\0b\u2029c\r\nd\re".encode() + b"\xed\xa0\x80")
    assert result.text == "a\ufffdb\nc\nd\ne\ufffd"
    assert counts(result) == {
        "line_ends_unified": 2,
        "nul_replaced": 1,
        "separators_replaced": 1,
        "surrogates_replaced": 1,
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), min_size=1))
def test_any_text_in_utf_8_comes_back(read: Read, text: str) -> None:
    text = f"a{text}"
    assert read(text).text == normalise(text).text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    try:
        text = read_text(path).text
    except AppError:
        return
    assert text.strip()
    assert normalise(text).text == text.removeprefix("\ufeff")
