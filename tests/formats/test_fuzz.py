"""Files with wrong bytes in them are read or refused, and nothing else."""

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop_app.core.errors import AppError
from desktop_app.formats import TEXT_FORMATS, read_text
from tests.formats.golden_files import FILES
from tests.formats.pages import pdf, prose

ROUNDS = 200
SMALLEST = {
    suffix: min(files, key=lambda path: path.stat().st_size)
    for suffix in sorted({path.suffix for path in FILES})
    if (files := [path for path in FILES if path.suffix == suffix])
}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes, take some out, double some, or cut the end off."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(made))
        length = chance.randint(1, 30)
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length]
            case _:
                made[at:at] = chance.randbytes(length)
        if len(made) < 2:
            break
    if chance.random() < 0.2:
        del made[chance.randrange(len(made) + 1) :]
    return bytes(made)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """Change bytes in one member of an archive, and pack it again so that it can be unpacked."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as whole, ZipFile(packed, "w") as made:
        spoilt = chance.choice([name for name in whole.namelist() if whole.read(name)])
        for name in whole.namelist():
            inner = whole.read(name)
            made.writestr(name, mutated(inner, chance) if name == spoilt else inner)
    return packed.getvalue()


def test_every_format_of_other_programs_is_tried() -> None:
    plain = {"text", "markdown"}
    formats = {row.name for row in TEXT_FORMATS if set(row.suffixes) & SMALLEST.keys()}
    assert formats | plain == {row.name for row in TEXT_FORMATS}


@pytest.mark.parametrize("suffix", SMALLEST)
def test_wrong_bytes_are_read_or_refused(suffix: str, tmp_path: Path) -> None:
    # A PDF that is not packed lets wrong bytes reach further, and is read faster.
    page = pdf([prose("Some words\nof prose\nin lines.")])
    whole = page if suffix == ".pdf" else SMALLEST[suffix].read_bytes()
    chance = random.Random(suffix)
    path = tmp_path / f"a{suffix}"
    ended = {"read": 0, "refused": 0}
    is_archive = whole.startswith(b"PK")
    for number in range(ROUNDS):
        spoil = repacked if is_archive and number % 2 else mutated
        path.write_bytes(spoil(whole, chance))
        try:
            read = read_text(path)
        except AppError:
            ended["refused"] += 1
            continue
        ended["read"] += 1
        assert read.text.strip()
        assert all(0 <= run.start < run.end <= len(read.text) for run in read.runs)
    assert all(ended.values()), ended
