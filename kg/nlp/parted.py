"""Figures and dates that a line end parts: 32.⏎42亿元, 280⏎余万件, 80%⏎以上, 2021年1⏎2月."""

import functools
import re
from itertools import takewhile

from kg.nlp.quantities import SCALES, WORDS, expression, marks
from kg.resources import table

_FAR = 16
"""So many signs before and behind a line end a figure may reach."""
_LISTED = re.compile(r"(?:附[件表]?[：:]?|[表图第]|[一二三四五六七八九十]{1,3}、|.{0,4}）)?[\d.,]+\Z")
"""A line that is a number alone, or the number of an item or an annex: 280, 2., 附件1."""
_YEAR, _MONTH, _TO = r"(?:19|20)\d\d", r"(?:1[0-2]|[1-9])", r"[—–~～至\-]{1,2}"
_DATE = re.compile(rf"(?<![\d.])(?:(?:{_YEAR}年?{_TO})?{_YEAR}年|(?:{_MONTH}月?{_TO})?{_MONTH}月)")
_DATED = re.compile(rf"(?<!\d){_YEAR}\Z")
_OPEN, _SURE = frozenset(".—–~"), frozenset(".，%‰余—–~")
"""Inside a figure or date alone does a line end with the first behind a number, or begin with the second."""
_ROW = frozenset(" …·")
"""Before a number they tell a row of figures or of a table of contents."""
_PROSE = re.compile("[，。；、]")


def is_parted(line: str, following: str) -> bool:
    """Whether a figure with its unit, or a date, begins in a line and ends in the following one.

    Neither is empty. A number that stands alone, numbers an item, or ends a row of figures is none.
    """
    signs = _signs()
    if line[-1] not in signs or following[0] not in signs or _LISTED.match(line):
        return False
    run = sum(1 for _ in takewhile(signs.__contains__, reversed(line[-_FAR:])))
    tail = line[-run - 1 :]
    text, at = tail + following[:_FAR], len(tail)
    span = _span(expression(), text, at) or _span(_DATE, text, at)
    return span is not None and _is_one(line, following, text[span[0] : at], text[at : span[1]])


def _span(pattern: re.Pattern[str], text: str, at: int) -> tuple[int, int] | None:
    """The match that `at` lies inside of; None too for one in a row of figures."""
    start = 0
    while start < at:
        found = pattern.match(text, start)
        if found and found.end() > at:
            return None if text[max(0, start - 1) : start] in _ROW else found.span()
        start = found.end() if found else start + 1
    return None


def _is_one(line: str, following: str, first: str, second: str) -> bool:
    """Whether the two parts are of one figure, and not a number above another row.

    That is told by a sign of figures, a first part that is none without the second, many signs in the second,
    what follows, or lines of a sentence.
    """
    if first[-1] in _OPEN:
        return True
    if first[-1].isdigit():
        if second[0] in _SURE or (
            second[0].isdigit() and _PROSE.search(following) and not _DATED.search(line)
        ):
            return True
        many = len(second) > 2 and not second[0].isdigit()
    else:
        many = len(second) > 1 or expression().fullmatch(first) is None
    behind = following[len(second) : len(second) + 1]
    return many or not behind.isalnum() or behind == "的" or _PROSE.search(line) is not None


@functools.cache
def _signs() -> frozenset[str]:
    """The signs of which figures and dates are made."""
    words = [*(row["unit"] for row in table("units")), *SCALES, *marks("before"), *marks("behind"), WORDS]
    return frozenset("".join([*words, "0123456789.，余多分之点零〇年月—–~～至-"]))
