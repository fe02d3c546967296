"""A project as a folder that R and Python open at once: CSV tables, their description, examples.

The tables are in the profile "data"; `datapackage.json` follows Frictionless Data Package v1.
The texts come along, so that every quotation can be checked against its positions.
"""

import ctypes
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app import __version__
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.errors import FileExists, FileUnwritable
from desktop_app.core.leftovers import clear_drafts, draft_of
from desktop_app.core.model import Rows, new_id
from desktop_app.core.project import Project
from desktop_app.formats.csv_profile import DATA, write_table
from desktop_app.formats.listings import Listing, list_all

Progress = Callable[[int, int], None]

PACKAGE = "datapackage.json"
_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE, as Linux calls them."""

PYTHON = """\
# Run in this folder: python example.py (needs pandas)
import pandas as pd

segments = pd.read_csv("segments.csv", dtype={"code_id": str}, keep_default_na=False)
placed = segments[segments["start"] != ""]
for document, rows in placed.groupby("document_id"):
    text = open(f"texts/{document}.txt", encoding="utf-8", newline="").read()
    assert all(text[int(r.start):int(r.end)] == r.quote for r in rows.itertuples())
used = placed.groupby(["code_path", "document"])["annotation_id"].nunique()
print(used.unstack(fill_value=0))
"""
R = """\
# Run in this folder: Rscript example.R
segments <- read.csv("segments.csv", encoding = "UTF-8", colClasses = "character",
                     check.names = FALSE, na.strings = character())
placed <- segments[segments$start != "", ]
for (rows in split(placed, placed$document_id)) {
  file <- file.path("texts", paste0(rows$document_id[1], ".txt"))
  text <- readChar(file, file.size(file), useBytes = TRUE); Encoding(text) <- "UTF-8"
  stopifnot(substring(text, as.integer(rows$start) + 1, as.integer(rows$end)) == rows$quote)
}
print(with(unique(placed[c("annotation_id", "code_path", "document")]), table(code_path, document)))
"""
_READ_ME = """\
{title}: exported by Diple {version}

Every table is CSV in UTF-8 with commas and LF; {package} describes the columns.
Positions are Unicode code points counted from 0, an end is behind the last: in Python
text[start:end] is the quotation, in R substring(text, start + 1, end).

{tables}

texts/ holds each document under its document_id. example.py and example.R read the segments,
check each against its text, and count codes by document.
"""


def write_folder(rows: Rows, path: Path, progress: Progress | None = None) -> int:
    """Write the folder and return how many rows its tables have in all.

    A folder that an export made before is replaced, whole or not at all; any other is left alone.
    Raises FileExists, FileUnwritable.
    """
    if path.exists() and not _is_ours(path):
        raise FileExists(path=path)
    clear_drafts(path)
    draft = draft_of(path)
    try:
        draft.mkdir()
        count = _fill(rows, draft, progress)
        _replace(draft, path)
    except OSError as error:
        raise FileUnwritable(path=path, reason=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return count


def _is_ours(path: Path) -> bool:
    try:
        if not path.is_dir():
            return False
        if not any(path.iterdir()):
            return True
        described = json.loads((path / PACKAGE).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(described, dict) and str(described.get("created_by", "")).startswith("Diple")


def _replace(draft: Path, path: Path) -> None:
    """Let the draft take the name; on Linux a whole folder bears it at every moment."""
    if path.exists() and _exchange(draft, path):
        return  # what was there is the draft now, and goes as that
    old = path.with_name(f".{new_id()}.old")
    if path.exists():
        os.replace(path, old)
    try:
        os.replace(draft, path)
    except OSError:
        if old.exists():
            os.replace(old, path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change names in a single step; tell whether the system could."""
    try:
        call = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return not call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)


def _fill(rows: Rows, folder: Path, progress: Progress | None) -> int:
    name = rows.name if isinstance(rows, Project) else ""
    listings = list_all(rows, progress)
    total = 0
    resources = []
    for listing in listings:
        with (folder / f"{listing.name}.csv").open("wb") as out:
            total += write_table(out, DATA, listing.columns, listing.rows)
        resources.append(_described(listing))
    package = {
        "profile": "tabular-data-package",
        "name": "diple-project",
        "title": name,
        "created_by": f"Diple {__version__}",
        "resources": resources,
    }
    described = json.dumps(package, ensure_ascii=False, indent=1)
    tables = "\n".join(f"{each.name}.csv  {each.about}" for each in listings)
    read_me = _READ_ME.format(title=name, version=__version__, package=PACKAGE, tables=tables)
    for file, text in (
        (PACKAGE, described + "\n"),
        ("README.txt", read_me),
        ("example.py", PYTHON),
        ("example.R", R),
    ):
        (folder / file).write_bytes(text.encode())
    _write_texts(rows, folder / "texts", progress)
    return total


def _write_texts(rows: Rows, folder: Path, progress: Progress | None) -> None:
    folder.mkdir()
    found = list_documents(rows)
    for at, document in enumerate(found):
        if progress:
            progress(at, len(found))
        (folder / f"{document.id}.txt").write_bytes(read_text(rows, document.id).encode())


def _described(listing: Listing) -> dict[str, object]:
    fields: Sequence[dict[str, str]] = [
        {"name": name, "type": kind}
        for name, kind in zip(listing.columns, listing.kinds(), strict=True)
    ]
    return {
        "profile": "tabular-data-resource",
        "name": listing.name.replace("_", "-"),
        "path": f"{listing.name}.csv",
        "description": listing.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True},
        "schema": {"fields": fields, "missingValues": [""]},
    }
