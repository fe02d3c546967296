"""The verb picture: a picture of what was coded, as SVG, PDF or PNG."""

from argparse import Namespace
from typing import cast

from desktop_app.colours import PICTURE_THEMES
from desktop_app.commands.output import show
from desktop_app.core.errors import BadValue, NoDisplay, UnknownExport
from desktop_app.core.marks import Marks
from desktop_app.core.project import Project
from desktop_app.core.tables import Axis, AxisKind
from desktop_app.pictures.drawing import Drawing
from desktop_app.pictures.gallery import draw
from desktop_app.pictures.svg import write_svg
from desktop_app.pictures.wish import Wish

_SUFFIXES = [".svg", ".pdf", ".png"]


def picture(asked: Namespace) -> None:
    """Draw a picture and write it; only PDF and PNG load Qt."""
    suffix = asked.out.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnknownExport(path=asked.out, suffixes=_SUFFIXES)
    with Project.open(asked.project, write=False) as project:
        drawing = draw(*_wish(asked, Marks(project)))
    if suffix == ".svg":
        write_svg(drawing, asked.out, PICTURE_THEMES[asked.theme])
    else:
        _write_with_qt(drawing, asked)
    facts = {
        "picture": str(asked.out),
        "kind": asked.kind,
        "title": drawing.title,
        "about": drawing.about,
        "width": drawing.width,
        "height": drawing.height,
    }
    show(asked, facts, [f"Written {asked.out}: {drawing.title}.", drawing.about])


def _wish(asked: Namespace, marks: Marks) -> tuple[Marks, Wish]:
    hidden = frozenset[str]()
    if asked.coder:
        hidden = frozenset(marks.coders) - {marks.id_of("coder", asked.coder)}
    return marks, Wish(
        kind=asked.kind,
        document_id=marks.id_of("document", asked.document) if asked.document else "",
        code_id=marks.id_of("code", asked.code) if asked.code else "",
        hidden_coders=hidden,
        columns=_axis(asked.columns),
        measure=asked.measure,
        scope=asked.by,
    )


def _axis(text: str) -> Axis:
    if text.startswith("field:") and len(text) > len("field:"):
        return Axis("field", text[len("field:") :])
    for kind in ("code", "document", "set", "coder", "speaker"):
        if text == kind:
            return Axis(cast(AxisKind, kind))
    wanted = "set of columns; write code, document, set, coder, speaker or field:NAME"
    raise BadValue(value=text, kind=wanted)


def _write_with_qt(drawing: Drawing, asked: Namespace) -> None:
    try:
        from desktop_app.gui.pictures.files import write_without_window
    except ImportError as error:
        # Qt is not there, or not a library of the system that it needs.
        raise NoDisplay(reason=error.msg) from error
    write_without_window(drawing, asked.out, PICTURE_THEMES[asked.theme])
