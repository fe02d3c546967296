"""The archive that each file of a seminar is: a manifest, rows as JSON, texts by their hash."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_app.core.assignments import Assignment
from desktop_app.core.documents import read_text
from desktop_app.core.errors import FileDamaged, NewerProject, NotSeminarFile
from desktop_app.core.merging.states import State
from desktop_app.core.project import Project
from desktop_app.core.texts import sha256_of
from desktop_app.formats.archives import Archive
from desktop_app.formats.atomic import writing
from desktop_app.formats.files import MEGABYTE, read_bytes
from desktop_app.formats.seminar_rows import check_passages

VERSION = 1
_LIMIT = 200 * MEGABYTE
_STAMP = (1980, 1, 1, 0, 0, 0)


def write_archive(
    path: Path,
    manifest: Mapping[str, Any],
    rows: State,
    tables: tuple[str, ...],
    texts: Mapping[str, bytes],
) -> None:
    """Write rows and texts below their manifest; raise FileUnwritable."""
    body = {name: [rows[name][key] for key in sorted(rows[name])] for name in tables if rows[name]}
    members = {"manifest.json": _encode(manifest), "rows.json": _encode(body), **texts}
    with writing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), members[name], zipfile.ZIP_DEFLATED)


def _encode(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def open_archive(path: Path, kind: str, said: str) -> tuple[Archive, dict[str, Any]]:
    """Open a file of a kind, `said` in words, and read its manifest.

    Raises NotSeminarFile, FileDamaged, NewerProject, FileTooLarge, FileUnreadable, FileMissing.
    """
    data = read_bytes(path, _LIMIT)
    if not data.startswith(b"PK"):
        raise NotSeminarFile(path=path, kind=said)
    try:
        archive = Archive(path, data)
    except FileDamaged:
        if path.suffix.lower().startswith(".diple"):
            raise
        # Another program's file: nobody need be told in what it is broken.
        raise NotSeminarFile(path=path, kind=said) from None
    if "manifest.json" not in archive.names:
        raise NotSeminarFile(path=path, kind=said)
    manifest = read_part(path, archive, "manifest.json")
    if not isinstance(manifest, dict) or manifest.get("kind") != kind:
        raise NotSeminarFile(path=path, kind=said)
    version = manifest.get("version")
    if not isinstance(version, int):
        raise FileDamaged(path=path, reason="its head cannot be read")
    if version > VERSION:
        raise NewerProject(path=path, version=version, known=VERSION, needs="the newer Diple")
    return archive, manifest


def read_part(path: Path, archive: Archive, name: str) -> Any:
    """Read a part of JSON; raise FileDamaged."""
    data = archive.read(name)
    if data is None:
        raise FileDamaged(path=path, reason=f"its part {name} is missing")
    try:
        return json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise FileDamaged(path=path, reason=f"its part {name} is broken") from error


def texts_now(
    project: Project, state: State, assignment: Assignment
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the hashes of an assignment's texts, and what was corrected since it was handed out.

    The first by document, the second the texts by their hash; what is gone is in neither.
    """
    texts = {
        key: state["documents"][key]["text_sha256"]
        for key in assignment.texts
        if key in state["documents"]
    }
    bodies = {
        sha: read_text(project, key) for key, sha in texts.items() if sha != assignment.texts[key]
    }
    return texts, bodies


def read_bodies(
    path: Path, archive: Archive, rows: State, texts: Mapping[str, str]
) -> dict[str, str]:
    """Read those of the texts that travel along, by hash; raise FileDamaged.

    `texts` are the hashes by document; passages that do not fit their text are damage.
    """
    bodies = {
        sha: read_body(path, archive, sha)
        for sha in sorted(set(texts.values()))
        if f"texts/{sha}.txt" in archive.names
    }
    check_passages(path, rows, {key: bodies[sha] for key, sha in texts.items() if sha in bodies})
    return bodies


def read_body(path: Path, archive: Archive, sha256: str) -> str:
    """Read a text by its hash; raise FileDamaged."""
    data = archive.read(f"texts/{sha256}.txt")
    if data is None:
        raise FileDamaged(path=path, reason="a text is missing")
    try:
        body = data.decode()
    except UnicodeDecodeError as error:
        raise FileDamaged(path=path, reason="a text is broken") from error
    if sha256_of(body) != sha256:
        raise FileDamaged(path=path, reason="a text is not the one that was handed out")
    return body
