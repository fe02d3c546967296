"""Strange readings and packs: whatever stands in them, they are refused or taken, never a fault."""

import copy
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats import seminar
from desktop_app.formats.seminar_files import read_pack, read_submission
from tests.builders import SPEECH, a_code, a_document, an_annotation, me
from tests.core.test_any_order import quotes_that_differ
from tests.formats.test_seminar import Student, hand_out

STRANGE = st.sampled_from(
    [None, "", 0, -1, 1 << 70, "x", "\ud800", [], {}, True, 1.5, "9" * 50, "[]", "{}"]
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Path, Path]]:
    folder = tmp_path_factory.mktemp("fuzz")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPLE_HOME", str(folder / "home"))
        with Project.create(folder / "course.diple", "Teacher") as course:
            a_document(course, "Speech", SPEECH)
            a_code(course, "Naming")
            hand_out(course)
            noor = Student(course, "Noor")
            noor.do(lambda p: a_code(p, "Irony", "Naming"))
            for start in (3, 40):
                part = (start, start + 5)
                noor.do(lambda p, part=part: an_annotation(p, part, code="Irony", note="Why"))
            yield course, folder / "w.diplepack", noor.hand_in()


def spots(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value inside."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*at, key)
        if isinstance(inner, dict | list):
            yield from spots(inner, (*at, key))


def spoilt(file: Path, out: Path, draw: Any) -> Path:
    with zipfile.ZipFile(file) as archive:
        raw = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from([name for name in sorted(raw) if name.endswith(".json")]))
        whole = json.loads(raw[name])
        way = draw(st.sampled_from(list(spots(whole))))
        inner = whole
        for key in way[:-1]:
            inner = inner[key]
        if draw(st.booleans()):
            inner[way[-1]] = draw(STRANGE)
        elif isinstance(inner, list):
            inner.append(copy.deepcopy(inner[way[-1]]))
        else:
            del inner[way[-1]]
        raw[name] = json.dumps(whole).encode()
        if draw(st.integers(0, 9)) == 0:
            raw[name] = raw[name][: draw(st.integers(0, len(raw[name])))]
            break
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in raw.items():
            archive.writestr(name, data)
    return out


fuzzing = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@fuzzing
@given(data=st.data())
def test_a_strange_reading_is_a_row_of_the_report(
    files: tuple[Project, Path, Path], data: st.DataObject
) -> None:
    course, _, work = files
    bad = spoilt(work, work.with_name("bad.diplework"), data.draw)
    planned = seminar.plan(course, [bad])
    assert len(planned.reports) == 1
    if planned.is_empty:
        return
    with course.change(Op.COLLECT, me(course)) as change:
        seminar.accept_collecting(change, planned)
    assert not course.rows(text("PRAGMA foreign_key_check"))
    assert quotes_that_differ(course) == []
    with Project.open(course.path, write=False):
        course.undo()


@fuzzing
@given(data=st.data())
def test_a_strange_pack_is_refused_or_opened(
    files: tuple[Project, Path, Path], data: st.DataObject
) -> None:
    _, pack, _ = files
    bad = spoilt(pack, pack.with_name("bad.diplepack"), data.draw)
    target = pack.with_name("bad.diple")
    target.unlink(missing_ok=True)
    try:
        seminar.open_pack(bad, target, "Noor")
    except AppError:
        assert not target.exists()
    else:
        with Project.open(target) as project:
            assert quotes_that_differ(project) == []


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.diplework"
    path.write_bytes(b"PK\x03\x04" + data)
    for read in (read_submission, read_pack):
        with pytest.raises(AppError):
            read(path)
