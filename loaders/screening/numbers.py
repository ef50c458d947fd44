"""Numbers of phones, identity cards and bank cards in running text, however they are grouped.

A number begins and ends where a group of digits does; spaces, hyphens, brackets and line breaks stand between
groups. An identity number is known by its check digit (GB 11643-1999, ISO 7064 MOD 11-2), its date and the
code of its province; a bank card by its check digit (ISO/IEC 7812, Luhn).
"""

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kg.resources import either
from loaders.screening.hit import Hit, Kind

_BETWEEN = r"[\s\u200b\u2010-\u2015()（）-]"
_RUN = re.compile(rf"\d(?<![0-9A-Za-z].){_BETWEEN}{{0,3}}(?:\d{_BETWEEN}{{0,3}}){{5,}}\d[Xx]?")
_DOTTED = re.compile(
    r"[01](?<![\d.].)(?:[3-9]\d([.·_/*])\d{4}\1\d{4}|\d{2,3}([.·_/*])\d{3,4}\2?\d{4})(?!\d|\.\d)"
)
"""A number of a phone whose groups dots or the like hold together: 131.1234.5678."""
_GROUP = re.compile(r"\d+")
_LEADS = re.compile(r"(?:\+|[(（][^)）]+[)）])")
"""What belongs to a number in front of it: +86, and the bracket around the code of a city."""
_BEHIND = re.compile(r"[0-9A-Za-z]|[.,]\d")
_MOBILE = re.compile(r"(?:0{0,2}86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d\d)\d{7,8}")
_SHAPES = {
    (11,),
    (3, 4, 4),
    (3, 8),
    (7, 4),
    (4, 7),
    (4, 3, 4),
    (4, 4, 3),
    (3, 3, 5),
    (5, 6),
    (2, 11),
    (4, 11),
}
_SHAPES |= {(2, 3, 4, 4), (2, 3, 8), (2, 7, 4), (1,) * 11}
"""How many digits stand together in a mobile number, with the code of the country before it or without."""
_LOCAL = {(7,), (8,), (3, 4), (4, 4)}
_LONGEST, _NEAR = 19, 16
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class _Number(NamedTuple):
    """Some groups that stand together: their place, digits, sizes, and what stands before them."""

    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]
    wrapped: bool
    before: str


def numbers(text: str) -> Iterator[Hit]:
    """The numbers of people in a plain text, by their place; they do not overlap."""
    text = _DOTTED.sub(lambda dotted: re.sub(r"\D", "-", dotted[0]), text)
    for run in _RUN.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(run[0])]
        yield from _of_run(text, run.start(), groups)


def _of_run(text: str, base: int, groups: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    at = 0
    while at < len(groups):
        many, hit = _longest(text, [(base + start, base + end) for start, end in groups[at : at + _LONGEST]])
        if hit:
            yield hit
        at += many


def _longest(text: str, groups: Sequence[tuple[int, int]]) -> tuple[int, Hit | None]:
    """How many of the groups make a number, the most there can be, and the number; 1 and None for none."""
    total = 0
    found: tuple[int, Hit | None] = (1, None)
    for many, (start, end) in enumerate(groups, 1):
        total += end - start
        if total > _LONGEST:
            break
        if total >= 7 and (hit := _judged(text, groups[:many])):
            found = many, hit
    return found


def _judged(text: str, groups: Sequence[tuple[int, int]]) -> Hit | None:
    number = _number(text, groups)
    if _BEHIND.match(text, number.end) or _goes_before(text, number.start):
        return None
    kind = _kind(number, counts=bool(_counted().match(text, number.end)))
    if kind is None or _public().fullmatch(number.digits):
        return None
    start = number.start - bool(_LEADS.match(text[number.start - 1 : number.end]))
    return Hit(start, number.end, kind, text[start : number.end], f"{kind}.number")


def _number(text: str, groups: Sequence[tuple[int, int]]) -> _Number:
    start, end = groups[0][0], groups[-1][1]
    digits = "".join(text[left:right] for left, right in groups)
    if len(digits) == 17 and text[end : end + 1] in ("X", "x"):
        digits, end = f"{digits}X", end + 1
    before = "".join(text[max(0, start - _NEAR) : start].split())
    sizes = tuple(right - left for left, right in groups)
    wrapped = len(groups) == 2 and "\n" in text[groups[0][1] : groups[1][0]]
    return _Number(start, end, digits, sizes, wrapped, before)


def _goes_before(text: str, start: int) -> bool:
    """Whether a letter, or a decimal number, runs on to this place."""
    return bool(re.search(r"[A-Za-z]\Z|\d[.,]\Z", text[max(0, start - 2) : start]))


def _kind(number: _Number, *, counts: bool) -> Kind | None:
    if _is_identity(number.digits) or (_old_identity(number.digits) and len(number.sizes) == 1):
        return "identity"
    called = bool(_called("phone").search(number.before))
    if _is_phone(number, called=called) and (called or not counts):
        return "phone"
    kept = bool(_called("account").search(number.before))
    return "account" if _is_account(number.digits, kept=kept) and (kept or not counts) else None


def _is_identity(digits: str) -> bool:
    """Whether the 18 digits have a province, a date and the right check digit (GB 11643-1999)."""
    if len(digits) != 18 or not _PROVINCE.match(digits) or not _is_date(digits[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return "10X98765432"[total % 11] == digits[17].upper()


def _old_identity(digits: str) -> bool:
    """Whether the 15 digits have a province and a date: numbers given out until 1999 have no check digit."""
    return len(digits) == 15 and bool(_PROVINCE.match(digits)) and _is_date(f"19{digits[6:12]}")


def _is_date(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


def _is_phone(number: _Number, *, called: bool) -> bool:
    if _MOBILE.fullmatch(number.digits):
        return called or number.wrapped or number.sizes in _SHAPES or number.sizes == (len(number.digits),)
    if _LANDLINE.fullmatch(number.digits):
        return number.sizes[0] in (3, 4, len(number.digits))
    return called and number.sizes in _LOCAL


def _is_account(digits: str, *, kept: bool) -> bool:
    if kept:
        return 12 <= len(digits) <= _LONGEST
    return 16 <= len(digits) <= _LONGEST and digits.startswith("62") and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


@functools.cache
def _called(place: str) -> re.Pattern[str]:
    return re.compile(either("screen_words", place))


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s*{either('screen_words', 'count')}")


@functools.cache
def _public() -> re.Pattern[str]:
    return re.compile(either("screen_words", "public"))
