"""Two ways to take the chance out of a spelling: `clean` for names that people read, `fold` for keys.

Neither is ever written back to an observation; the spelling of the text stays in `Entity.names`.
"""

import re
import unicodedata

_BETWEEN = re.compile(r"(?<=[^\x00-\x7e])\s+|\s+(?=[^\x00-\x7e])")
_DASHES = re.compile(r"[‐‑‒–—―−－﹣~～]+|(?<=\d)-+(?=\d)")
_SIGNS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉<>()\[\]【】〔〕{}、,。.:;·•]")
_OUTER = (("《", "》"), ("〈", "〉"), ("“", "”"), ("「", "」"), ("『", "』"), ('"', '"'))


def clean(text: str) -> str:
    """The text without line breaks and spaces next to a Chinese character; other spaces become one."""
    return " ".join(_BETWEEN.sub("", text).split())


def fold(text: str) -> str:
    """A key of the text: NFKC, lower case, no white space, quotes, brackets or stops, every dash alike.

    The comparison rule of the competency questions folds the same characters. A text of nothing else is its
    own key.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    return _SIGNS.sub("", _DASHES.sub("-", plain)) or plain.strip()


def bare(text: str) -> str:
    """The cleaned text without the quotes or brackets that enclose all of it: 《X》 → X, “Y” → Y."""
    text = clean(text)
    for left, right in _OUTER:
        if text.startswith(left) and 1 < text.find(right) == len(text) - 1:
            return bare(text[1:-1])
    return text
