"""Every error has a sentence, filled by the facts that are given wherever it is raised."""

import ast
from pathlib import Path

import pytest

import desktop_app
from desktop_app import messages
from desktop_app.core import errors
from desktop_app.core.model import Op, Step, StepKind

KINDS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.AppError) and kind is not errors.AppError
}


def raised() -> list[tuple[str, str, set[str]]]:
    """List where which error is made of which facts, in the whole package."""
    package = Path(desktop_app.__file__).parent
    return [
        (f"{path.relative_to(package)}:{node.lineno}", node.func.id, facts_of(node))
        for path in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS
    ]


def facts_of(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


def test_every_kind_has_a_sentence_and_every_sentence_a_kind() -> None:
    assert messages.ERRORS.keys() == KINDS.keys()


@pytest.mark.parametrize("name", messages.ERRORS)
def test_a_sentence_is_plain(name: str) -> None:
    template = messages.ERRORS[name]
    assert "\n" not in template
    assert template.endswith((".", "{cause}"))


@pytest.mark.parametrize(("where", "name", "facts"), raised(), ids=lambda value: str(value)[:40])
def test_what_is_raised_fills_its_sentence(where: str, name: str, facts: set[str]) -> None:
    missing = messages.fields_of(messages.ERRORS[name]) - facts
    assert not missing, f"{where} raises {name} without {missing}"


def test_raise_sites_are_found() -> None:
    assert len(raised()) > 50


@pytest.mark.parametrize("op", Op)
def test_a_step_without_facts_still_has_a_phrase(op: Op) -> None:
    step = Step(1, "i", op, StepKind.DO, None, "", "", {})
    assert messages.phrase(step)


def test_facts_are_shown_as_a_reader_writes_them() -> None:
    inner = errors.BadSpan(document="Speech", start=3, end=3, length=9)
    outer = errors.RowRefused(path=Path("/r/readings.csv"), row=7, cause=inner)
    assert messages.sentence(outer).startswith("Row 7 of /r/readings.csv: 3 to 3 is no passage of")
    assert "a, b" in messages.sentence(errors.Ambiguous(kind="code", name="x", ids=["a", "b"]))
    assert len(messages.sentence(errors.BadColor(color="x" * 10_000))) < 400
