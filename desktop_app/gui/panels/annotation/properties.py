"""The values that a code asks of its annotations, each with a field of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from desktop_app.core.model import PropertyRule
from desktop_app.gui import words
from desktop_app.gui.pieces import CalmCombo, caption
from desktop_app.gui.words import tr

_NUMBER = r"[-+]?\d*\.?\d*"
_YES_NO = (("yes", words.YES), ("no", words.NO))


class PropertiesForm(QWidget):
    """Shows an annotation's properties; what is chosen or typed is asked for by a signal."""

    valueSet = Signal(str, str, str)
    """An annotation's property shall have a value, "" for none: its id, the name, the value."""

    def __init__(self) -> None:
        super().__init__()
        self._target = ""
        self._rules: tuple[PropertyRule, ...] = ()
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(6)

    def show_values(
        self, target: str, declared: Sequence[PropertyRule], values: Mapping[str, str]
    ) -> None:
        """Show an annotation's declared properties, and behind them what else has a value.

        What was typed for the annotation before is handed over first.
        """
        if target != self._target:
            self.flush()
            self._target = target
        known = {rule.name for rule in declared}
        others = (PropertyRule(name) for name in values if name not in known)
        rules = (*declared, *others)
        if rules != self._rules:
            self._make(rules)
        for name, field in self.fields.items():
            _set(field, values.get(name, ""))
        self.setVisible(bool(rules))

    def flush(self) -> None:
        """Hand over what stands typed in a field that still has the focus."""
        for field in self.fields.values():
            if isinstance(field, QLineEdit) and field.isModified():
                field.editingFinished.emit()

    def _make(self, rules: tuple[PropertyRule, ...]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._rules = rules
        self.fields = {}
        for rule in rules:
            field = self._field(rule)
            field.setAccessibleName(rule.name)
            self.fields[rule.name] = field
            self._form.addRow(caption(rule.name), field)

    def _field(self, rule: PropertyRule) -> QComboBox | QLineEdit:
        name = rule.name
        if rule.kind in ("choice", "yes-no"):
            combo = CalmCombo()
            combo.addItem(tr(words.UNSET), "")
            pairs = _YES_NO if rule.kind == "yes-no" else [(each, each) for each in rule.allowed]
            for value, shown in pairs:
                combo.addItem(tr(shown) if rule.kind == "yes-no" else shown, value)
            combo.activated.connect(lambda _: self._hand_over(name, str(combo.currentData())))
            return combo
        line = QLineEdit()
        line.setPlaceholderText(rule.default)
        if rule.kind == "number":
            line.setValidator(QRegularExpressionValidator(QRegularExpression(_NUMBER), line))
        line.editingFinished.connect(lambda: self._typed(name, line))
        return line

    def _typed(self, name: str, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self._hand_over(name, line.text().strip())

    def _hand_over(self, name: str, value: str) -> None:
        self.valueSet.emit(self._target, name, value)


def _set(field: QComboBox | QLineEdit, value: str) -> None:
    """Show a value, unless another is just being typed over it."""
    if isinstance(field, QComboBox):
        if field.findData(value) < 0:
            field.addItem(value, value)
        field.setCurrentIndex(field.findData(value))
    elif field.text() != value and not field.isModified():
        field.setText(value)
