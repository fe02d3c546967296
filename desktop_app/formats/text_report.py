"""The coded passages as plain text, code by code, each with where it stands and who marked it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import indent

from desktop_app.core.marks import Mark, Marks
from desktop_app.core.model import Rows
from desktop_app.formats.atomic import writing

Progress = Callable[[int, int], None]

NO_CODE = "(no code)"


def write_report(rows: Rows, path: Path, progress: Progress | None = None) -> int:
    """Write the report in UTF-8 and return how many annotations stand in it.

    Raises FileUnwritable, FileExists.
    """
    marks = Marks(rows)
    count = 0
    with writing(path) as out:
        for part, size in _parts(marks):
            out.write(part.encode())
            count += size
            if progress:
                progress(min(count, len(marks)), len(marks))
    return count


def _parts(marks: Marks) -> Iterator[tuple[str, int]]:
    by_code: dict[str | None, list[Mark]] = {}
    for mark in marks:
        by_code.setdefault(mark.code_id, []).append(mark)
    for code in (*marks.tree, None):
        found = by_code.get(code.id if code else None, [])
        if not found:
            continue
        title = marks.tree.path(code.id) if code else NO_CODE
        number = f"{len(found):,} annotation{'s' if len(found) > 1 else ''}"
        yield f"{_line(title)} ({number})\n", 0
        if code and code.brief_definition:
            yield indent(code.brief_definition.strip(), "  ") + "\n", 0
        for mark in sorted(found, key=marks.order):
            yield "\n" + _passage(marks, mark), 1
        yield "\n\n", 0


def _passage(marks: Marks, mark: Mark) -> str:
    words = " … ".join(_line(piece.quote) for piece in mark.pieces) or "(no words)"
    lines = [f"  {words}", f"    {_citation(marks, mark)}"]
    lines += [f"    {name}: {_line(value)}" for name, value in _properties(marks, mark)]
    if note := marks.notes.get(mark.id):
        lines.append(indent(note.strip(), "    "))
    return "\n".join(lines) + "\n"


def _properties(marks: Marks, mark: Mark) -> list[tuple[str, str]]:
    return list(marks.properties.get(mark.id, {}).items())


def _citation(marks: Marks, mark: Mark) -> str:
    coder = marks.coders[mark.coder_id].name
    home = mark.pieces[0].document_id if mark.pieces else mark.document_id
    if home is None:
        return coder
    places = [
        marks.ground(piece.document_id).numbering.reference(piece.start) for piece in mark.pieces
    ]
    where = " ".join((marks.documents[home].title, ", ".join(dict.fromkeys(places)))).strip()
    return f"{_line(where)} · {coder}"


def _line(text: str) -> str:
    return " ".join(text.split())
