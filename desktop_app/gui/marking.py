"""The marks of a document as the page shows them, read from the project.

What marks wear is a value of its own, so that a thread can make very many of them, and so that
they need not be made anew where nothing of it has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app import core
from desktop_app.gui.reader import Mark

if TYPE_CHECKING:
    from desktop_app.core.model import Annotation, Rows
    from desktop_app.core.spans import Span
    from desktop_app.gui.bridge import Session

_NONE = ("", "")


@dataclass(frozen=True, slots=True)
class Dress:
    """What marks wear: name and colour by code, and by coder the initials and a colour, if any."""

    looks: Mapping[str, tuple[str, str]]
    initials: Mapping[str, str]
    dyes: Mapping[str, str]

    @classmethod
    def of(cls, session: Session) -> Dress:
        """Return what marks wear in a session as it is now."""
        layers, coders, told = session.layers, session.coders(), session.badges()
        return cls(
            {code.id: (code.name, code.color) for code in session.tree},
            # Initials tell where there are several.
            told if len(told) > 1 else {},
            {each.id: each.color for each in coders} if layers.is_by_coder else {},
        )

    def covers(self, other: Dress) -> bool:
        """Tell whether what wears the other one would wear the same in this."""
        has_all = all(self.looks.get(key) == look for key, look in other.looks.items())
        return has_all and (self.initials, self.dyes) == (other.initials, other.dyes)

    def read(self, rows: Rows, document_id: str, within: Span | None = None) -> list[Mark]:
        """Read the marks of a document, or those of them that start within a span."""
        spans = list(core.inorder.spans_of_document(rows, document_id, within))
        counts: dict[str, int] = {}
        for span in spans:
            counts[span[2]] = counts.get(span[2], 0) + 1
        looks, dyes, by = self.looks, self.dyes, self.initials
        return [
            Mark(key, part, counts[key], start, end, looks.get(code_id, _NONE)[0],
                 dyes.get(coder_id) or looks.get(code_id, _NONE)[1], role, "",
                 code_id or "", coder_id, by.get(coder_id, ""))
            for start, end, key, part, role, code_id, coder_id in spans
        ]  # fmt: skip

    def marks(self, annotations: Iterable[Annotation], document_id: str) -> Iterator[Mark]:
        """Make the marks that some annotations have in a document."""
        for each in annotations:
            label, color = self.looks.get(each.code_id or "", _NONE)
            here = [part for part in each.parts if part.document_id == document_id]
            for part in here:
                yield Mark(
                    each.id, part.position, len(here), part.start, part.end, label,
                    self.dyes.get(each.coder_id) or color, part.role, "", each.code_id or "",
                    each.coder_id, self.initials.get(each.coder_id, ""),
                )  # fmt: skip
