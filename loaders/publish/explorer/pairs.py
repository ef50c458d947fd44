"""Pairs of signs: what a name has of them, and how it is told to the page (page/pairs.js reads it)."""

import re
import unicodedata
from collections.abc import Iterator

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
END = "\n"
"""Stands in a pair for what follows the last sign of a name."""
FIRST, BEGINS, PLACED, ENDS = 1, 2, 4, 8
"""Of a pair: it stands in the first name of a thing; a name begins there; a name of a place, or a part of a
name, ends before it; its name ends after it."""
FLAGS = 16
PLACE = re.compile(r"[省市区县州盟旗乡镇\s]")
_UNSEEN = (
    "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_READ = str.maketrans("〔【[{〕】]}", "(((())))", _UNSEEN)


def folded(text: str) -> str:
    """The text as it is searched: small letters, narrow forms, round brackets, no marks that nobody sees.

    names.js does the same.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(_READ)


def pairs_of(names: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Each pair of signs of a thing's names (folded) and where: FLAGS times its place in them, and flags.

    A sign lies between two names, so that no text is found that begins in one and ends in the next.
    """
    start, first = 0, FIRST
    for name in names:
        flags = first | BEGINS
        last = len(name) - 2
        for at, (one, other) in enumerate(zip(name, name[1:] + END, strict=False)):
            yield one + other, (start + at) * FLAGS + flags + (ENDS if at == last else 0)
            flags = first | PLACED if PLACE.match(one) else first
        start, first = start + len(name) + 1, 0


def encoded(number: int) -> str:
    """A number in digits of five bits, the lowest first; of all but the last the sixth bit is set."""
    told = ""
    while number >= 32:
        told += DIGITS[32 + number % 32]
        number //= 32
    return told + DIGITS[number]


def in_block(number: int) -> str:
    """The number of a thing within its block, in two digits of six bits."""
    return DIGITS[number // 64] + DIGITS[number % 64]
