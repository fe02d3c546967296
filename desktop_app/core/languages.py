"""Which language a text is written in, guessed from its script and its commonest small words.

A guess for abbreviations and for what an import offers; never a claim about the text. Only the
languages that `SMALL_WORDS` and `_SCRIPTS` name can be told; others give "".
"""

import re
from collections import Counter

SAMPLE_LENGTH = 20_000
"""How many code points are looked at: the guess must not change when a text grows at its end."""
_LEAST_HITS = 3
_WORD = re.compile(r"[^\W\d_]+")


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


SMALL_WORDS = {
    "en": _words("the of and to in that it is was for on with as his at by this had not are but"),
    "de": _words("der die und das den nicht ist sich auf dem von mit für ein eine zu auch im es"),
    "fr": _words("le les des est et dans que qui une pour pas sur au avec ne vous nous il du ce"),
    "es": _words("el los las una que por con para del su al lo como más pero sus y se no"),
    "pt": _words("o os as uma que por com para do da dos não ao mais mas em no na é seu"),
    "it": _words("il gli una che per con non della di del è sono anche dei alla nel le più ma si"),
    "nl": _words("het een van en dat niet op zijn met voor aan er ook maar bij ze hij wat de"),
    "sv": _words("och att det som en på är av för med den inte till ett han var jag men om"),
    "pl": _words("nie się na jest że do to jak co ale po tak od za przez dla był w z i"),
    "cs": _words("se na je že to do ale jak jsem po tak by za pro jako podle byl v a i"),
    "tr": _words("ve bir bu için ile da de çok ne gibi daha olarak olan kadar ama değil"),
    "az": _words("və bir bu üçün ilə də da çox nə kimi daha olan amma deyil ki əsas onun"),
    "ru": _words("и в не на что он с как это но они мы вы его к у из по за так же был"),
    "uk": _words("і в не на що він з як це але вони ми ви його до у та за так був й"),
    "el": _words("και το να του η της με που την από για τα είναι τον στο δεν οι θα"),
}
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7a3"),
    ("zh", "\u4e00-\u9fff"),
    ("he", "\u05d0-\u05ea"),
    ("hi", "\u0900-\u097f"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"),
    ("th", "\u0e00-\u0e7f"),
    ("am", "\u1200-\u137f"),
)
_OF_A_SCRIPT = re.compile(f"[{''.join(letters for _, letters in _SCRIPTS)}\u0621-\u064a]")
_FARSI = re.compile("[پچژگ]")
_ARABIC = re.compile("[\u0621-\u064a]")


def guess_language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, "" where it cannot be told."""
    sample = text[:SAMPLE_LENGTH]
    return _by_script(sample) or _by_small_words(sample)


def _by_script(sample: str) -> str:
    if not _OF_A_SCRIPT.search(sample):
        return ""
    letters = sum(map(str.isalpha, sample))
    for language, letter in _SCRIPTS:
        # Kana stands among many more Chinese signs.
        if len(re.findall(f"[{letter}]", sample)) * 5 > letters > 0:
            return language
    if len(_ARABIC.findall(sample)) * 2 > letters > 0:
        return "fa" if len(_FARSI.findall(sample)) * 50 > letters else "ar"
    return ""


def _by_small_words(sample: str) -> str:
    found = Counter(_WORD.findall(sample.lower()))
    scores = {
        language: sum(found[word] for word in small) for language, small in SMALL_WORDS.items()
    }
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    best, second = ranked[:2]
    # Near relatives share many small words: a narrow lead tells nothing.
    is_clear = scores[best] >= _LEAST_HITS and scores[best] > 1.15 * scores[second]
    return best if is_clear else ""
