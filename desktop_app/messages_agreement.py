"""What is said about figures of agreement, in the window and on the command line, in English.

The window translates these, as it does those in `messages`.
"""

from collections.abc import Callable, Mapping

from desktop_app.core.comparing import Comparison, Interval, Places

Translate = Callable[[str], str]

UNDEFINED = "undefined"
UNITS: Mapping[str, str] = {
    "character": "characters",
    "sentence": "sentences",
    "paragraph": "paragraphs",
    "turn": "turns",
    "document": "texts",
    "stretch": "stretches of whole paragraphs",
}
UNCODED: Mapping[str, str] = {
    "counted": "; text that nobody marked counts, as agreement that the code is not there",
    "left out": "; text that nobody marked is left out",
    "values": "; what was given no value, or several by one reader, is left out",
}
LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "highlights without a code": (
        "1 highlight without a code",
        "{count} highlights without a code",
    ),
    "annotations without words in the text": (
        "1 annotation without words in the text",
        "{count} annotations without words in the text",
    ),
    "texts read by fewer than two of the coders": (
        "1 text that fewer than two of them marked",
        "{count} texts that fewer than two of them marked",
    ),
    "units with several values by one coder": (
        "1 unit to which one reader gave several values",
        "{count} units to which one reader gave several values",
    ),
}
"""What was left out, by the words of the core, in the singular and the plural."""

BY_PAIRS = "{measure} compares two readers, so each pair of the {count} is compared by itself"
BOTH_MARKED = "Both marked {by_all} of {total} places"
ALL_MARKED = "All marked {by_all} of {total} places"
READERS = "a place has {readers} of {coders} readers on average"
ONE_MARKED = "only one marked {count}"
WORDS_APART = "where two did, their ends lie {words} words apart on average"
INTERVAL = "{level} interval {low} to {high}"
DRAWS = "{rounds} draws of {blocks} {what}, seed {seed}"
NO_DRAWS = (
    "No intervals: they take two paragraphs or units to draw from, and figures that are defined"
    " in most draws"
)
DRAWS_UNDEFINED = "; undefined in {count} of them"
OVER = "Over {size} {units} in {texts}"
ONE_TEXT, MANY_TEXTS = "1 text", "{count} texts"
UNITS_LEFT = "; {count} more left out, not judged by two"


def figure_phrase(value: float | None, translate: Translate = str) -> str:
    """Write a figure to three places, or that it is undefined."""
    # Adding nothing turns a rounded -0.000 into 0.000.
    return translate(UNDEFINED) if value is None else f"{round(value, 3) + 0.0:.3f}"


def places_phrase(places: Places, coders: int, translate: Translate = str) -> str:
    """Say in plain words where coders met."""
    both = BOTH_MARKED if coders == 2 else ALL_MARKED
    said = [translate(both).format(by_all=f"{places.by_all:,}", total=f"{places.total:,}")]
    if coders > 2 and places.readers is not None:
        said.append(translate(READERS).format(readers=f"{places.readers:.1f}", coders=coders))
    if places.by_one:
        said.append(translate(ONE_MARKED).format(count=f"{places.by_one:,}"))
    if places.words is not None:
        said.append(translate(WORDS_APART).format(words=f"{places.words:.1f}"))
    return "; ".join(said)


def interval_phrase(interval: Interval, translate: Translate = str) -> str:
    """Write the limits of an interval with their level."""
    low, high = (figure_phrase(value, translate) for value in (interval.low, interval.high))
    return translate(INTERVAL).format(level=f"{interval.level:.0%}", low=low, high=high)


def draws_phrase(interval: Interval, translate: Translate = str) -> str:
    """Say how an interval was drawn."""
    said = translate(DRAWS).format(
        rounds=f"{interval.rounds:,}",
        blocks=f"{interval.blocks:,}",
        what=translate(UNITS[interval.block]),
        seed=interval.seed,
    )
    if interval.undefined:
        said += translate(DRAWS_UNDEFINED).format(count=f"{interval.undefined:,}")
    return said


def no_draws_phrase(one: Comparison, translate: Translate = str) -> str:
    """Say why there are no intervals where they were asked for; "" where there are."""
    is_missing = one.rounds and one.rows and not any(row.interval for row in one.rows)
    return translate(NO_DRAWS) if is_missing else ""


def scope_phrase(one: Comparison, translate: Translate = str) -> str:
    """Say what the figures were reckoned over, and what becomes of text that nobody marked."""
    scope = one.rows[-1].figure.scope
    number = len(one.document_ids)
    said = translate(OVER).format(
        size=f"{scope.size:,}",
        units=translate(UNITS[scope.unit]),
        texts=translate(ONE_TEXT if number == 1 else MANY_TEXTS).format(count=f"{number:,}"),
    )
    if scope.uncoded:
        said += translate(UNCODED["values" if one.property_name else scope.uncoded])
    if scope.left_out and not one.property_name:
        said += translate(UNITS_LEFT).format(count=f"{scope.left_out:,}")
    return said


def left_out_phrases(one: Comparison, translate: Translate = str) -> list[str]:
    """Say what could not be compared, a phrase a kind."""
    return [
        translate(LEFT_OUT[what][count != 1]).format(count=f"{count:,}")
        for what, count in one.left_out.items()
    ]
