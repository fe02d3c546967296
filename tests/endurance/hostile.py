"""Input that would like to fetch something: neither readers nor window go to the network.

What Python does is seen by an audit hook, what libraries in C do by a server on this machine that
every input names. Both are first shown to notice.
"""

import os
import sys
import tempfile
import threading
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from desktop_app import formats
from desktop_app.core import codebook, coders, documents, notes
from desktop_app.core.errors import AppError
from desktop_app.core.model import NewDocument, NoteTarget, Op
from desktop_app.core.project import Project
from desktop_app.formats.codebook_yaml import read_codebook
from desktop_app.formats.csv_profile import read_table
from desktop_app.formats.yaml_file import read_yaml
from tests.builders import SPEECH, me

WATCHED = (
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    "urllib.Request", "http.client.connect", "ftplib.connect", "subprocess.Popen", "os.system",
    "webbrowser.open",
)  # fmt: skip


class Canary:
    """Counts what goes to the network while it is armed."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        self.events: list[str] = []
        self.is_armed = False
        canary = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.hits.append(self.path)
                self.send_response(404)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _: tuple[object, ...]) -> None:
        if self.is_armed and event in WATCHED:
            self.events.append(event)

    def prove(self) -> None:
        """Show that both would notice."""
        self.is_armed = True
        with suppress(OSError):
            urllib.request.urlopen(f"{self.url}/proof", timeout=60)
        assert self.hits == ["/proof"], "the server would not notice"
        assert "socket.connect" in self.events, "the hook would not notice"
        self.hits.clear()
        self.events.clear()

    @contextmanager
    def watching(self, what: str) -> Iterator[None]:
        """Fail where anything was fetched inside the block."""
        yield
        assert not self.hits, f"{what} fetched {self.hits}"
        assert not self.events, f"{what}: {self.events}"


def run(rounds: int, seed: int) -> dict[str, object]:
    """Read every hostile input by every reader, then show hostile names in the window."""
    canary = Canary()
    canary.prove()
    taken = refused = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, read in _inputs(folder, canary.url):
            with canary.watching(path.name):
                try:
                    read(path)
                    taken += 1
                except AppError:
                    refused += 1
        with canary.watching("the window"):
            shown = _show(folder, canary.url)
    return {
        "inputs": taken + refused,
        "taken": taken,
        "refused in a sentence": refused,
        "parts of the window shown": shown,
        "fetched": 0,
        "rounds": rounds,
        "seed": seed,
    }


def _inputs(folder: Path, url: str) -> Iterator[tuple[Path, Callable[[Path], object]]]:
    """Write an input for each suffix that any reader takes, and say what reads it."""
    markup = _markup(url)
    for suffix in sorted(formats.suffixes()):
        for number, data in enumerate((markup, _entities(url), _zip(url, suffix))):
            path = folder / f"hostile{number}{suffix}"
            path.write_bytes(data)
            yield path, formats.read_text
    texts: tuple[tuple[str, Callable[[Path], object], bytes], ...] = (
        ("table.csv", read_table, f'a,b\n"=WEBSERVICE(""{url}"")",<img src={url}>\n'.encode()),
        ("book.yaml", read_codebook, f"codes:\n- name: '<img src={url}>'\n".encode()),
        ("tag.yaml", read_yaml, b'!!python/object/apply:os.system ["true"]\n'),
        ("include.yaml", read_yaml, f"a: !include {url}/x.yaml\n".encode()),
    )
    for name, read, data in texts:
        (folder / name).write_bytes(data)
        yield folder / name, read


def _markup(url: str) -> bytes:
    return f"""<!DOCTYPE html SYSTEM "{url}/dtd">
