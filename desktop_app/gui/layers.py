"""Layers: which coders' and codes' annotations are shown. Nothing in the project changes."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from desktop_app.core.codetree import CodeTree


class Layers(QObject):
    """What is hidden in text and lists; a code hides together with those below it."""

    changed = Signal()
    namesChanged = Signal()
    """Nobody's name is shown any more, or names are again; `changed` follows."""
    styleWanted = Signal(object, str)
    """The codes with these ids (a list) shall be shown in this style; "" is as all others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hidden_coders: frozenset[str] = frozenset()
        self.hidden_codes: frozenset[str] = frozenset()
        self.veiled: frozenset[str] = frozenset()
        """Coders who may not be seen yet: hidden whatever else is shown."""

        self.styles: Mapping[str, str] = {}
        """Codes, by their ids, that are shown otherwise than all others."""
        self.is_by_coder = False
        """Marks have their reader's colour rather than that of their code."""
        self.is_nameless = False
        """Nobody's name is shown: a room looks on."""

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is hidden."""
        return not (self.hidden_coders or self.hidden_codes)

    def shows(self, code_id: str | None, coder_id: str) -> bool:
        """Tell whether an annotation of this code and coder is shown."""
        return coder_id not in self.hidden_coders and (code_id or "") not in self.hidden_codes

    def colour_by_coder(self, on: bool) -> None:
        """Let marks have their reader's colour, or again that of their code."""
        if self.is_by_coder != on:
            self.is_by_coder = on
            self.changed.emit()

    def hide_names(self, on: bool) -> None:
        """Show nobody's name, or show names again."""
        if self.is_nameless != on:
            self.is_nameless = on
            self.namesChanged.emit()
            self.changed.emit()

    def veil(self, coders: frozenset[str]) -> None:
        """Hide these coders until they are no longer veiled."""
        shown, self.veiled = self.veiled - coders, coders
        self._set(self.hidden_coders - shown, self.hidden_codes)

    def show_coder(self, coder_id: str, *, on: bool) -> None:
        """Show or hide what one coder made."""
        hidden = self.hidden_coders
        self._set(hidden - {coder_id} if on else hidden | {coder_id}, self.hidden_codes)

    def only_coder(self, coder_id: str, coders: Iterable[str]) -> None:
        """Show what one coder made and hide the others; when that is so already, show all."""
        others = frozenset(coders) - {coder_id}
        self._set(frozenset() if self.hidden_coders == others else others, self.hidden_codes)

    def show_code(self, code_id: str, tree: CodeTree, *, on: bool) -> None:
        """Show or hide the annotations of a code and of those below it."""
        branch = {code_id, *(code.id for code in tree.below(code_id))}
        hidden = self.hidden_codes
        self._set(self.hidden_coders, hidden - branch if on else hidden | branch)

    def only_code(self, code_id: str, tree: CodeTree) -> None:
        """Show a code and those below it and hide all others; when that is so, show all."""
        branch = {code_id, *(code.id for code in tree.below(code_id))}
        others = frozenset({"", *(code.id for code in tree)} - branch)
        self._set(self.hidden_coders, frozenset() if self.hidden_codes == others else others)

    def show_all(self) -> None:
        """Hide nothing."""
        self._set(frozenset(), frozenset())

    def _set(self, coders: frozenset[str], codes: frozenset[str]) -> None:
        coders |= self.veiled
        if (coders, codes) != (self.hidden_coders, self.hidden_codes):
            self.hidden_coders, self.hidden_codes = coders, codes
            self.changed.emit()
