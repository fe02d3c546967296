"""Fields of word processors that show what stands in their code: Word's, in its files and in RTF.

Most fields have a result beside their code, and that is read where it stands.
"""

import re

_BUTTON = re.compile(r"\s*MACROBUTTON\s+\S+\s(.*)", re.DOTALL)
_FORMULA = re.compile(r"\s*EQ\b")
_ABOVE = re.compile(r"\\s\s*\\up\s*[\d.]+\s*\([^()]*\)\s*[,;]\s*([^()]*)\)\s*$")


def shown_words(code: str) -> tuple[str, str]:
    """Return the words that a field shows by its code, and the kind of what is lost of it, or ""s.

    A formula may be used to write one word above another, as reading aids are.
    """
    if button := _BUTTON.match(code):
        return button[1].strip(), ""
    if not _FORMULA.match(code):
        return "", ""
    above = _ABOVE.search(code)
    return (above[1], "readings_left_out") if above else ("", "formulas_left_out")
