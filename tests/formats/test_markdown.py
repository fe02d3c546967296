"""Markdown: what becomes of each kind of block and mark."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app import formats
from desktop_app.core.errors import AppError, FileDamaged
from desktop_app.core.model import Run
from tests.formats.reads import Read, counts, shown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Title #\n\nSub\n---\nBody", "Title\n\nSub\n\nBody"),
        ("one\ntwo\n\n\n\nthree", "one two\n\nthree"),
        ("line  \nbreak\\\nagain", "line\nbreak\nagain"),
        ("* a\n* b\n\n- c", "• a\n• b\n\n• c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("1. a\n\n2. b", "1. a\n\n2. b"),
        ("- a\n  - b\n    1. c\n- d", "• a\n• b\n1. c\n• d"),
        ("- a\n\n  more\n-\n- b", "• a\n\nmore\n\n• b"),
        ("> quoted\n>\n> > twice", "quoted\n\ntwice"),
        ("    code\n      more\n\nx", "code\n  more\n\nx"),
        ("```py\na\n\n*b*\n```", "a\n\n*b*"),
        ("a *b* **c** `d` ***e***", "a b c d e"),
        ('[words](http://x.org "t") <http://y.org> [r][1]\n\n[1]: /z', "words http://y.org r"),
        ("a ![alt](p.png) b", "a  b"),
        ("&amp; &copy; \\* <b>raw</b> <!-- c -->", "& © * <b>raw</b> <!-- c -->"),
        ("<div>\nhtml\n</div>", "<div> html </div>"),
        ("|a|b|\n|-|-|\n|1|*2*|\n||3|", "a\tb\n1\t2\n\t3"),
        ("a\n\n***\n\nb", "a\n\nb"),
        ("a[^1] b[^x]\n\n[^x]: See *c*\n  on.\n[^1]: Ibid.\n\n    More.\n\nd",
         "a[1] b[2]\n\nd\n\n[1] Ibid.\nMore.\n\n[2] See c on."),
        ("a[^1][^1] `[^1]` [^2]\n\n[^1]: b[^3]\n[^4]: d\n[^3]: c",
         "a[1][1] [^1] [^2]\n\n[1] b[2]\n\n[2] c\n\n[3] d"),
        ("```\n[^1]: code\n```\n\na[^1]", "[^1]: code\n\na[^1]"),
        ("| one\n|   two\n|\n| three\n\nprose", "one\n\u00a0\u00a0two\n\nthree\n\nprose"),
        ("```\n| one\n| two\n```", "| one\n| two"),
        ("| a | b |\n| - | - |\n| 1 | 2 |", "a\tb\n1\t2"),
    ],
)  # fmt: skip
def test_blocks_become_paragraphs(read: Read, source: str, text: str) -> None:
    assert read(source, "a.md").text == text


def test_what_is_lost_is_counted(read: Read) -> None:
    source = "# A\n\n*b* **c** `d` [e](/f) ![g](h.png) <http://y.org>\n\n|a|\n|-|\n|1|\n\n---\n"
    assert counts(read(source, "a.md")) == {
        "emphasis_kept": 3,
        "markup_removed": 2,
        "links_left_out": 1,
        "pictures_left_out": 1,
        "tables_kept": 1,
    }


def test_front_matter_becomes_metadata(read: Read) -> None:
    head = (
        '---\ntitle: "A: speech"\ndate: 1863-11-19\nyes: no\ntags: [a, b]\nx: {y: 010}\nz:\n---\n'
    )
    result = read(head + "Body", "a.md")
    assert result.text == "Body"
    assert result.metadata == {
        "title": "A: speech",
        "date": "1863-11-19",
        "yes": "no",
        "tags": "a, b",
        "x": "y: 010",
    }
    assert counts(result) == {"fields_read": 5}


@pytest.mark.parametrize(
    "head",
    [
        "---\na: &x [1]\nb: *x\n---\n",
        "---\na: [1\n---\n",
        "---\nonly words\n---\n",
        "---\na: " + "[" * 5000 + "\n---\n",
        "---\na: " + "[" * 50 + "]" * 50 + "\n---\n",
        "---\n? [a]\n: b\n---\n",
        "---\na: !!python/object:os.system x\n---\n",
        "---\ntitle: no end\n",
    ],
)
def test_a_head_that_is_no_plain_mapping_loses_nothing(read: Read, head: str) -> None:
    result = read(head + "\nBody", "a.md")
    assert result.text.endswith("Body")
    words = head.replace("-", " ").split()[-1].strip("*&![]")
    assert words in result.text + "".join(result.metadata.values())


def test_line_ends_and_mark_are_unified_before_the_grammar(read: Read) -> None:
    result = read("\ufeff# A\r\n\r\nb\0\rc", "a.md")
    assert result.text == "A\n\nb\ufffd c"
    assert counts(result) == {
        "bom_removed": 1,
        "line_ends_unified": 3,
        "nul_replaced": 1,
        "emphasis_kept": 1,
    }


def test_deep_nesting_is_kept_or_refused_but_never_cut(read: Read) -> None:
    def nested(depth: int) -> str:
        return "\n".join("  " * level + f"- item{level}" for level in range(depth))

    assert "item14" in read(nested(15), "a.md").text
    with pytest.raises(FileDamaged):
        read(nested(60), "a.md")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(
        st.sampled_from("ab \n#*_-+>1.`~[]()!|:&;\\<\t\"'=")
        | st.characters(codec="utf-8", exclude_characters="\0"),
        max_size=60,
    )
)
def test_any_markdown_is_read_or_refused(read: Read, source: str) -> None:
    try:
        text = read("x" + source, "a.md").text
    except AppError:
        return
    assert text.startswith("x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.from_regex("[a-z]{1,8}", fullmatch=True), min_size=1), st.data())
def test_no_word_is_lost_between_marks(read: Read, words: list[str], data: st.DataObject) -> None:
    joints = st.sampled_from(
        [" ", "\n", "\n\n", " *", "* ", "\n- ", "\n> ", "\n1. ", "\n\n# ", "  \n"]
    )
    source = words[0] + "".join(data.draw(joints) + word for word in words[1:])
    text = read(source, "a.md").text
    position = 0
    for word in words:
        position = text.index(word, position) + len(word)


def test_emphasis_stands_beside_the_text(read: Read) -> None:
    source = "## A *b*\n\n> one **two *three***\n> four\n\nd `e` _f_\\\n_g_\n\n|*h*|i|\n|-|-|\n"
    result = read(source, "a.md")
    assert result.text == "A b\n\none two three four\n\nd e f\ng\n\nh\ti"
    assert shown(result) == [
        ("heading2", "A b"),
        ("italic", "b"),
        ("indent", "one two three four"),
        ("bold", "two three"),
        ("italic", "three"),
        ("italic", "f"),
        ("italic", "g"),
        ("italic", "h"),
    ]


def test_stretches_follow_their_words_past_what_is_taken_off() -> None:
    runs = tuple(Run(at, at + 1, "bold") for at in range(8))
    raw = "\ufeffa\r\nb\rc\n"
    moved = [run[:2] for run in formats._follow(runs, raw)]
    assert moved == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6)]
