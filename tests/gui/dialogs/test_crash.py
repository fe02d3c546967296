"""Faults of ours: a report without anything of the user's, read, added to, copied, never sent."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import faults
from desktop_app.gui.app import fault_hook
from desktop_app.gui.dialogs.crash import CrashDialog
from desktop_app.gui.window import Window


def fail(text: str, path: Path) -> None:
    raise ValueError(f"{text} in {path}")


def a_fault() -> BaseException:
    try:
        fail("Nobody asked for it", Path("/home/noor/Secret thesis.diple"))
    except ValueError as error:
        return error
    raise AssertionError


def test_the_report_holds_nothing_of_the_user_s(qtbot: QtBot, host: QWidget) -> None:
    CrashDialog.tell(a_fault(), host)
    (dialog,) = host.findChildren(CrashDialog)
    told = dialog.report.toPlainText() + faults.log_path().read_text("utf-8")
    assert "ValueError" in told
    assert "test_crash.py" in told
    for secret in ("Nobody asked", "Secret", "noor", str(Path(__file__).parent)):
        assert secret not in told
    CrashDialog.tell(a_fault(), host)
    assert len(host.findChildren(CrashDialog)) == 1
    assert faults.log_path().read_text("utf-8").count("ValueError") == 2


def test_only_what_the_user_types_is_added(qtbot: QtBot, host: QWidget) -> None:
    CrashDialog.tell(a_fault(), host)
    (dialog,) = host.findChildren(CrashDialog)
    dialog.words.setPlainText("I was moving a code.")
    dialog.copy.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith("Diple ")
    assert copied.endswith("I was moving a code.")
    dialog.go_on.click()
    assert "The user says: I was moving a code." in faults.log_path().read_text("utf-8")


def test_a_fault_in_the_window_is_told_and_work_goes_on(window: Window) -> None:
    error = a_fault()
    fault_hook(window)(type(error), error, error.__traceback__)
    assert any(each.isVisible() for each in window.findChildren(CrashDialog))


@pytest.mark.parametrize("message", [
    'QFile: cannot open "/home/noor/Secret.diple"', "cannot read /home/noor/Secret/x.png now",
    "font 'Secret Serif' is missing", r"no such file C:\Users\noor\Secret.txt",
])  # fmt: skip
def test_messages_are_kept_without_values(message: str) -> None:
    kept = faults.without_values(message)
    assert "Secret" not in kept
    assert "noor" not in kept
    assert kept[:2] == message[:2]


def test_the_traces_of_a_crash_are_found_at_the_next_start() -> None:
    assert not faults.take_crash()
    faults.crash_path().parent.mkdir(parents=True)
    place = Path(sys.prefix) / "desktop_app" / "layout.py"
    faults.crash_path().write_text(f'Fatal: Segmentation fault\n  File "{place}", line 3 in x\n')
    assert faults.take_crash()
    assert not faults.take_crash()
    told = faults.log_path().read_text("utf-8")
    assert 'File "layout.py", line 3 in x' in told
    assert str(Path(sys.prefix)) not in told
