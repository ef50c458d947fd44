"""What a metric expression says: 280余万件 is over 2,800,000 件, 32.42亿元 is 3,242,000,000 元."""

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, cast

from kg.model import Qualifier
from kg.resources import table

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7}
SCALES |= {"亿": 10**8, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}
WORDS = "一两二三四五六七八九十"
"""The digits in words that a metric may begin with."""
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MANY = 16
"""From how many digits on a number is counted in decimals, which keep 28 digits."""
DIGITS = 16
"""More than all the money of the country in 元 has, which is the largest number that reports state."""
_LONGEST = 24
_BROKEN = re.compile(r"\d+(?:[.．]\d+){2,}\Z")
_FAR_COMMA = re.compile(r",\d{4}")
"""What stands in each number whose comma is out of place, and in hardly any text: found at once."""
_HOURS = re.compile(r"(\d+)个?小时(\d+)分钟?")
_SHARE = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01"), "百分": Decimal(1)}


class Quantity(NamedTuple):
    """A number in units of one, its unit and how exact it is; a percentage stays a number of percent."""

    value: Decimal
    unit: str
    qualifier: Qualifier


@functools.cache
def marks(place: str) -> dict[str, Qualifier]:
    """The marks of approximation that stand `before` or `behind` a number, with what they say."""
    return {
        row["mark"]: cast("Qualifier", row["qualifier"])
        for row in table("metric_marks")
        if row["place"] == place
    }


def one_of(words: "dict[str, Qualifier] | list[str]") -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def expression() -> re.Pattern[str]:
    """The grammar of a metric over the view's text; the groups say which form it has."""
    units = one_of([row["unit"] for row in table("units")])
    scale = one_of(list(SCALES))
    number = r"(?>(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?)"
    before = rf"(?:(?:(?<![签预大条公合节])约|{one_of(list(set(marks('before')) - {'约'}))}) ?)?"
    behind = rf"(?: ?(?:{one_of(marks('behind'))}))?"
    more = " ?[余多]? ?"
    words = f"[{WORDS}]"
    return re.compile(
        rf"(?:{before}(?<![\d.．第])\d+ ?个?小时 ?\d+ ?分钟?{behind}"
        rf"|{before}(?<![\d.．:×xX第/\-—–~～])(?<![A-Za-z]){number}{more}(?:{scale})?{more}(?:{units})(?:次)?{behind}"
        rf"|{before}(?<![\d.．第]){number}{more}(?:万|亿|万亿)(?![\u4e00-\u9fff]*?[年月日号])[余多]?{behind}"
        rf"|百分\n?之?百|[百千万]分之 ?(?:{number}|{words}+(?:点[零〇{WORDS}]+)?)"
        rf"|(?<![一二三四五六七八九十第两]){words}(?:个|类|项|件)(?=(?:方面)?\d+ ?(?:{units})))"
    )


@functools.cache
def _grammar() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>{one_of(marks('before'))})?"
        rf"(?P<share>百分之|千分之|万分之|百分)?"
        rf"(?P<number>\d[\d,，]*(?:[.．]\d+)?|[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?)"
        rf"(?P<more>余|多)?(?P<scale>{one_of(list(SCALES))})?(?P<more2>余|多)?"
        rf"(?P<unit>.*?)(?P<behind>{one_of(marks('behind'))})?"
    )


def parse(text: str) -> Quantity | None:
    """The quantity that an expression states, or None if it states none: `超21万件`, `百分之百`, `50%以上`.

    Spaces do not count. A share in words (百分之九十八, 万分之3) becomes a number of percent;
    成 is 10 %; 2小时40分 is 160 分钟.
    """
    text = "".join(text.split())
    if "小时" in text:
        text = _HOURS.sub(lambda time: f"{60 * int(time[1]) + int(time[2])}分钟", text)
    found = _grammar().fullmatch(text)
    if found is None:
        return None
    before, share, number, more, scale, again, unit, behind = found.groups()
    value = _number(number) * SCALES.get(scale, 1)
    if share:
        value, unit = value * _SHARE[share], "%"
    if unit == "成":
        value, unit = value * 10, "%"
    return Quantity(_plain(value), "%" if unit == "％" else unit, _qualifier(before, behind, more or again))


def is_plausible(value: str) -> bool:
    """Whether so much of anything can have been counted; 100000000000000万亿 is a slip."""
    return len(value) <= DIGITS or len(value.partition(".")[0]) <= DIGITS


def broken_percentages(text: str) -> Iterator[tuple[int, int]]:
    """The spans of percentages with two decimal points or more: 3.5.2%."""
    for sign in "%％":
        at = text.find(sign)
        while at >= 0:
            start = max(0, at - _LONGEST)
            found = _BROKEN.search(text, start, at)
            if found is not None:
                yield found.start(), at + 1
            at = text.find(sign, at + 1)


def misplaced_commas(text: str) -> Iterator[tuple[int, int]]:
    """The spans of numbers with a unit whose comma does not stand before three digits: 1,2345件."""
    found = _misgrouped().finditer(text) if _FAR_COMMA.search(text) else ()
    return (match.span() for match in found)


@functools.cache
def _misgrouped() -> re.Pattern[str]:
    units = one_of([row["unit"] for row in table("units")])
    return re.compile(rf"\d(?<![\d.,]\d)\d{{,2}},\d{{4,}}(?:[万亿]?(?:{units}))")


def _number(digits: str) -> int | Decimal:
    """The number that digits or words say: an int where that is exact, as it is faster."""
    if digits.isdecimal() and len(digits) < _MANY:
        return int(digits)
    if digits[0].isdigit():
        return Decimal(digits.replace(",", "").replace("，", "").replace("．", "."))
    whole, _, decimals = digits.partition("点")
    if decimals:
        return _number(whole) + Decimal("0." + "".join(str(_DIGITS[sign]) for sign in decimals))
    total, last = 0, 0
    for sign in digits:
        if sign in _TENS:
            total, last = total + (last or 1) * _TENS[sign], 0
        else:
            last = last * 10 + _DIGITS[sign] if last else _DIGITS[sign]
    return Decimal(total + last)


def _plain(value: int | Decimal) -> Decimal:
    """The same number without exponent and without closing zeros."""
    whole = int(value)
    return Decimal(whole) if value == whole else Decimal(value).normalize()


def _qualifier(before: str | None, behind: str | None, more: str | None) -> Qualifier:
    if before:
        return marks("before")[before]
    if behind:
        return marks("behind")[behind]
    return "over" if more else "exact"
