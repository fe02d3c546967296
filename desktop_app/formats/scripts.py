"""Which code page of another script than Latin a text is in, told by its commonest letters.

Short texts give a general guesser too little: Hebrew read as Cyrillic is all letters too, but not
the letters that Russian uses most.
"""

import re

SAMPLE = 200_000
LEAST_SHARE = 0.5
"""The share of a text's letters that the commonest of its script must make up."""
MOST_BESIDE_LATIN = 0.2

# About two thirds of the letters of a text, in languages that are read most.
_COMMON = {
    "cp1251": "оеаинтсрвл",
    "koi8_r": "оеаинтсрвл",
    "cp1253": "αοιετσνηυρςάίόέή",
    "cp1255": "יוהלאתרבשמ",
    "cp1256": "اليمونرتبه",
    "cp874": "านรอกเงมยลวดทต",
}
_SCRIPTS = {
    "cp1251": "[\u0400-\u04ff]", "koi8_r": "[\u0400-\u04ff]", "cp1253": "[\u0370-\u03ff]",
    "cp1255": "[\u0590-\u05ff]", "cp1256": "[\u0600-\u06ff]", "cp874": "[\u0e00-\u0e7f]",
}  # fmt: skip
_LEAST_PURE = 0.9
"""The share of its letters that must be of the script: read wrongly, many are Latin ones."""
_HIGH = re.compile(rb"[\x80-\xff]")
_BESIDE_LATIN = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")


def likely_code_page(data: bytes) -> str:
    """Return the code page whose script a text is plainly written in, or nothing."""
    sample = data[:SAMPLE]
    high = len(_HIGH.findall(sample))
    if not high or len(_BESIDE_LATIN.findall(sample)) > MOST_BESIDE_LATIN * high:
        return ""
    shares = {encoding: _share(sample, high, encoding) for encoding in _COMMON}
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] < LEAST_SHARE:
        return ""
    try:
        data.decode(best)
    except UnicodeDecodeError:
        return ""
    return best


def _share(sample: bytes, high: int, encoding: str) -> float:
    """Return the share of the commonest letters, where most of the bytes are letters at all."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    letters = [each for each in text if each > "\x7f" and each.isalpha()]
    own = len(re.findall(_SCRIPTS[encoding], "".join(letters)))
    if len(letters) < 0.6 * high or own < _LEAST_PURE * len(letters):
        return 0.0
    return sum(each in _COMMON[encoding] for each in letters) / len(letters)
