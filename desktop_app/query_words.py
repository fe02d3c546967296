"""What a query means, in one English sentence, for window and command line alike."""

from collections.abc import Callable

from desktop_app.core.asking.query import And, Everything, Has, Near, Not, Or, Query, Test

Translate = Callable[[str], str]
Namer = Callable[[Test], str]

_EVERYTHING = "Every annotation"
_SENTENCE = "Every annotation that {what}"
_HAS = {
    "code": "has a code",
    "note": "has a note",
    "parts": "has more than one part",
    "words": "marks words of a text",
    "properties": "has properties",
    "relations": "is linked to another",
}
_HAS_NOT = {
    "code": "has no code",
    "note": "has no note",
    "parts": "has no more than one part",
    "words": "marks no words of a text",
    "properties": "has no properties",
    "relations": "is linked to no other",
}
_TESTS = {
    ("code", ":"): "is coded ‘{value}’ or with a code below it",
    ("code", "="): "is coded just ‘{value}’",
    ("code", "!="): "is not coded just ‘{value}’",
    ("document", ":"): "stands in “{value}”",
    ("document", "="): "stands in “{value}”",
    ("document", "!="): "does not stand in “{value}”",
    ("set", ":"): "stands in a document of the set “{value}”",
    ("set", "="): "stands in a document of the set “{value}”",
    ("set", "!="): "stands in no document of the set “{value}”",
    ("coder", ":"): "was made by {value}",
    ("coder", "="): "was made by {value}",
    ("coder", "!="): "was not made by {value}",
    ("speaker", ":"): "marks words that {value} speaks",
    ("speaker", "="): "marks words that {value} speaks",
    ("text", ":"): "marks words that hold “{value}”",
    ("note", ":"): "has a note that holds “{value}”",
    ("created", ":"): "was made at {value}",
    ("modified", ":"): "was last changed at {value}",
}
_SUBJECTS = {
    "speaker": "marks words of somebody whose name",
    "role": "has a part whose role",
    "text": "marks words of which the whole",
    "note": "has a note of which the whole",
    "created": "was made at a time that",
    "modified": "was last changed at a time that",
    "field": "stands in a document whose field {name}",
    "property": "has a property {name} that",
}
_SIGNS = {
    ":": "is “{value}”",
    "=": "is “{value}”",
    "!=": "is not “{value}”",
    "<": "is below “{value}”",
    "<=": "is at most “{value}”",
    ">": "is above “{value}”",
    ">=": "is at least “{value}”",
    "~": "holds “{value}”",
}
_NEAR = {
    "overlaps": "{left} and overlaps another that {right}",
    "inside": "{left} and lies inside another that {right}",
    "encloses": "{left} and encloses another that {right}",
    "followed by": "{left} and is followed, anywhere later in the text, by another that {right}",
    "words": "{left} and is followed within {distance} words by another that {right}",
    "sentences": "{left} and is followed within {distance} sentences by another that {right}",
    "paragraphs": "{left} and is followed within {distance} paragraphs by another that {right}",
    "sentence": "{left} and shares a sentence with another that {right}",
    "paragraph": "{left} and shares a paragraph with another that {right}",
    "turn": "{left} and shares a turn with another that {right}",
    "passage": "{left} and marks the very same passage as another that {right}",
}
_NOT = "is none of those that {what}"
_EXISTS = "exists"
_AND, _OR = " and ", " or "


def meaning(query: Query, name: Namer = lambda test: test.value, translate: Translate = str) -> str:
    """Say which annotations a query wants; `name` writes what a test names."""
    if isinstance(query, Everything):
        return translate(_EVERYTHING) + "."
    what = _Teller(name, translate).tell(query)
    return translate(_SENTENCE).format(what=what) + "."


class _Teller:
    def __init__(self, name: Namer, translate: Translate) -> None:
        self._name = name
        self._tr = translate

    def tell(self, query: Query, *, is_inner: bool = False) -> str:
        match query:
            case Everything():
                return self._tr(_EXISTS)
            case Has(thing):
                return self._tr(_HAS[thing])
            case Not(Has(thing)):
                return self._tr(_HAS_NOT[thing])
            case Not(inner):
                return self._tr(_NOT).format(what=self.tell(inner, is_inner=True))
            case Test():
                return self._test(query)
            case And(queries):
                said = self._tr(_AND).join(self.tell(each, is_inner=True) for each in queries)
            case Or(queries):
                said = self._tr(_OR).join(self.tell(each, is_inner=True) for each in queries)
            case Near():
                said = self._near(query)
        return f"({said})" if is_inner else said

    def _test(self, test: Test) -> str:
        facts = {"value": self._name(test), "name": f"“{test.name}”"}
        if whole := _TESTS.get((test.field, test.sign)):
            return self._tr(whole).format(**facts)
        subject = self._tr(_SUBJECTS[test.field]).format(**facts)
        return f"{subject} {self._tr(_SIGNS[test.sign]).format(**facts)}"

    def _near(self, near: Near) -> str:
        key: str = near.relation
        if near.relation == "same":
            key = near.scope
        elif near.relation == "followed by" and near.distance is not None:
            key = near.unit
        return self._tr(_NEAR[key]).format(
            left=self.tell(near.left, is_inner=True),
            right=self.tell(near.right, is_inner=True),
            distance=near.distance,
        )
