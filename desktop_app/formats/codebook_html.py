"""The printed codebook as one HTML page: nothing is loaded, nothing runs, every text is escaped."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from desktop_app.formats.atomic import writing
from desktop_app.formats.codebook_print import Block, PrintedBook, Section

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_STYLE = """
:root { --ink: #24211d; --paper: #fdfbf7; --dim: #6b655c; --rule: #e2ddd2; --link: #005f99; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e3da; --paper: #1c1d20; --dim: #9a958c; --rule: #34363b; --link: #8cc4f4; } }
body { margin: 3rem auto; max-width: 44rem; padding: 0 1.5rem; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.6 Georgia, "Noto Serif", serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2, h3, h4, h5, h6 { line-height: 1.3; margin: 2.2rem 0 .2rem; font-size: 1.15rem;
  break-after: avoid; overflow-wrap: anywhere; }
h2 { font-size: 1.45rem; border-top: 1px solid var(--rule); padding-top: 1.2rem; }
h3 { font-size: 1.25rem; }
.number, .counts, .place, dt, .summary, nav { color: var(--dim);
  font-family: system-ui, "Segoe UI", sans-serif; }
.number { font-weight: 400; margin-right: .5em; font-variant-numeric: tabular-nums; }
.counts, .place, .summary { font-size: .85rem; }
dt { font-size: .8rem; margin-top: .8rem; break-after: avoid; }
dd { margin: 0; }
dd p { margin: .15rem 0 .35rem; white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote { margin: .3rem 0 .5rem; padding-left: .9rem; border-left: 2px solid var(--rule); }
blockquote p { margin: 0; }
svg { vertical-align: -.1em; margin-right: .4em; }
kbd { font: .75rem system-ui, sans-serif; border: 1px solid var(--rule); border-radius: 3px;
  padding: 0 .4em; color: var(--dim); margin-left: .5em; }
nav ol { list-style: none; padding: 0; margin: 1rem 0 0; }
nav li { margin: .1rem 0; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } }
"""


def write_html(book: PrintedBook, path: Path) -> int:
    """Write a printed codebook and return the number of codes.

    Raises FileUnwritable, FileExists.
    """
    text = "\n".join(_page(book)) + "\n"
    with writing(path) as out:
        out.write(text.encode("utf-8", "replace"))
    return len(book.sections)


def _page(book: PrintedBook) -> Iterator[str]:
    title = shown_text(book.title)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f'<h1>{title}</h1>\n<p class="summary">{shown_text(book.summary)}</p>'
    yield '<nav aria-label="Contents">\n<ol>'
    for section in book.sections:
        yield (
            f'<li style="padding-left: {1.4 * section.depth:.1f}rem"><a href="#{section.anchor}">'
            f'<span class="number">{section.number}</span>{shown_text(section.name)}</a></li>'
        )
    yield "</ol>\n</nav>\n<main>"
    for section in book.sections:
        yield from section_lines(section)
    yield "</main>\n</body>\n</html>"


def section_lines(section: Section) -> Iterator[str]:
    """Yield the lines of one code's section."""
    level = min(6, section.depth + 2)
    swatch = ""
    if section.color:
        swatch = (
            '<svg width="13" height="13" aria-hidden="true">'
            f'<rect width="13" height="13" rx="3" fill="{shown_text(section.color)}"/></svg>'
        )
    key = f"<kbd>{shown_text(section.shortcut)}</kbd>" if section.shortcut else ""
    name = f"<s>{shown_text(section.name)}</s>" if section.is_retired else shown_text(section.name)
    yield (
        f'<section id="{section.anchor}">\n<h{level}><span class="number">{section.number}</span>'
        f"{swatch}<bdi>{name}</bdi>{key}</h{level}>"
    )
    retired = "Retired. " if section.is_retired else ""
    yield f'<p class="counts">{retired}{shown_text(section.counts)}</p>'
    if section.blocks:
        yield "<dl>"
        for block in section.blocks:
            yield from _block(block)
        yield "</dl>"
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    yield f"<dt>{shown_text(block.title)}</dt>\n<dd>"
    for paragraph in block.paragraphs:
        yield f'<p dir="auto">{shown_text(paragraph)}</p>'
    for quote, place in block.quotes:
        where = f'<p class="place">{shown_text(place)}</p>' if place else ""
        yield f'<blockquote><p dir="auto">{shown_text(quote)}</p>{where}</blockquote>'
    yield "</dd>"


def shown_text(text: str) -> str:
    """Escape a text; control characters, which HTML cannot hold, become signs of themselves."""
    shown = "".join(chr(0x2400 + ord(c)) if c < " " and c not in "\t\n" else c for c in text)
    return escape(shown)
