"""Quotations with their place: what is known stands there, what isn't leaves no trace."""

import pytest

from desktop_app.core.citation import MARKDOWN, PLAIN, cite

ALL = {
    "quote": "We came.",
    "author": "Corvéll",
    "title": "The ferry",
    "date": "2025-10-14",
    "place": "14.3",
}


def but(*names: str) -> dict[str, str]:
    return {name: value for name, value in ALL.items() if name not in names}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (ALL, "“We came.” (Corvéll, The ferry, 2025-10-14, 14.3)"),
        (but("author"), "“We came.” (The ferry, 2025-10-14, 14.3)"),
        (but("place", "date"), "“We came.” (Corvéll, The ferry)"),
        (but("author", "title", "date", "place"), "“We came.”"),
        (but("author", "date") | {"quote": "({date}) \\;"}, "“({date}) \\;” (The ferry, 14.3)"),
    ],
)  # fmt: skip
def test_plain(facts: dict[str, str], said: str) -> None:
    assert cite(PLAIN, facts) == said


def test_markdown_quotes_every_line() -> None:
    facts = ALL | {"quote": "One\n\nTwo"}
    assert (
        cite(MARKDOWN, facts) == "> One\n> \n> Two\n>\n> — Corvéll, *The ferry*, 2025-10-14, 14.3"
    )


def test_markdown_without_a_source_is_only_the_quotation() -> None:
    assert cite(MARKDOWN, {"quote": "One"}) == "> One"
    assert cite(MARKDOWN, but("title")) == "> We came.\n>\n> — Corvéll, 2025-10-14, 14.3"


def test_a_template_of_the_reader_s_own() -> None:
    template = "{quote}\\n[{title} {place}; {archive}]"
    assert cite(template, ALL | {"archive": "HStA 4"}) == "We came.\n[The ferry 14.3; HStA 4]"
    assert cite(template, ALL) == "We came.\n[The ferry 14.3]"
