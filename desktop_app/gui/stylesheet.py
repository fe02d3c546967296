"""The application's one style sheet; its $words are the colours that `theme` gives it."""

from string import Template

SHEET = Template("""
QMainWindow, QDialog { background: $panel; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
#hoverCard, #finder { background: $paper; border: 1px solid $rule; }
QToolTip { background: $paper; color: $ink; border: 1px solid $rule; padding: 5px 7px; }

QMenuBar { background: transparent; border: none; padding: 0; }
#topBar { background: $panel; border: none; border-bottom: 1px solid $rule; }
#findBar { background: $panel; border: none; border-top: 1px solid $rule; }
#welcome, #welcomePage { background: $paper; border: none; }
#welcome QPushButton { text-align: left; padding: 6px 12px; }
#welcome QPushButton:focus { padding: 5px 11px; }
#notice { background: $selection; border: none; border-bottom: 1px solid $rule; }
#results { background: $panel; border: none; border-top: 1px solid $rule; }
#resultTabs { background: transparent; }
#resultTabs::tab { background: transparent; color: $dim; padding: 8px 10px 6px 10px;
  border: none; border-bottom: 2px solid transparent; }
#resultTabs::tab:hover { color: $ink; }
#resultTabs::tab:selected { color: $ink; border-bottom: 2px solid $accent; }
#resultTabs:focus { background: $selection; }
#statusLine { background: $panel; border: none; border-top: 1px solid $rule; }
#statusLine QLabel, #dim { color: $dim; }
#statusLine #said { color: $ink; }
#sign { color: $accent; font-size: 19px; font-weight: 700; }
#projectName { font-weight: 600; }
#searchField { background: $paper; border: 1px solid $rule; border-radius: 5px; }
#searchField:hover { border-color: $faint; }
#keyCap { color: $dim; border: 1px solid $rule; border-radius: 3px; padding: 0 4px;
  font-size: 11px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $selection; }
QMenu { background: $paper; border: 1px solid $rule; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 4px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::separator { height: 1px; background: $rule; margin: 5px 8px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $paper; color: $ink; border: 1px solid $rule; border-radius: 4px;
  padding: 3px 7px; selection-background-color: $text_selection; selection-color: $ink; }
QLineEdit { min-height: 20px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover,
QAbstractSpinBox:hover { border-color: $faint; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: 2px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $faint; background: $panel; }
QComboBox, QAbstractSpinBox { min-height: 20px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 20px; border: none;
  background: transparent; }
QAbstractSpinBox::up-arrow { image: url("$arrow_up"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox#role { min-height: 16px; padding: 1px 7px; }
QComboBox#role:focus { padding: 0px 6px; }
#boxed { border: 1px solid $rule; border-radius: 4px; }
#hairline { background: $rule; border: none; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$arrow"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $rule; padding: 3px;
  selection-background-color: $selection; selection-color: $ink; outline: none; }
Reader, Reader:focus, Reader:hover {
  border: none; border-radius: 0; padding: 0; background: $paper; }

QTreeView, QListView, QTableView {
  background: transparent; color: $ink; border: 1px solid transparent; outline: none;
  selection-background-color: $selection; selection-color: $ink; }
QTreeView:focus, QListView:focus, QTableView:focus { border: 1px solid transparent; }
QTreeView::item, QListView::item { min-height: 27px; border: 2px solid transparent; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {
  background: $selection; color: $ink; }
QTreeView::item:focus, QListView::item:focus, QTableView::item:focus {
  border: 2px solid $accent; }
QTreeView::branch { background: transparent; }
QHeaderView::section { background: $panel; color: $dim; border: none;
  border-bottom: 1px solid $rule; padding: 5px 8px; }
#wordList::item { padding: 0 5px; }
#collected::item { padding: 3px 5px; }
#figures::item { padding: 0 5px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $panel; border: none;
  border-bottom: 1px solid $rule; }
QTableView { gridline-color: $rule; background: $paper; }

QPushButton { background: $paper; color: $ink; border: 1px solid $rule; border-radius: 4px;
  min-height: 19px; padding: 4px 13px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 12px; }
#statusLine QPushButton { min-height: 16px; padding: 0 11px; }
#statusLine QPushButton:focus { padding: 0 10px; min-height: 14px; }
QPushButton:disabled { color: $faint; background: $panel; }
QPushButton:default { background: $accent; color: $primary_ink; border-color: $accent; }
QPushButton:default:hover { background: $primary_hover; }
QPushButton:default:focus { border: 2px solid $ink; }
QPushButton:default:disabled { background: $panel; color: $faint; border-color: $rule; }
QPushButton:flat { background: transparent; border-color: transparent; }
QPushButton:flat:hover { background: $hover; }
QToolButton { background: transparent; color: $ink; border: 2px solid transparent;
  border-radius: 4px; padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border: 2px solid $accent; }
QToolButton:disabled { color: $faint; }
QToolButton::menu-indicator { image: none; }
QCheckBox, QRadioButton { spacing: 7px; padding: 3px; border: 2px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; border-radius: 4px; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator,
QMenu::indicator { width: 14px; height: 14px; background: $paper; border: 1px solid $dim; }
QCheckBox::indicator, QGroupBox::indicator, QAbstractItemView::indicator,
QMenu::indicator:non-exclusive { border-radius: 3px; }
QRadioButton::indicator, QMenu::indicator:exclusive { border-radius: 8px; }
QMenu::indicator { margin-left: 3px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover,
QAbstractItemView::indicator:hover { border-color: $ink; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked,
QMenu::indicator:non-exclusive:checked {
  background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url("$dash"); }
QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked {
  background: $accent; border-color: $accent; image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled, QGroupBox::indicator:disabled,
QAbstractItemView::indicator:disabled, QMenu::indicator:disabled {
  background: $panel; border-color: $faint; }
QCheckBox::indicator:checked:disabled, QCheckBox::indicator:indeterminate:disabled,
QRadioButton::indicator:checked:disabled, QGroupBox::indicator:checked:disabled,
QAbstractItemView::indicator:checked:disabled, QMenu::indicator:checked:disabled {
  background: $faint; border-color: $faint; }

QStatusBar { background: $panel; color: $dim; border-top: 1px solid $rule; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $rule; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
QProgressBar { background: $rule; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $thumb_hover; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")
