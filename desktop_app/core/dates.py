"""Dates as scholars write them, and a form of them that sorts: `c. 1850` stands at 1850.

The text is kept as it is; what is returned here is only for sorting and for programs.
"""

import re

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "jan january januar jänner janvier enero gennaio janeiro января январь ocak yanvar",
            "feb february februar février febrero febbraio fevereiro февраля февраль şubat fevral",
            "mar march märz mars marzo março марта март mart",
            "apr april avril abril aprile апреля апрель nisan aprel",
            "may mai mayo maggio maio мая май mayıs",
            "jun june juni juin junio giugno junho июня июнь haziran iyun",
            "jul july juli juillet julio luglio julho июля июль temmuz iyul",
            "aug august août agosto августа август ağustos avqust",
            "sep sept september septembre septiembre settembre setembro сентября сентябрь eylül"
            " sentyabr",
            "oct okt october oktober octobre octubre ottobre outubro октября октябрь ekim oktyabr",
            "nov november novembre noviembre novembro ноября ноябрь kasım noyabr",
            "dec dez december dezember décembre diciembre dicembre dezembro декабря декабрь aralık"
            " dekabr",
        ),
        1,
    )
    for month in names.split()
}
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_POINTS = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(\d{3,4})(?!\d)|(?<![\d.])(\d{1,2})(?=\s*(?:BCE?|CE|AD|v\. Chr))")
_BEFORE_CHRIST = re.compile(r"\b(?:BCE?|B\.C\.|v\. ?Chr|av\. J\.-C|a\.C)\b", re.IGNORECASE)
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{3,4})年(?:\s*(\d{1,2})月(?:\s*(\d{1,2})日)?)?")
_CENTURY = re.compile(
    r"(?P<number>\d{1,2}|\b[IVX]{1,5})(?:th|st|nd|rd|er?|ème|\.|-?й)?\s*"
    r"(?:century|jahrhundert|jh|siècle|secolo|века?)|\b(?:siglo|século)\s+(?P<last>[IVX]{1,5})\b"
    r"|(?<!\d)(?P<short>\d{1,2})(?:th|st|nd|rd)\s+c\b",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_NEGATIVE = re.compile(r"\s*-\d{4}\b")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_MOST_MONTHS, _MOST_DAYS = 12, 31


def sortable(text: str) -> str:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD, with a minus before Christ; "" if none is told.

    Of a span of time, the beginning.
    """
    if (match := _ISO.search(text)) and not _NEGATIVE.match(text):
        return _joined(int(match[1]), int(match[2]), int(match[3] or 0))
    if match := _POINTS.search(text):
        day, month = int(match[1]), int(match[2])
        if month > _MOST_MONTHS >= day:
            day, month = month, day
        return _joined(int(match[3]), month, day)
    if match := _EAST_ASIAN.search(text):
        return _joined(*(int(group or 0) for group in match.groups()))
    is_before = bool(_BEFORE_CHRIST.search(text) or _NEGATIVE.match(text))
    if match := _CENTURY.search(text):
        century = _number(match["number"] or match["last"] or match["short"])
        return _joined(-100 * century if is_before else 100 * century - 99)
    if not (match := _YEAR.search(text)):
        return ""
    year = int(match[1] or match[2]) * (-1 if is_before else 1)
    rest = text[: match.start()] + " " + text[match.end() :]
    month = next((m for word in _WORDS.findall(rest) if (m := _MONTHS.get(word.lower()))), 0)
    found = _DAY.search(rest) if month else None
    return _joined(year, month, int(found[1]) if found else 0)


def sort_key(text: str) -> tuple[int, str, str]:
    """Return what dates sort by: earlier first, those that tell no time last."""
    found = sortable(text)
    if not found:
        return (10_000, "", text)
    is_before = found.startswith("-")
    year, _, rest = found.lstrip("-").partition("-")
    return (-int(year) if is_before else int(year), rest, text)


def _number(text: str) -> int:
    """Read a number of a century, in Arabic or Roman numerals."""
    if text.isdigit():
        return int(text)
    values = [_ROMAN[letter] for letter in text.lower()]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _joined(year: int, month: int = 0, day: int = 0) -> str:
    said = f"{'-' if year < 0 else ''}{abs(year):04}"
    if 1 <= month <= _MOST_MONTHS:
        said += f"-{month:02}"
        if 1 <= day <= _MOST_DAYS:
            said += f"-{day:02}"
    return said
