"""Numbers of lists as they are written: figures, letters, Roman numerals."""

MAX_NUMBER = 100_000

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, style: str) -> str:
    """Write a number as `style` says: a, A, i or I as in HTML; figures for every other."""
    number = min(number, MAX_NUMBER)
    if style in ("a", "A") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letters if style == "a" else letters.upper()
    if style in ("i", "I") and 0 < number < 4000:
        letters = _roman(number)
        return letters if style == "i" else letters.upper()
    return str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, digits in _ROMAN:
        letters += digits * (number // value)
        number %= value
    return letters
