"""What a single annotation can be asked: its code, coder, document, words, note, dates, fields.

Names are looked up once for a query; comparing is blind to case and accents.
"""

from collections.abc import Callable

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.asking.query import Everything, Has, Test
from desktop_app.core.errors import BadValue
from desktop_app.core.marks import Mark, Marks
from desktop_app.core.words import fold, fold_text

Trait = Callable[[Mark], bool]


def trait_of(test: Test | Has | Everything, marks: Marks) -> Trait:
    """Return what tells whether an annotation passes a test.

    Raises Unknown or Ambiguous for a code, document or coder that is not there, BadValue for a
    sign that a field does not know.
    """
    if isinstance(test, Everything):
        return lambda mark: True
    if isinstance(test, Has):
        return _HAS[test.thing](marks)
    return _TRAITS[test.field](test, marks)


def _code(test: Test, marks: Marks) -> Trait:
    code_id = marks.id_of("code", test.value)
    wanted = {code_id}
    if _is_plain(test) == ":":
        wanted |= {each.id for each in marks.tree.below(code_id)}
    return _signed(test, lambda mark: mark.code_id in wanted)


def _document(test: Test, marks: Marks) -> Trait:
    wanted = marks.id_of("document", test.value)
    _is_plain(test)
    return _signed(test, lambda mark: wanted in documents_of(mark))


def _set(test: Test, marks: Marks) -> Trait:
    wanted = marks.sets[marks.id_of("set", test.value)].documents
    _is_plain(test)
    return _signed(test, lambda mark: not wanted.isdisjoint(documents_of(mark)))


def _coder(test: Test, marks: Marks) -> Trait:
    wanted = marks.id_of("coder", test.value)
    _is_plain(test)
    return _signed(test, lambda mark: mark.coder_id == wanted)


def _speaker(test: Test, marks: Marks) -> Trait:
    compare = comparing(test)
    return lambda mark: any(
        compare(voice) for piece in mark.pieces for voice in marks.voices(piece)
    )


def _role(test: Test, marks: Marks) -> Trait:
    compare = comparing(test)
    return lambda mark: any(compare(piece.role) for piece in mark.pieces)


def _text(test: Test, marks: Marks) -> Trait:
    compare = comparing(test, usual="~")
    return lambda mark: any(compare(piece.quote) for piece in mark.pieces)


def _note(test: Test, marks: Marks) -> Trait:
    compare, notes = comparing(test, usual="~"), marks.notes
    return lambda mark: compare(notes.get(mark.id, ""))


def _created(test: Test, marks: Marks) -> Trait:
    compare = comparing(test, usual="~")
    size = len(test.value)
    return lambda mark: compare(mark.created_at[:size])


def _modified(test: Test, marks: Marks) -> Trait:
    compare = comparing(test, usual="~")
    size = len(test.value)
    return lambda mark: compare(mark.modified_at[:size])


def _field(test: Test, marks: Marks) -> Trait:
    compare = comparing(test)
    wanted = {
        document.id
        for document in marks.documents.values()
        if compare(document.fields.get(test.name, ""))
    }
    return lambda mark: not wanted.isdisjoint(documents_of(mark))


def _property(test: Test, marks: Marks) -> Trait:
    compare, properties = comparing(test), marks.properties
    return lambda mark: compare(properties.get(mark.id, {}).get(test.name, ""))


_TRAITS: dict[str, Callable[[Test, Marks], Trait]] = {
    "code": _code,
    "document": _document,
    "set": _set,
    "coder": _coder,
    "speaker": _speaker,
    "role": _role,
    "text": _text,
    "note": _note,
    "created": _created,
    "modified": _modified,
    "field": _field,
    "property": _property,
}


def documents_of(mark: Mark) -> set[str]:
    """Name the documents in which an annotation has words, or its home where it has none."""
    if mark.pieces:
        return {piece.document_id for piece in mark.pieces}
    return {mark.document_id} if mark.document_id else set()


def comparing(test: Test, usual: str = "=") -> Callable[[str], bool]:
    """Return what compares a value with the test's: as numbers where both are, else as words.

    An empty value is smaller and greater than nothing.
    """
    sign = usual if test.sign == ":" else test.sign
    wanted = fold(test.value)
    if sign == "~":
        wanted = fold_text(test.value)
        return lambda value: wanted in fold_text(value)
    if sign == "=":
        return lambda value: fold(value) == wanted or _both(value, test.value, lambda a, b: a == b)
    if sign == "!=":
        return lambda value: fold(value) != wanted
    compare = _ORDERS[sign]

    def ordered(value: str) -> bool:
        if not value:
            return False
        numbers = _number(value), _number(test.value)
        if numbers[0] is not None and numbers[1] is not None:
            return compare(numbers[0], numbers[1])
        return compare(fold(value), wanted)

    return ordered


_ORDERS: dict[str, Callable[..., bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _both(value: str, other: str, compare: Callable[[float, float], bool]) -> bool:
    first, second = _number(value), _number(other)
    return first is not None and second is not None and compare(first, second)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _is_plain(test: Test) -> str:
    if test.sign not in ("=", "!=", ":"):
        raise BadValue(value=test.sign, kind=f"sign for a {test.field}; write “:”, “=” or “!=”")
    return test.sign


def _signed(test: Test, trait: Trait) -> Trait:
    return (lambda mark: not trait(mark)) if test.sign == "!=" else trait


def _related(marks: Marks) -> set[str]:
    ends = (schema.relations.c.from_annotation_id, schema.relations.c.to_annotation_id)
    return {row[0] for end in ends for row in marks.tuples(select(end))}


def _having_relations(marks: Marks) -> Trait:
    related = _related(marks)
    return lambda mark: mark.id in related


_HAS: dict[str, Callable[[Marks], Trait]] = {
    "code": lambda marks: lambda mark: mark.code_id is not None,
    "note": lambda marks: lambda mark: mark.id in marks.notes,
    "parts": lambda marks: lambda mark: len(mark.pieces) > 1,
    "words": lambda marks: lambda mark: bool(mark.pieces),
    "properties": lambda marks: lambda mark: mark.id in marks.properties,
    "relations": _having_relations,
}
