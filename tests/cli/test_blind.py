"""What may not be seen yet leaves no trace: every verb says the same as if it were not there."""

import io
import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.commands.verbs import VERBS
from desktop_app.core.annotations import list_annotations
from desktop_app.core.project import Project
from tests.blind import SECRET, two_blind_projects

READS = """
documents P
documents P --filter Antithesis
removed P
details export P OUT.csv
details guess P
sets P
text P --document Speech
versions P --document Letter
correct P --document Letter corrected.txt
lost P
turns P --document Speech
codes P
codebook export P OUT.csv
codebook export P OUT.xlsx
codebook export P OUT.yaml
codebook export P OUT.qdc
codebook export P OUT.html
codebook export P OUT.docx
codebook import P codes.csv
annotations import P reading.csv
segments P -
segments P - --coder "Reader B"
segments P - --query "note ~ hidden"
segments P OUT.csv --shape wide
segments P OUT.csv --shape documents
segments P OUT.xlsx
export P OUT.xlsx
export P OUT --format data
export P OUT.txt
export P OUT.html
export P OUT.docx
export P OUT.qdpx
export P OUT.xml
export P OUT.jsonl
export P OUT.csv --table notes
export P OUT.csv --table documents
export P OUT.csv --table relations
links P --csv OUT.csv
report P frequencies
report P matrix --columns coder
report P matrix --columns document --measure words
report P cooccurrence
picture P OUT.svg --kind score --document Speech
picture P OUT.svg --kind portrait
picture P OUT.svg --kind matrix
picture P OUT.svg --kind network
picture P OUT.svg --kind frequencies
search P order
words P words
participation P
coders P
assignments P
again P --report --coder "Reader A again"
agreement P --coders "Reader A,Reader A again"
settle list P
settle report P --csv OUT.csv
export P OUT.csv --table decisions
pack P OUT.diplepack --document Speech
submit P OUT.diplework
"""

NOT_READS = {
    "new", "import", "remove", "details import", "details set", "annotate", "back", "undo", "redo",
    "check", "backup", "release", "restore", "screenshot", "merge", "begin", "collect", "reveal",
    "unname", "history", "settle decide", "settle withdraw", "reply",
    "return", "receive", "link", "unlink",
}  # fmt: skip
"""Verbs that write or deal with the whole file; of the history, see below."""


@pytest.fixture(scope="module")
def pair(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("blind")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPLE_HOME", str(folder / "home"))
        return two_blind_projects(seeded_file, folder)


def _say(
    path: Path, words: str, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
) -> tuple[int, str, dict[str, bytes]]:
    """Run a verb; return its code, what it printed and what it wrote."""
    patch.chdir(path.parent)
    shutil.copy(path, path.with_name("P"))
    code = main(shlex.split(words))
    said = capsys.readouterr().out
    made: dict[str, bytes] = {}
    for each in sorted(path.parent.glob("OUT*")):
        files = sorted(each.rglob("*")) if each.is_dir() else [each]
        for file in files:
            if file.is_file():
                made |= _content(str(file.relative_to(path.parent)), file.read_bytes())
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    return code, said, made


def _content(name: str, data: bytes) -> dict[str, bytes]:
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {f"{name}/{each}": _timeless(archive.read(each)) for each in archive.namelist()}
    return {name: _timeless(data)}


def _timeless(data: bytes) -> bytes:
    """Leave out when a file was written, and what is new in each project."""
    data = re.sub(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\dZ]*", b"", data)
    return re.sub(rb"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}", b"", data)


@pytest.mark.parametrize("words", [line for line in READS.splitlines() if line])
def test_a_verb_says_the_same_as_if_the_hidden_layer_were_not_there(
    pair: tuple[Path, Path], words: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv("DIPLE_HOME", str(tmp_path / "home"))
    one, other = (_say(path, words, capsys, monkeypatch) for path in pair)
    if not words.startswith(("pack", "submit")):
        assert one == other
    assert one[0] == 0
    assert SECRET not in one[1]
    assert not any(SECRET.encode() in data for data in one[2].values())


def test_a_link_is_made_for_a_reader_who_may_not_be_seen(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shutil.copy(pair[0], tmp_path / "p.diple")
    with Project.open(tmp_path / "p.diple", write=False) as project:
        ids = [each.id for each in list_annotations(project)][:2]
    path = str(tmp_path / "p.diple")
    assert main(["link", path, *ids, "repeats", "--coder", "Reader B"]) == 0
    made = capsys.readouterr().out.strip()
    assert main(["links", path]) == 0
    assert made not in capsys.readouterr().out
    assert main(["undo", path]) == 0


def test_every_verb_was_thought_of() -> None:
    tried = {
        verb.name for verb in VERBS for line in READS.splitlines() if line.startswith(verb.name)
    }
    assert tried | NOT_READS == {verb.name for verb in VERBS}


def test_the_history_tells_nothing_of_it(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history", str(pair[0])]) == 0
    said = capsys.readouterr().out
    assert "create ‘Unseen’" in said
    assert "apply ‘Unseen’" not in said
    assert "Z  Reader B" not in said
    assert main(["history", str(pair[0]), "--code", "Unseen"]) == 0
    assert [line.split("  ")[-1] for line in capsys.readouterr().out.splitlines()] == [
        "create ‘Unseen’"
    ]


def test_who_may_not_be_seen_is_not_compared(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["agreement", str(pair[0]), "--coders", "Reader A,Reader B"]) == 1
    assert "Reader B marked may not be seen yet" in capsys.readouterr().err
    assert main(["codes", str(pair[0])]) == 0
    assert "may not be seen yet" in capsys.readouterr().err


def test_what_is_hidden_is_there_once_it_is_revealed(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(pair[0], tmp_path / "p.diple")
    assert main(["reveal", str(tmp_path / "p.diple")]) == 0
    assert main(["segments", str(tmp_path / "p.diple"), "-"]) == 0
    assert SECRET in capsys.readouterr().out
