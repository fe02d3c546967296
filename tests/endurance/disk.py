"""A full disk of 3 MB under every path that writes: it is said, nothing is lost, work goes on.

A small file system is mounted where that is allowed; elsewhere no file may grow any more, which
the system answers much like a full disk.
"""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop_app import faults
from desktop_app.colours import LIGHT
from desktop_app.core import drafts, history, safety
from desktop_app.core.assignments import NewAssignment, list_assignments
from desktop_app.core.codebook import create_code
from desktop_app.core.documents import add_document, list_documents
from desktop_app.core.errors import AppError
from desktop_app.core.model import NewDocument, NoteTarget, Op
from desktop_app.core.notes import write_note
from desktop_app.core.project import Project
from desktop_app.formats import seminar
from desktop_app.formats.codebooks import WRITERS, Wish, export_codebook
from desktop_app.formats.csv_profile import EXCEL
from desktop_app.formats.documents_csv import write_documents
from desktop_app.formats.exports import EXPORT_FORMATS, export
from desktop_app.formats.segments_csv import write_segments
from desktop_app.messages import sentence
from desktop_app.pictures.drawing import Drawing
from desktop_app.pictures.svg import write_svg
from desktop_app.settings import Settings
from tests.builders import a_seeded_project, me, state_of

SIZE = 3_000_000
MORE = "What cannot be kept any more. " * 20_000
SOME = MORE[: SIZE // 20]
"""So little that a backup of it finds room once some was made."""
FIXTURE = Path(__file__).parents[1] / "core" / "migrations" / "v1.diple"


@dataclass(frozen=True)
class Writing:
    """A path that writes: what it does, and whether a full disk is passed over in silence."""

    act: Callable[[Project, Path], object]
    is_silent: bool = False
    before: Callable[[Project, Path], object] = lambda project, folder: None


def run(rounds: int, seed: int) -> dict[str, object]:
    """Walk every path `rounds` times."""
    refused = silent = 0
    means: set[str] = set()
    for _ in range(rounds):
        for name, path in PATHS.items():
            with small_disk() as (folder, fill, how):
                means.add(how)
                is_refused = _walk(name, path, folder, fill)
            refused += is_refused
            silent += not is_refused
    return {
        "how": ", ".join(means),
        "paths": len(PATHS),
        "refused in a sentence": refused,
        "passed over, as meant": silent,
        "lost": 0,
        "went on afterwards": refused + silent,
        "seed": seed,
    }


def _walk(name: str, path: Writing, folder: Path, fill: Callable[[], Callable[[], None]]) -> bool:
    os.environ["DIPLE_HOME"] = str(folder / "home")
    with a_seeded_project(folder / "p.diple") as project:
        shutil.rmtree(safety.backups.backup_folder(), ignore_errors=True)
        path.before(project, folder)
        before, held = state_of(project), _files(folder)
        free = fill()
        is_refused = False
        try:
            path.act(project, folder)
        except AppError as error:
            is_refused = bool(sentence(error))
        assert is_refused != path.is_silent, f"{name}: a full disk went unnoticed"
        assert path.is_silent or state_of(project) == before, f"{name}: something is lost"
        free()
        whole = {each for each in _files(folder) - held if each.startswith("out")}
        assert not is_refused or not whole, f"{name}: half of {whole} stands there"
        left = _files(folder) - held - {"home/state/log/diple.log", "home/data/backups"}
        assert not {each for each in left if each.endswith(".new")}, f"{name} leaves {left}"
        path.act(project, folder)
        with project.change(Op.CREATE_CODE, me(project)) as change:
            create_code(change, "Afterwards")
    assert safety.check(folder / "p.diple").is_sound, name
    return is_refused


def _files(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*")}


@contextmanager
def small_disk() -> Iterator[tuple[Path, Callable[[], Callable[[], None]], str]]:
    """Give a folder on a small disk, what fills it, and how that is done."""
    with tempfile.TemporaryDirectory() as name:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", name]
        is_mounted = (
            shutil.which("mount")
            and not subprocess.run(mount, capture_output=True, check=False).returncode
        )
        try:
            if is_mounted:
                yield Path(name), lambda: _filled(Path(name)), "a file system of 3 MB"
            else:
                yield Path(name), _limited, "files that may not grow"
        finally:
            if is_mounted:
                subprocess.run(["umount", name], check=True)


def _filled(folder: Path) -> Callable[[], None]:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass
    return filler.unlink


def _limited() -> Callable[[], None]:
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))

    def free() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)

    return free


# The paths
def _change(op: Op, act: Callable[[object], object]) -> Callable[[Project, Path], object]:
    def run_it(project: Project, _: Path) -> None:
        with project.change(op, me(project)) as change:
            act(change)

    return run_it


