"""Spoilt and hostile input to every importer, as many for each. Only typed errors come."""

import random
import re
import shutil
import sqlite3
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path

from desktop_app.core import documents, safety, schema
from desktop_app.core.assignments import NewAssignment
from desktop_app.core.bookimport import import_book
from desktop_app.core.collecting import accept_collecting, plan_collecting
from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats import read_text, seminar
from desktop_app.formats.annotations_csv import apply_plan, plan_annotations
from desktop_app.formats.codebook_yaml import read_codebook
from desktop_app.formats.codebooks import Wish, export_codebook, read_codebook_file
from desktop_app.formats.csv_profile import EXCEL, read_table
from desktop_app.formats.documents_csv import apply_edits, read_documents, write_documents
from desktop_app.formats.refi_apply import bring_in
from desktop_app.formats.refi_in import read_qdpx
from desktop_app.formats.refi_out import write_qdpx
from desktop_app.formats.segments_csv import write_segments
from desktop_app.formats.yaml_file import read_yaml
from desktop_app.messages import sentence
from desktop_app.paths import resources, seeds
from tests.builders import SPEECH, a_seeded_project, me, state_of
from tests.endurance.damage import use
from tests.formats.test_fuzz import SMALLEST

SLOW = 10.0  # seconds of the processor
TOKENS = (
    b"\0", b'"', b"'", b"\n", b"\r", b";", b"\t", b",", b"\xef\xbb\xbf", b"\xff\xfe",
    b"\xed\xa0\x80", b"=cmd|' /C calc'!A0", b"-1", b"99999999999999999999", b"1e999", b"NaN",
    b"&a [*a, *a]", b"<<: *a", b"!!python/object/apply:os.system [echo]", b"[" * 3000,
    b"{" * 200, b"? ", b"---\n", b"%YAML 9\n",
    b"\xe2\x80\xae", b"<img src=x onerror=alert(1)>", b"file:///etc/passwd", b"\\\\host\\share",
    b"../../x", b"\xf0\x9f\x98\x80", b"x" * 20_000,
)  # fmt: skip
ODD_VALUES = (None, "", "\0", b"\xff\x00", -1, 2**63 - 1, 1.5, "[]", "{}", '[{"x": 1}]', "[" * 2000,
              "null", "true", "<b>", "'; DROP TABLE codes; --", "x" * 100_000)  # fmt: skip
VALUE = re.compile(rb'(?:[:=]\s*|>)("[^"<>]*"|-?\d+|null|true|false)(?=[\s,}\]>/<])')
VALUES = (b'""', b'"x"', b'"-1"', b'"99999999999999999999"', b"-1", b"99999999999999999999",
          b"1e999", b"NaN", b"null", b"true", b"[]", b"{}", b'"\\ud800"', b'"\\u0000"', b"1.5",
          b'"&#xD;"', b'"../../x"', b'"' + b"x" * 20_000 + b'"')  # fmt: skip
OBJECTS = (
    "CREATE TRIGGER t AFTER INSERT ON codes BEGIN DELETE FROM annotations; END",
    "CREATE TRIGGER codes_ai AFTER UPDATE ON notes BEGIN DELETE FROM parts; END",
    "CREATE VIEW v AS SELECT * FROM codes",
    "DROP TABLE relations; CREATE VIEW relations AS SELECT * FROM codes",
    "CREATE TABLE extra (id TEXT)",
    "CREATE TABLE sqlite (x)",
    "DROP TABLE meta; CREATE VIRTUAL TABLE meta USING fts5(id, value)",
    "ALTER TABLE codes ADD COLUMN g TEXT GENERATED ALWAYS AS (upper(name)) VIRTUAL",
    "ALTER TABLE codes DROP COLUMN when_to_use",
    "CREATE INDEX i ON codes (load_extension(name))",
)
Importer = Callable[[Path, Project], None]


