"""The segments in one of their shapes as a file: long, wide, or documents against codes."""

from collections.abc import Callable
from pathlib import Path

from desktop_app.core.errors import UnknownExport
from desktop_app.core.marks import Marks
from desktop_app.core.model import Rows
from desktop_app.core.segments import Filter
from desktop_app.formats.atomic import writing
from desktop_app.formats.csv_profile import EXCEL, Profile, write_table
from desktop_app.formats.listings import SHAPES
from desktop_app.formats.xlsx import Sheet, write_sheets

Progress = Callable[[int, int], None]
SUFFIXES = (".csv", ".xlsx")


def write_shape(
    source: Rows | Marks,
    path: Path,
    shape: str = "long",
    profile: Profile = EXCEL,
    only: Filter | None = None,
    progress: Progress | None = None,
) -> int:
    """Write segments by the path's suffix (CSV where it has none) and return the number of rows.

    `shape` is a key of SHAPES. Raises UnknownExport, FileUnwritable, FileExists.
    """
    suffix = path.suffix.lower()
    if suffix not in ("", *SUFFIXES):
        raise UnknownExport(path=path, suffixes=list(SUFFIXES))
    marks = source if isinstance(source, Marks) else Marks(source)
    listing = SHAPES[shape](marks, only, progress)
    with writing(path) as out:
        if suffix == ".xlsx":
            (count,) = write_sheets(out, [Sheet(listing.name, listing.columns, listing.rows)])
            return count
        return write_table(out, profile, listing.columns, listing.rows)