def _create(project: Project, folder: Path) -> None:
    (folder / "new.diple").unlink(missing_ok=True)
    Project.create(folder / "new.diple", "Reader").close()


def _restore(project: Project, folder: Path) -> None:
    safety.restore(folder / "other.diple", safety.backups_of(project.path)[0].path)


def _copy_out(project: Project, folder: Path) -> None:
    (folder / "then.diple").unlink(missing_ok=True)
    safety.copy_out(project.path, 5, folder / "then.diple")


def _rescue(project: Project, folder: Path) -> None:
    (folder / "mine.diple").unlink(missing_ok=True)
    project.rescue(folder / "mine.diple")


def _migrate(_: Project, folder: Path) -> None:
    Project.open(folder / "old.diple").close()


def _set_up(_: Project, folder: Path) -> None:
    Settings(folder / "home" / "settings.json")["reading_size"] = 21


def _keep_fault(*_: object) -> None:
    faults.keep(ValueError("x"))


def _hand_out(project: Project, folder: Path) -> None:
    homes = [each.id for each in list_documents(project)]
    new = NewAssignment("Week 4", homes, "Mark every naming.")
    seminar.hand_out(project, new, folder / "out.diplepack", me(project))


def _renew(project: Project, _: Path) -> None:
    try:
        assert project.lock
        project.lock.beat()
    except OSError:
        return  # the watch passes that over, too


PATHS = {
    "a new project": Writing(_create),
    "a code": Writing(
        _change(Op.CREATE_CODE, lambda c: create_code(c, f"N{c.number}", full_definition=MORE))  # type: ignore[attr-defined,arg-type]
    ),
    "a text": Writing(
        _change(Op.IMPORT_DOCUMENT, lambda c: add_document(c, NewDocument(f"T{c.number}", MORE)))  # type: ignore[attr-defined,arg-type]
    ),
    "a note": Writing(
        _change(Op.WRITE_NOTE, lambda c: write_note(c, NoteTarget("project"), MORE))  # type: ignore[arg-type]
    ),
    "undo": Writing(
        lambda project, _: project.undo(),
        before=_change(Op.WRITE_NOTE, lambda c: write_note(c, NoteTarget("project"), MORE)),  # type: ignore[arg-type]
    ),
    "redo": Writing(
        lambda project, _: project.redo(),
        before=lambda project, folder: (PATHS["a note"].act(project, folder), project.undo()),
    ),
    "going back": Writing(
        _change(Op.GO_BACK, lambda c: history.go_back(c, 3)),  # type: ignore[arg-type]
        before=_change(Op.WRITE_NOTE, lambda c: write_note(c, NoteTarget("project"), SOME)),  # type: ignore[arg-type]
    ),
    "giving room back": Writing(lambda project, _: project.shrink()),
    "a backup": Writing(
        lambda project, _: safety.backups.make_backup(project.path, safety.Reason.ASKED)
    ),
    "restoring": Writing(
        _restore,
        before=lambda project, _: safety.backup_before(project, safety.Reason.ASKED),
    ),
    "copying out": Writing(_copy_out),
    "saving under another name": Writing(_rescue),
    "a migration": Writing(
        _migrate, before=lambda _, folder: shutil.copy(FIXTURE, folder / "old.diple")
    ),
    "segments": Writing(lambda project, folder: write_segments(project, folder / "out.csv")),
    "details": Writing(lambda project, folder: write_documents(project, folder / "out.csv", EXCEL)),
    "a pack": Writing(lambda project, folder: _hand_out(project, folder)),
    "a reading handed in": Writing(
        lambda project, folder: seminar.hand_in(
            project, folder / "out.diplework", list_assignments(project)[0], me(project)
        )
    ),
    "a picture": Writing(
        lambda project, folder: write_svg(Drawing(9, 9, "A", "", (), ()), folder / "out.svg", LIGHT)
    ),
    "settings": Writing(_set_up, is_silent=True),
    "a note being typed": Writing(
        lambda project, _: drafts.keep(project.id, NoteTarget("project"), MORE, ""),
        is_silent=True,
    ),
    "the log of faults": Writing(_keep_fault, is_silent=True),
    "the lease": Writing(_renew, is_silent=True),
}
PATHS |= {
    f"the codebook as {suffix}": Writing(
        lambda project, folder, suffix=suffix: export_codebook(  # type: ignore[misc]
            Wish(project, project.name, folder / f"out{suffix}")
        )
    )
    for suffix in WRITERS
}
PATHS |= {
    f"the project as {each.name}": Writing(
        lambda project, folder, each=each: export(project, folder / f"out{each.suffix}", each.name)  # type: ignore[misc]
    )
    for each in EXPORT_FORMATS
}