def run(rounds: int, seed: int) -> dict[str, object]:
    """Feed each importer `rounds` spoilt inputs."""
    chance = random.Random(seed)
    figures: dict[str, object] = {"rounds each": rounds}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with a_seeded_project(folder / "p.diple") as project:
            _write_seeds(folder, project)
            for what, (seeds_, importer) in _importers(folder).items():
                figures[what] = _feed(folder, project, seeds_, importer, rounds, chance)
        shutil.copy(folder / "p.diple", folder / "seed")
        figures["projects"] = _feed_projects(folder, rounds, chance)
    return figures


def _importers(folder: Path) -> dict[str, tuple[list[Path], Importer]]:
    texts = {
        f"texts in {suffix}": ([path], lambda spoilt, _: read_text(spoilt) and None)
        for suffix, path in {**SMALLEST, ".txt": folder / "seed.txt"}.items()
    }
    books = sorted([*resources().rglob("*.yaml"), *seeds().rglob("*.yaml")])[:12]
    return texts | {
        "tables of annotations": ([folder / "seed.csv"], _import_annotations),
        "tables of details": ([folder / "details.csv"], _import_details),
        "codebooks in YAML": (books, lambda path, _: read_codebook(path) and None),
        "YAML": (books, lambda path, _: read_yaml(path) and None),
        "codebooks in CSV": ([folder / "book.csv"], _import_book),
        "codebooks in XLSX": ([folder / "book.xlsx"], _import_book),
        "codebooks in QDC": ([folder / "book.qdc"], _import_book),
        "projects in REFI-QDA": ([folder / "seed.qdpx"], _import_refi),
        "packs": ([folder / "seed.diplepack"], _open_pack),
        "readings handed in": ([folder / "seed.diplework"], _collect),
    }


def _write_seeds(folder: Path, project: Project) -> None:
    """Write what is spoilt afterwards: one whole file of each kind."""
    (folder / "seed.txt").write_text(f"\ufeff# {SPEECH}\n", "utf-8")
    write_segments(project, folder / "seed.csv")
    write_documents(project, folder / "details.csv", EXCEL)
    for suffix in ("csv", "xlsx", "qdc"):
        export_codebook(Wish(project, project.name, folder / f"book.{suffix}"))
    write_qdpx(project, folder / "seed.qdpx")
    homes = [each.id for each in documents.list_documents(project)]
    new = NewAssignment("Week 3", homes, "Mark every naming.")
    task = seminar.hand_out(project, new, folder / "seed.diplepack", me(project))
    seminar.hand_in(project, folder / "seed.diplework", task, me(project))


def _import_annotations(path: Path, project: Project) -> None:
    table = read_table(path)
    with project.change(Op.IMPORT_ANNOTATIONS, me(project)) as change:
        apply_plan(change, plan_annotations(change, table, "Reader A"))
        raise _Enough


def _import_details(path: Path, project: Project) -> None:
    edits = read_documents(project, path)
    with project.change(Op.IMPORT_FIELDS, me(project)) as change:
        apply_edits(change, edits)
        raise _Enough


def _import_book(path: Path, project: Project) -> None:
    book = read_codebook_file(path).book
    with project.change(Op.IMPORT_CODES, me(project)) as change:
        import_book(change, book)
        raise _Enough


def _import_refi(path: Path, project: Project) -> None:
    found = read_qdpx(path)
    with project.change(Op.IMPORT_PROJECT, me(project)) as change:
        bring_in(change, found)
        raise _Enough


def _open_pack(path: Path, _: Project) -> None:
    target = path.with_name("student.diple")
    try:
        seminar.open_pack(path, target, "Noor")
        findings = safety.check(target).findings
        assert not findings, f"a spoilt pack made an unsound project: {findings}"
    finally:
        target.unlink(missing_ok=True)


def _collect(path: Path, project: Project) -> None:
    found = seminar.read_all([path])[0]
    if isinstance(found, tuple):
        raise found[1]
    planned = plan_collecting(project, [found])
    with project.change(Op.COLLECT, me(project)) as change:
        accept_collecting(change, planned)
        raise _Enough


class _Enough(Exception):
    """Nothing shall be kept."""


