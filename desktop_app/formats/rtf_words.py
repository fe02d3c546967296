"""The vocabulary of RTF: which control words stand for characters, code pages and destinations."""

import codecs

from desktop_app.core.errors import UnknownEncoding
from desktop_app.formats.blocks import RAISED, STRUCK, UNDERLINED

CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "ltrmark": "\u200e", "rtlmark": "\u200f", "zwj": "\u200d",
    "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060",
}  # fmt: skip
SYMBOLS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\"}
"""What a backslash with one sign stands for."""

CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""The code pages that a font's charset names; 0 and 1 leave it to the document."""
SYMBOL_CHARSET = 2
CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
PAGE_NUMBERS = {
    10000: "mac_roman", 936: "gb18030", 10001: "shift_jis", 65001: "utf-8", 0: "cp1252",
}  # fmt: skip
"""Code pages whose Python name is not "cp" with their number."""

SKIPPED = frozenset(
    {
        "colortbl", "filetbl", "revtbl", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc",
        "aftncn", "xe", "rxe", "tc", "tcn", "nonshppict", "sp", "bkmkstart", "bkmkend", "template",
        "datafield", "formfield", "objdata", "listtable", "listoverridetable", "listpicture",
        "comment", "doccomm", "operator", "company", "manager", "category", "hlinkbase", "subject",
        "shprslt", "revtim", "printim", "buptim", "private", "pnseclvl", "generator",
    }
)  # fmt: skip
"""Destinations that say nothing of the text."""
COUNTED = {
    "pict": "pictures_left_out",
    "annotation": "comments_left_out",
    "object": "embedded_left_out",
}
"""Destinations that are left out, and what their loss is called in the report."""
BOXES = frozenset({"shptxt", "dptxbxtext"})
PASSED = frozenset({"shpinst", "shppict", "do", "field", "fldrslt", "shp"})
"""Destinations, some of them marked as ignorable, whose inside is read."""
MARKS = (
    {"b": "bold", "i": "italic", "strike": STRUCK, "striked": STRUCK}
    | dict.fromkeys(("ul", "uld", "uldb", "uldash", "ulw", "ulth", "ulwave"), UNDERLINED)
    | dict.fromkeys(("super", "sub", "up", "dn"), RAISED)
)
MARK_ENDS = {"ulnone": UNDERLINED, "nosupersub": RAISED}
INFO = {"title": "title", "author": "author", "keywords": "keywords"}
ENDS = {"par": "par", "sect": "par", "page": "par", "cell": "cell", "row": "row",
        "nestcell": "cell", "nestrow": "row"}  # fmt: skip

GOES_TO = {
    **dict.fromkeys(SKIPPED, "nowhere"),
    **{f"{kind}{side}": "header" for kind in ("header", "footer") for side in ("", "l", "r", "f")},
    "listtext": "marker",
    "pntext": "marker",
    "fldinst": "instruction",
    "upr": "instruction",
    "fonttbl": "fonts",
    "stylesheet": "styles",
    "info": "nothing",
    "creatim": "date",
}
"""Where the words of a destination go, other than to the text."""


def codec_named(name: str) -> str:
    """Return Python’s name of an encoding; raise UnknownEncoding."""
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise UnknownEncoding(name=name) from error
