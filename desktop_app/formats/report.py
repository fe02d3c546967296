"""The report of an import: what a reader kept, changed and left out, in plain sentences."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One thing that an import did, and how many times."""

    kind: str
    count: int


REPORT = {
    "bom_removed": (
        "The byte order mark at the beginning was taken off.",
        "{count} byte order marks were taken off.",
    ),
    "other_mark_left_out": (
        "The file begins with the byte order mark of another encoding than the one chosen; the"
        " mark was left out. If letters look wrong, leave the choice to Diple.",
        "{count} byte order marks of another encoding were left out.",
    ),
    "encoding_guessed": ("The encoding was guessed.", "The encodings were guessed."),
    "strays_read": (
        "1 byte that is no UTF-8 was read as Western European.",
        "{count} bytes that are no UTF-8 were read as Western European.",
    ),
    "line_ends_unified": (
        "1 line end was written as Diple writes them.",
        "{count} line ends were written as Diple writes them.",
    ),
    "nul_replaced": (
        "1 NUL character was replaced by �.",
        "{count} NUL characters were replaced by �.",
    ),
    "surrogates_replaced": (
        "1 half of a character was replaced by �.",
        "{count} halves of characters were replaced by �.",
    ),
    "separators_replaced": (
        "1 paragraph separator became a line end.",
        "{count} paragraph separators became line ends.",
    ),
    "noncharacters_replaced": (
        "1 character that no text may hold was replaced by �.",
        "{count} characters that no text may hold were replaced by �.",
    ),
    "emphasis_kept": (
        "1 stretch of emphasis, a heading or an indent is shown as it was.",
        "{count} stretches of emphasis, headings and indents are shown as they were.",
    ),
    "looks_left_out": (
        "1 passage that is underlined, struck through, raised or lowered is shown as plain words.",
        "{count} passages that are underlined, struck through, raised or lowered are shown as"
        " plain words.",
    ),
    "formulas_left_out": (
        "1 formula that is written as a field was left out.",
        "{count} formulas that are written as fields were left out.",
    ),
    "formulas_flattened": (
        "1 formula was written on one line; what stands above, below or raised in it is not told.",
        "{count} formulas were written on one line; what stands above, below or raised in them is"
        " not told.",
    ),
    "footnotes_kept": (
        "1 footnote was kept at the end of the text.",
        "{count} footnotes were kept at the end of the text.",
    ),
    "endnotes_kept": (
        "1 endnote was kept at the end of the text.",
        "{count} endnotes were kept at the end of the text.",
    ),
    "insertions_kept": (
        "1 tracked insertion was kept.",
        "{count} tracked insertions were kept.",
    ),
    "deletions_left_out": (
        "1 tracked deletion was left out.",
        "{count} tracked deletions were left out.",
    ),
    "moves_kept": (
        "1 tracked move was followed.",
        "{count} tracked moves were followed.",
    ),
    "text_boxes_kept": (
        "1 text box was kept after its paragraph.",
        "{count} text boxes were kept, each after its paragraph.",
    ),
    "tables_kept": (
        "1 table was kept, its cells parted by tabs.",
        "{count} tables were kept, their cells parted by tabs.",
    ),
    "hidden_kept": (
        "1 passage of hidden text was kept.",
        "{count} passages of hidden text were kept.",
    ),
    "symbols_unclear": (
        "1 symbol of a special font may show as an empty box.",
        "{count} symbols of special fonts may show as empty boxes.",
    ),
    "comments_left_out": (
        "1 comment was left out.",
        "{count} comments were left out.",
    ),
    "pictures_left_out": (
        "1 picture was left out.",
        "{count} pictures were left out.",
    ),
    "headers_left_out": (
        "1 page header or footer was left out.",
        "{count} page headers and footers were left out.",
    ),
    "page_numbers_left_out": (
        "1 page number of the printed edition was left out.",
        "{count} page numbers of the printed edition were left out.",
    ),
    "embedded_left_out": (
        "1 embedded document was left out.",
        "{count} embedded documents were left out.",
    ),
    "readings_left_out": (
        "1 reading aid above a word was left out.",
        "{count} reading aids above words were left out.",
    ),
    "hyphens_removed": (
        "1 hyphen at the end of a line was taken out and its word joined.",
        "{count} hyphens at the ends of lines were taken out and their words joined.",
    ),
    "ligatures_told": (
        "1 letter that the file does not name was told by its place in TeX’s fonts.",
        "{count} letters that the file does not name were told by their places in TeX’s fonts.",
    ),
    "order_restored": (
        "1 line with right-to-left words was put in reading order; compare it with the page.",
        "{count} lines with right-to-left words were put in reading order; compare them with"
        " the pages.",
    ),
    "pages_left_out": (
        "1 page without a text layer was left out.",
        "{count} pages without a text layer were left out.",
    ),
    "untimed_left_out": (
        "1 part that has no times, as subtitles have, was left out.",
        "{count} parts that have no times, as subtitles have, were left out.",
    ),
    "times_left_out": (
        "The time of 1 subtitle within a paragraph was left out.",
        "The times of {count} subtitles within paragraphs were left out.",
    ),
    "hidden_left_out": (
        "1 hidden passage was left out.",
        "{count} hidden passages were left out.",
    ),
    "controls_left_out": (
        "1 button or field was left out.",
        "{count} buttons and fields were left out.",
    ),
    "contents_left_out": (
        "The table of contents was left out.",
        "{count} tables of contents were left out.",
    ),
    "note_marks_kept": (
        "1 note was kept where it stands, its mark in brackets.",
        "{count} notes were kept where they stand, their marks in brackets.",
    ),
    "marks_bracketed": (
        "1 raised figure or sign was put in brackets, as if it were the mark of a note.",
        "{count} raised figures and signs were put in brackets, as if they were marks of notes.",
    ),
    "links_left_out": (
        "The address of 1 link was left out, its words kept.",
        "The addresses of {count} links were left out, their words kept.",
    ),
    "markup_removed": (
        "1 mark of emphasis or layout was taken off.",
        "{count} marks of emphasis and layout were taken off.",
    ),
    "fields_read": (
        "1 field at the head of the file is no part of the text; it is offered as a detail.",
        "{count} fields at the head of the file are no part of the text; they are offered as"
        " details.",
    ),
}


def describe(report: Iterable[ReportLine], translate: Callable[[str], str] = str) -> list[str]:
    """Say each line of an import report in a plain sentence.

    A later version may have kept lines that this one knows no sentence for.
    """
    return [
        translate(REPORT[line.kind][0 if line.count == 1 else 1]).format(count=line.count)
        if line.kind in REPORT
        else f"{line.kind}: {line.count}"
        for line in report
    ]
