"""Two ways to take the chance out of a spelling: `clean` for names that people read, `fold` for keys.

Neither is ever written back to an observation; the spelling of the text stays in `Entity.names`. Traditional
characters are read as simplified ones, one for one (`traditional.csv`). `bigrams` tell how alike two are.
"""

import functools
import re
import unicodedata

from kg.resources import table
from kg.room import WORDS

_BETWEEN = re.compile(r"(?<=[^\x00-\x7e])\s+|\s+(?=[^\x00-\x7e])")
_DASHES = re.compile(r"[‐‑‒–—―−－﹣~～]+|(?<=\d)-+(?=\d)")
_SIGNS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉<>()\[\]【】〔〕{}、,。.:;·•]")
_OUTER = (
    ("《", "》"),
    ("〈", "〉"),
    ("<", ">"),
    ("＜", "＞"),
    ("“", "”"),
    ("「", "」"),
    ("『", "』"),
    ('"', '"'),
)
_HALVES = re.compile("[\ud800-\udfff]")
_FREQUENT = re.compile("[國務實發進時個會這們為與業關開門對動經過現產農東廣區縣]")
_TRADITIONAL, _QUOTED = 0.025, 3
"""The share of the frequent traditional signs from which a text is a traditional one (usual: 0.05), and how
many of them a quotation may have."""


def whole(text: str) -> str:
    """The text with U+FFFD for each half of a character (a surrogate, as JSON may hold): it can be UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALVES.sub("\ufffd", text)
    return text


def is_traditional(text: str) -> bool:
    """Whether the text is written in traditional characters, a name or quotation in them aside."""
    return len(_FREQUENT.findall(text)) > max(_QUOTED, _TRADITIONAL * len(text))


def simplified(text: str, *, traditional: bool = False) -> str:
    """The text with its traditional characters as simplified ones, as many as before.

    Signs that are used in simplified texts too (於, 徵) stay, unless the text is a `traditional` one.
    """
    signs, forms = _forms(traditional)
    return text.translate(forms) if signs.search(text) else text


@functools.cache
def _forms(traditional: bool) -> tuple[re.Pattern[str], dict[int, str]]:
    """What finds one of the signs, and the simplified form of each: most texts have none."""
    rows = [row for row in table("traditional") if traditional or not row["also"]]
    signs = re.escape("".join(row["traditional"] for row in rows))
    return re.compile(f"[{signs}]"), {ord(row["traditional"]): row["simplified"] for row in rows}


@functools.lru_cache(WORDS)
def clean(text: str) -> str:
    """The text without line breaks and spaces next to a Chinese character; other spaces become one."""
    words = text.split()
    return " ".join(_BETWEEN.sub("", text).split()) if len(words) > 1 else "".join(words)


@functools.lru_cache(WORDS)
def fold(text: str) -> str:
    """A key of the text: NFKC, lower case, simplified, no white space, quotes, brackets, stops; dashes alike.

    The comparison rule of the competency questions folds the same characters. A text of nothing else is its
    own key.
    """
    plain = simplified(unicodedata.normalize("NFKC", text).lower(), traditional=True)
    return _SIGNS.sub("", _DASHES.sub("-", plain)) or plain.strip()


@functools.lru_cache(WORDS)
def bare(text: str) -> str:
    """The cleaned, simplified text without quotes or brackets that enclose all of it: 《X》 → X, “Y” → Y."""
    text = simplified(clean(text))
    for left, right in _OUTER:
        if text.startswith(left) and 1 < text.find(right) == len(text) - 1:
            return bare(text[1:-1])
    return text


def bigrams(word: str) -> set[str]:
    """Each two characters that stand side by side in the word; the word itself if it is shorter."""
    return {word[at : at + 2] for at in range(len(word) - 1)} or {word}


def overlap(left: set[str], right: set[str]) -> float:
    """How much of two sets of bigrams is the same, 0 to 1 (Dice's coefficient)."""
    return 2 * len(left & right) / (len(left) + len(right))


_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "十": 10}


def number(text: str) -> int:
    """A count in digits or Chinese numerals below a hundred: 13, 十六, 六十三."""
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _DIGITS[text[-1]]
    return (_DIGITS[tens[-1]] if tens else 1) * 10 + (_DIGITS[ones[-1]] if ones else 0)
