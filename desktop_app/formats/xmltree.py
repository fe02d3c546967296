"""XML from strangers, and finding elements by local names.

The same element may come in several namespaces (Word writes two sets), so these are not looked at.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.core.errors import FileDamaged

# What may stand before a document type's own declarations; possessive, so that it never goes back.
_OPENING = re.compile(
    r"""(?:\s|<\?.*?\?>|<!--.*?-->)*+<!doctype\b(?:"[^"]*"|'[^']*'|[^\[>"'])*+\[""",
    re.DOTALL | re.IGNORECASE,
)
_IN_DOCTYPE = re.compile(
    r"""<!--.*?(?:-->|\Z)|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|<!ENTITY\b|\]""", re.DOTALL
)


def parse_xml(path: Path, data: bytes, *, allows_doctype: bool = False) -> etree._Element:
    """Parse XML without entities or network; raise FileDamaged.

    A DOCTYPE is refused too, unless it is allowed and declares no entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileDamaged(path=path, reason="its XML is broken") from error
    doctype: Any = root.getroottree().docinfo.internalDTD
    if doctype is not None and not (allows_doctype and not doctype.entities()):
        raise FileDamaged(path=path, reason="its XML declares a document type")
    return root


def refuse_entities(path: Path, page: str) -> None:
    """Raise FileDamaged where a page's document type declares entities of its own."""
    opening = _OPENING.match(page)
    for token in _IN_DOCTYPE.finditer(page, opening.end()) if opening else ():
        if token[0] == "]":
            return
        if token[0].startswith("<!E"):
            raise FileDamaged(path=path, reason="its document type declares entities")


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the child elements of a local name, whatever their namespace."""
    for child in element:
        if local_name(child) == name:
            yield child


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child element of a local name."""
    return None if element is None else next(children(element, name), None)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; "" for what is no element."""
    return "" if not isinstance(element.tag, str) else str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute by its local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def attribute_of(element: etree._Element | None, name: str, key: str = "val") -> str | None:
    """Return an attribute of the first child of a local name."""
    found = child(element, name)
    return None if found is None else attribute(found, key)
