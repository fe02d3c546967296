"""How the page is set: face, size, spacing, measure, numbers and marks, seen at once behind it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui import words
from desktop_app.gui.acts.page import NUMBERS
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import CalmCombo
from desktop_app.gui.reader.page import LEAST_MEASURE, MOST_MEASURE
from desktop_app.gui.reader.type import LARGEST, LOOSEST, SMALLEST, TIGHTEST
from desktop_app.gui.styling import STYLES
from desktop_app.gui.theme import SANS, SERIF, reading_face
from desktop_app.gui.words import tr
from desktop_app.settings import SETTINGS, Settings

_NUMBER_WORDS = {
    "paragraphs": words.NUMBER_PARAGRAPHS,
    "sentences": words.NUMBER_SENTENCES,
    "lines": words.NUMBER_LINES,
}
_NAMES = (
    "reading_face", "reading_size", "reading_spacing", "reading_measure", "mark_style",
    *(f"number_{name}" for name in NUMBERS),
)  # fmt: skip


class PageDialog(QDialog):
    """Every change is applied as it is made, and kept."""

    def __init__(self, settings: Settings, apply: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.PAGE_TITLE))
        self.setMinimumWidth(380)
        self._settings = settings
        self._apply = apply
        self._is_filling = False
        self.face, self.style_box = CalmCombo(), CalmCombo()
        for face, name in ((SERIF, words.FACE_SERIF), (SANS, words.FACE_SANS)):
            self.face.addItem(f"{tr(name)} ({reading_face(face)})", face)
        self.face.insertSeparator(2)
        for family in QFontDatabase.families():
            if QFontDatabase.isSmoothlyScalable(family) and not family.startswith("."):
                self.face.addItem(family, family)
        for style, said in STYLES.items():
            self.style_box.addItem(tr(said), style)
        self.size_box, self.measure = QSpinBox(), QSpinBox()
        self.size_box.setRange(SMALLEST, LARGEST)
        self.size_box.setSuffix(" px")
        self.measure.setRange(LEAST_MEASURE, MOST_MEASURE)
        self.spacing = QDoubleSpinBox()
        self.spacing.setRange(TIGHTEST, LOOSEST)
        self.spacing.setSingleStep(0.1)
        self.spacing.setDecimals(1)
        for box in (self.size_box, self.measure, self.spacing):
            box.lineEdit().setTextMargins(5, 0, 0, 0)  # in line with the boxes to choose from
        self.numbers = {name: QCheckBox(tr(_NUMBER_WORDS[name])) for name in NUMBERS}
        self._arrange()
        self._fill()
        self._wire()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for said, widget in (
            (words.PAGE_FACE, self.face),
            (words.PAGE_SIZE, self.size_box),
            (words.PAGE_SPACING, self.spacing),
            (words.PAGE_MEASURE, self.measure),
            (words.PAGE_MARKS, self.style_box),
        ):
            form.addRow(tr(said), widget)
            widget.setAccessibleName(tr(said))
        boxes = QVBoxLayout()
        boxes.setSpacing(2)
        for box in self.numbers.values():
            boxes.addWidget(box)
        form.addRow(tr(words.PAGE_NUMBERS), boxes)
        foot = Foot(self)
        self.usual = foot.add(words.PAGE_USUAL)
        self.usual.clicked.connect(self._make_usual)
        layout = body(self)
        layout.addLayout(form)
        layout.addLayout(foot)

    def _fill(self) -> None:
        """Show what is set."""
        kept, self._is_filling = self._settings, True
        self.face.setCurrentIndex(max(0, self.face.findData(kept["reading_face"])))
        self.style_box.setCurrentIndex(max(0, self.style_box.findData(kept["mark_style"])))
        self.size_box.setValue(kept["reading_size"])
        self.measure.setValue(kept["reading_measure"])
        self.spacing.setValue(kept["reading_spacing"])
        for name, box in self.numbers.items():
            box.setChecked(kept[f"number_{name}"])
        self._is_filling = False

    def _wire(self) -> None:
        for combo in (self.face, self.style_box):
            combo.currentIndexChanged.connect(self._keep)
        for spin in (self.size_box, self.measure, self.spacing):
            spin.valueChanged.connect(self._keep)
        for box in self.numbers.values():
            box.toggled.connect(self._keep)

    def _keep(self) -> None:
        """Keep all that the dialog says, and apply it."""
        if self._is_filling:
            return
        kept = self._settings
        kept["reading_face"] = self.face.currentData() or SERIF
        kept["mark_style"] = self.style_box.currentData()
        kept["reading_size"] = self.size_box.value()
        kept["reading_measure"] = self.measure.value()
        kept["reading_spacing"] = round(self.spacing.value(), 2)
        for name, box in self.numbers.items():
            kept[f"number_{name}"] = box.isChecked()
        self._apply()

    def _make_usual(self) -> None:
        for name in _NAMES:
            self._settings[name] = SETTINGS[name].default
        self._fill()
        self._apply()