<html><head><link rel=stylesheet href="{url}/css"><script src="{url}/js"></script>
<meta http-equiv=refresh content="0;url={url}/refresh"><base href="{url}/"></head>
<body background="{url}/bg"><img src="{url}/img"><iframe src="{url}/frame"></iframe>
<object data="{url}/object"></object>![image]({url}/markdown) {{\\field INCLUDEPICTURE "{url}/rtf"}}
<p style="background:url({url}/style)">Words enough to be a text, over and over again.</p>
</body></html>""".encode()


def _entities(url: str) -> bytes:
    return f"""<?xml version="1.0"?>
<?xml-stylesheet href="{url}/xsl"?>
<!DOCTYPE r [<!ENTITY % p SYSTEM "{url}/parameter"> %p; <!ENTITY e SYSTEM "{url}/entity">
<!ENTITY f SYSTEM "file:///etc/passwd">]>
<r xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{url}/xi"/>&e;&f; Words.</r>
""".encode()


def _zip(url: str, suffix: str) -> bytes:
    """Make a package whose parts are hostile XML, under the names that readers look for."""
    import io

    kinds = {
        ".odt": b"application/vnd.oasis.opendocument.text",
        ".epub": b"application/epub+zip",
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        if suffix in kinds:
            package.writestr("mimetype", kinds[suffix])
        for name in ("word/document.xml", "content.xml", "META-INF/container.xml", "../../x",
                     "/etc/x", "[Content_Types].xml", "styles.xml"):  # fmt: skip
            package.writestr(name, _entities(url))
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships><Relationship Id="r" TargetMode="External" Target="{url}/rel"/>'
            "</Relationships>",
        )
    return held.getvalue()


# In the window
def _show(folder: Path, url: str) -> int:
    """Show names and texts full of markup wherever the window shows names and texts."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

    from desktop_app.core import safety
    from desktop_app.gui.app import make_application
    from desktop_app.gui.bridge import Session
    from desktop_app.gui.dialogs.check import CheckDialog
    from desktop_app.gui.dialogs.choice import Choice
    from desktop_app.gui.dialogs.note import NoteDialog
    from desktop_app.gui.dialogs.restore import RestoreDialog
    from desktop_app.gui.screenshot import settle
    from desktop_app.gui.theme import apply_theme
    from desktop_app.gui.window import Window
    from desktop_app.settings import Settings

    evil = f'<img src="{url}/window"><img src="file:///etc/passwd"><img src="//127.0.0.1/share">'
    path = folder / "names.diple"
    _hostile_project(path, evil)
    app = make_application(["diple"])
    apply_theme(app, "light")
    window = Window(Session(), Settings(is_kept=False))
    window.furnish()
    window.show()
    window.files.open_path(path)
    settle()
    shown = 1
    window.session.told.emit(evil)
    window.notices.show_notice("x", evil, [(evil, lambda: None)])
    for action in ("history.open", "results.close", "view.palette"):
        window.acts[action].trigger()
        settle()
        shown += 1
    report = safety.check(path)
    for dialog in (
        CheckDialog(report, window),
        Choice(evil, [("a", evil)], window),
        NoteDialog(evil, evil, window),
        RestoreDialog(path, window),
    ):
        dialog.open()
        settle()
        dialog.grab()
        dialog.close()
        shown += 1
    window.grab()
    window.close()
    settle()
    return shown


def _hostile_project(path: Path, evil: str) -> None:
    with closing(Project.create(path, evil[:60], evil)) as project:
        with project.change(Op.IMPORT_DOCUMENT, me(project)) as change:
            document = documents.add_document(change, NewDocument(evil, SPEECH + evil))
        with project.change(Op.CREATE_CODE, me(project)) as change:
            code = codebook.create_code(change, evil, full_definition=evil, when_to_use=evil)
            coders.add_coder(change, evil[1:60])
        for target in (NoteTarget("project"), NoteTarget("document", document),
                       NoteTarget("code", code)):  # fmt: skip
            with project.change(Op.WRITE_NOTE, me(project)) as change:
                notes.write_note(change, target, evil)
