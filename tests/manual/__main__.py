"""Takes the manual's pictures of the window again: `python -m tests.manual [NAME...]`.

Readings that are needed only to be seen are made by chance, always the same. The press report is
not in the repository; where it is not at hand its pictures stay as they are.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")

from desktop_app import core
from desktop_app.core.errors import SameAnnotation
from desktop_app.core.journal import Change
from desktop_app.core.model import Annotation, NewPart, Op, Part
from desktop_app.core.project import Project
from desktop_app.formats.sample import build_sample
from desktop_app.gui.app import make_application
from desktop_app.gui.bridge import Session
from desktop_app.gui.screenshot import settle, show_figure
from desktop_app.gui.theme import apply_theme
from desktop_app.gui.window import Window
from desktop_app.settings import Settings

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "resources" / "manual"
REPORT = ROOT.parent / "shared" / "acceptance"
USUAL, SMALL, LARGE = (1280, 800), (900, 600), (1680, 1050)
NAMES = (
    "Noor", "Sam", "Ada", "Ida", "Yusuf", "Mei", "Jonas", "Leila", "Tomás", "Priya", "Anouk",
    "Viktor", "Aisha", "Bruno", "Clara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jun",
    "Kofi", "Lucia", "Marek", "Nadia", "Oskar", "Paula",
)  # fmt: skip
KEPT, OTHERWISE, MOVED = 0.55, 0.1, 0.3
"""How often a made reader marks what another did, with another code, in other boundaries."""


def main(names: list[str]) -> None:
    """Take the pictures with these names, or all."""
    app = make_application(["diple"])
    with tempfile.TemporaryDirectory() as name:
        os.environ["DIPLE_HOME"] = name
        folder = Path(name)
        for wanted, (make, theme, size, pose) in PICTURES.items():
            if names and wanted not in names:
                continue
            path = make(folder)
            if path is None:
                print(f"{wanted}: the report is not at hand")
                continue
            apply_theme(app, theme)  # type: ignore[arg-type]
            settings = Settings(is_kept=False)
            settings["theme"] = theme
            window = Window(Session(), settings)
            window.furnish()
            window.resize(*size)
            window.show()
            window.session.open(Project.open(path))
            settle()
            window.notices.clear()
            pose(window)
            settle()
            out = MANUAL / f"{wanted}.png"
            window.grab().save(str(out))
            window.close()
            _make_small(out)
            print(wanted)


# The projects
def _sample(folder: Path) -> Path:
    path = folder / "sample.diple"
    if not path.exists():
        build_sample(path)
    return path


def _readers(count: int) -> Callable[[Path], Path]:
    """Make the sample with so many readers in all."""

    def make(folder: Path) -> Path:
        path = folder / f"readers-{count}.diple"
        if path.exists():
            return path
        build_sample(path)
        chance = random.Random(7)
        with Project.open(path) as project:
            length = core.documents.list_documents(project)[0].length
            codes = [code.id for code in core.codebook.list_codes(project)]
            models = [each for each in core.annotations.list_annotations(project) if each.parts]
            # By place and words: ids are others each time, and their order with them.
            models.sort(key=lambda each: (each.parts[0].start, each.quote))
            for name in NAMES[: count - 2]:
                with project.change(Op.ADD_CODER) as change:
                    coder = core.coders.add_coder(change, name)
                with project.change(Op.APPLY_CODE, coder) as change:
                    for each in models:
                        if chance.random() < KEPT:
                            _follow(change, each, chance, codes, length)
        return path

    return make


def _follow(
    change: Change, each: Annotation, chance: random.Random, codes: list[str], length: int
) -> None:
    """Mark what another reader marked, now and then otherwise; the same is marked once."""
    code = chance.choice(codes) if chance.random() < OTHERWISE else each.code_id
    by = chance.choice((3, 7, 12)) if chance.random() < MOVED else 0
    parts = [NewPart(part.start, min(length, part.end + by), part.role) for part in each.parts]
    with suppress(SameAnnotation):
        core.annotations.apply_code(change, each.parts[0].document_id, parts, code)


def _report(folder: Path) -> Path | None:
    """Make the project of the report: its reading, and a dense second one made by chance."""
    text = REPORT / "aliyev-2023-07-23.txt"
    path = folder / "Karabakh press coverage.diple"
    if path.exists() or not text.exists():
        return path if path.exists() else None
    from desktop_app.cli import main as diple

    words = [str(path), str(text)]
    assert diple(["new", str(path), "--coder", "A"]) == 0
    title = "Aliyev on the situation with Karabakh Armenians"
    assert diple(["import", *words, "--title", title]) == 0
    return _read_twice(path, REPORT / "reading-a.csv")


def _read_twice(path: Path, table: Path) -> Path:
    from desktop_app.cli import main as diple

    copy = path.with_name("reading.csv")
    title = "Aliyev on the situation with Karabakh Armenians"
    copy.write_text(table.read_text("utf-8").replace("aliyev-2023-07-23", title), "utf-8")
    assert diple(["annotations", "import", str(path), str(copy), "--apply"]) == 0
    chance = random.Random(3)
    with Project.open(path) as project:
        document = core.documents.list_documents(project)[0]
        text = core.documents.read_text(project, document.id)
        starts = [
            at for at in range(1, len(text) - 40) if text[at - 1].isspace() and text[at].isalpha()
        ]
        codes = [
            code.id for code in core.codebook.list_codes(project) if code.parent_id is not None
        ]
        with project.change(Op.SET_DOCUMENT_FIELD) as change:
            core.documents.set_field(change, document.id, "date", "2023-07-23")
        with project.change(Op.ADD_CODER) as change:
            coder = core.coders.add_coder(change, "B")
        with project.change(Op.APPLY_CODE, coder) as change:
            for number in range(197):
                spans = [_some_words(text, chance.choice(starts), chance)]
                if number % 7 == 0:
                    after = [at for at in starts if at > spans[0].end]
                    spans.append(_some_words(text, after[0], chance))
                core.annotations.apply_code(change, document.id, spans, chance.choice(codes))
    return path


def _some_words(text: str, start: int, chance: random.Random) -> NewPart:
    """Take a few words from a place on, within their paragraph."""
    words = text[start:].split("\n")[0].split(" ")[: chance.choice((2, 3, 5, 8, 14))]
    return NewPart(start, max(start + 1, start + len(" ".join(words))))


# What is shown of them
def _as_it_opens(window: Window) -> None:
    show_figure(window.session, window)


def _densest(window: Window) -> None:
    """Go to the place that most annotations meet in, and take one of them in hand."""
    project = window.session.project
    assert project is not None
    found = [each for each in core.annotations.list_annotations(project) if each.parts]

    def company(each: Annotation) -> int:
        start = each.parts[0].start
        return sum(_is_at(part, start) for other in found for part in other.parts)

    densest = max(found, key=company)
    window.reader.go_to(densest.parts[0].start)
    settle()
    window.activate(densest.id)
    window.annotation.show_at(
        [each.id for each in found for part in each.parts if _is_at(part, densest.parts[0].start)]
    )


def _is_at(part: Part, place: int) -> bool:
    return part.start <= place < part.end


def _compared(window: Window) -> None:
    window.acts["seminar.compare"].trigger()


def _over_all(window: Window) -> None:
    _compared(window)
    window.results.enlarge.setChecked(True)


def _side_by_side(window: Window) -> None:
    window.acts["seminar.side_by_side"].trigger()
    window.results.enlarge.setChecked(True)
    settle()
    pane = window.results.panel("readings")
    assert pane is not None
    for _ in range(2):
        pane.pair.step(1)  # type: ignore[attr-defined]
        settle()


def _figures(window: Window) -> None:
    _as_it_opens(window)
    _compared(window)
    pane = window.results.open("agreement")
    settle()
    pane.spread.click()  # type: ignore[attr-defined]
    for _ in range(150):
        settle()
        if "Intervals" in pane.about.text():  # type: ignore[attr-defined]
            break


def _make_small(path: Path) -> None:
    """Write a picture with 256 colours, where there is a program that chooses them well."""
    if tool := shutil.which("convert"):
        subprocess.run(
            [tool, path, "-strip", "+dither", "-colors", "256", f"PNG8:{path}"], check=True
        )


Make = Callable[[Path], Path | None]
PICTURES: dict[str, tuple[Make, str, tuple[int, int], Callable[[Window], None]]] = {
    "window-light": (_sample, "light", USUAL, _as_it_opens),
    "window-dark": (_sample, "dark", USUAL, _as_it_opens),
    "page-contrast": (_sample, "contrast", USUAL, _as_it_opens),
    "page-large": (_sample, "contrast_dark", LARGE, _as_it_opens),
    "page-dense": (_sample, "light", SMALL, _densest),
    "report-light": (_report, "light", USUAL, _as_it_opens),
    "report-dark": (_report, "dark", USUAL, _as_it_opens),
    "report-contrast": (_report, "contrast", USUAL, _as_it_opens),
    "report-small": (_report, "light", SMALL, _as_it_opens),
    "report-large": (_report, "dark", LARGE, _as_it_opens),
    "readers-three": (_readers(3), "light", USUAL, _compared),
    "readers-pair": (_readers(3), "light", USUAL, _side_by_side),
    "readers-agreement": (_readers(3), "light", USUAL, _figures),
    "readers-six": (_readers(6), "dark", USUAL, _compared),
    "readers-thirty": (_readers(30), "light", USUAL, _over_all),
}

if __name__ == "__main__":
    main(sys.argv[1:])
    os._exit(0)  # Qt's own taking apart is of no interest here