def _feed(
    folder: Path,
    project: Project,
    sources: list[Path],
    importer: Importer,
    rounds: int,
    chance: random.Random,
) -> str:
    counts: Counter[str] = Counter()
    before = state_of(project)
    for _ in range(rounds):
        source = chance.choice(sources)
        path = folder / f"spoilt{source.suffix}"
        path.write_bytes(_spoil_file(source, chance))
        began = time.process_time()
        counts["refused" if _refuses(lambda p=path: importer(p, project)) else "taken"] += 1  # type: ignore[misc]
        assert time.process_time() - began < SLOW, "too slow"
    assert state_of(project) == before
    return f"{counts['refused']} refused in a sentence, {counts['taken']} taken, 0 other"


def _refuses(act: Callable[[], object]) -> bool:
    try:
        with suppress(_Enough):
            act()
    except AppError as error:
        return bool(sentence(error))
    return False


def _spoil_file(path: Path, chance: random.Random) -> bytes:
    """Spoil a file, of an archive mostly what is packed in it: that is what is read."""
    data = path.read_bytes()
    if not zipfile.is_zipfile(path) or chance.random() < 0.2:
        return _spoil(data, chance)
    made = BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(made, "w") as spoilt:
        bad = chance.choice(whole.namelist())
        for name in whole.namelist():
            inner = whole.read(name)
            spoilt.writestr(name, _spoil_inner(inner, chance) if name == bad else inner)
    return made.getvalue()


def _spoil_inner(data: bytes, chance: random.Random) -> bytes:
    """Spoil bytes anywhere, or one value of what would otherwise be refused as a whole."""
    values = list(VALUE.finditer(data))
    if not values or chance.random() < 0.4:
        return _spoil(data, chance)
    found = chance.choice(values)
    return data[: found.start(1)] + chance.choice(VALUES) + data[found.end(1) :]


def _spoil(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        at = chance.randrange(len(spoilt) + 1)
        end = min(len(spoilt), at + chance.choice((1, 8, 60, 600)))
        kind = chance.randrange(5)
        if kind == 0 and at < len(spoilt):
            spoilt[at] = chance.randrange(256)
        elif kind == 1:
            del spoilt[at:end]
        elif kind == 2:
            spoilt[at:at] = spoilt[at:end]
        elif kind == 3:
            spoilt[at:at] = chance.choice(TOKENS)
        else:
            spoilt[at:end] = chance.choice(TOKENS)
    return bytes(spoilt)


# Project files made by a stranger
def _feed_projects(folder: Path, rounds: int, chance: random.Random) -> str:
    counts: Counter[str] = Counter()
    for _ in range(rounds):
        path = folder / "stranger.diple"
        shutil.copy(folder / "seed", path)
        is_strange = _make_strange(path, chance)
        data = path.read_bytes()
        assert isinstance(safety.check(path).findings, tuple)
        refused = _refuses(lambda: _open_and_use(path))  # noqa: B023
        assert refused or not is_strange, "objects of a stranger were let in"
        assert path.read_bytes() == data or not is_strange, "a stranger's file was written"
        counts["refused" if refused else "taken"] += 1
        for left in folder.glob("*stranger*"):
            left.unlink()
    return f"{counts['refused']} refused in a sentence, {counts['taken']} taken, 0 other"


def _make_strange(path: Path, chance: random.Random) -> bool:
    """Put what is not ours into a project; tell whether that were objects, not values."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        if chance.random() < 0.3:
            with suppress(sqlite3.Error):
                raw.executescript(chance.choice(OBJECTS))
                return True
        for _ in range(chance.choice((1, 1, 2))):
            table = chance.choice(list(schema.metadata.tables.values()))
            column = chance.choice(list(table.columns)).name
            value = chance.choice(ODD_VALUES)
            row = "rowid = (SELECT rowid FROM t ORDER BY random() LIMIT 1)".replace(
                "t ", f"{table} "
            )
            where = "" if chance.random() < 0.3 else f" WHERE {row}"
            with suppress(sqlite3.Error):
                raw.execute(f'UPDATE "{table}" SET "{column}" = ?{where}', (value,))
    return False


def _open_and_use(path: Path) -> None:
    with Project.open(path) as project:
        use(project)
