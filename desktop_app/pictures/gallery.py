"""The kinds of pictures, a row each, and the one way to draw any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop_app.core.marks import Marks
from desktop_app.pictures.drawing import Drawing, Sheet
from desktop_app.pictures.frequencies import draw_frequencies
from desktop_app.pictures.matrix import draw_matrix
from desktop_app.pictures.network import draw_network
from desktop_app.pictures.portrait import draw_portrait
from desktop_app.pictures.score import draw_score
from desktop_app.pictures.wish import Kind, Wish

_DRAW: dict[Kind, Callable[[Marks, Wish], Drawing]] = {
    "score": draw_score,
    "portrait": draw_portrait,
    "matrix": draw_matrix,
    "network": draw_network,
    "frequencies": draw_frequencies,
}


def draw(marks: Marks, wish: Wish) -> Drawing:
    """Draw a picture; a score without a document is that of the first.

    What a wish names and is no longer there bounds nothing.
    """
    if wish.document_id not in marks.documents:
        wish = replace(wish, document_id="")
    if wish.code_id not in marks.tree:
        wish = replace(wish, code_id="")
    if wish.kind == "score" and not wish.document_id:
        first = next(iter(marks.documents), None)
        if first is None:
            return Sheet("Score", "").nothing("The project has no texts yet.")
        wish = replace(wish, document_id=first)
    return _DRAW[wish.kind](marks, wish)
