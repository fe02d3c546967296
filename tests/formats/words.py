"""Word files made for tests: by python-docx, or from bare XML where it cannot write a thing."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def written(build: Callable[[Any], None]) -> bytes:
    """Let python-docx write a document that `build` has filled."""
    document = Document()
    build(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def bare(body: str, **parts: str) -> bytes:
    """Write a Word file with this body; further parts by name, such as `footnotes`."""
    related = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    )
    members = {
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(related),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    } | {f"word/{name}.xml": f"<w:{name} {SPACES}>{xml}</w:{name}>" for name, xml in parts.items()}
    return packed(members)


def packed(members: dict[str, str]) -> bytes:
    """Write a zip archive of these members."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


def p(inner: str, properties: str = "") -> str:
    """Write a paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Write a run of text."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _relations(inner: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'
