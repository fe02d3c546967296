"""PDF files made by hand for tests: lines of Helvetica at given places, and nothing packed."""

from collections.abc import Sequence

WIDTH, HEIGHT = 420, 595
Placed = tuple[float, float, str]
"""Where a line begins, from the lower left corner, and its words."""


def pdf(
    pages: Sequence[Sequence[Placed]], size: float = 11, title: str = "", more: str = ""
) -> bytes:
    """Write a PDF; a line that begins with "@N " is written in size N."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
                   " /Encoding /WinAnsiEncoding >>")  # fmt: skip
    kids = []
    for lines in pages:
        stream = "\n".join(_line(line, size) for line in lines)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {more}"
            f" /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    objects.append(f"<< /Title ({title}) /CreationDate (D:20240301) >>")
    return _written(objects)


def prose(words: str, left: float = 50, top: float = 500, pitch: float = 14) -> list[Placed]:
    """Place lines one below the other; those that begin with a space are drawn in."""
    return [
        (left + (16 if line.startswith(" ") else 0), top - number * pitch, line.strip())
        for number, line in enumerate(words.split("\n"))
        if line.strip()
    ]


def _line(placed: Placed, size: float) -> str:
    left, bottom, words = placed
    if words.startswith("@"):
        told, _, words = words[1:].partition(" ")
        size = float(told)
    words = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf {left} {bottom} Td ({words}) Tj ET"


def _written(objects: Sequence[str]) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    start = len(data)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    data += (
        f"xref\n0 {count}\n0000000000 65535 f \n{rows}"
        f"trailer << /Size {count} /Root 1 0 R /Info {count - 1} 0 R >>\n"
        f"startxref\n{start}\n%%EOF"
    ).encode("ascii")
    return bytes(data)
