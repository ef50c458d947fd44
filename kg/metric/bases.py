"""Which two figures a rate is told of, where the words leave no other reading.

What does not agree is called inconsistent only here: the figures stand side by side in one sentence, none is
about or over its value, and the words say what is the part and what the whole, or that one became the other.
"""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.metric.indicator import unit_kind
from kg.model import Observation
from kg.resources import either, table

_CLAUSE = re.compile(r"[^，,。；;：:、（(\n]*\Z")
_SENTENCE = re.compile(r"[^。；;\n]*\Z")
_REACH, _FAR = 40, 160
"""Characters before a figure in which its clause and its sentence may begin."""
_NOUN = 12
"""Characters behind a part in which what it counts may be told: 1960批次合格."""
_OF_IT = re.compile(r"其中|中[，,]?(?:已|共)?有")
_TO_RATE = re.compile(
    r"[^，,。；、（(\d]{0,20}[，,、（(](?P<said>[^，,。；、（(\d]*?)(?:已|均)?(?:达到|高达|约?为|达|是|：|:)?了?"
)
"""From a part to its rate: 项，网上可办率达到."""
_RATE = re.compile(r"(.{2,}?)(?:率|的?比例|占比)")
_ENDS_BEHIND = re.compile(r"[，,（(]\s*(?:即|已)?(?:由|从)(?:原来|原先|原|去年|上年)?的?\s*")
_BESIDE = re.compile(r"[，,；（(]?(?:(?:19|20)\d\d年)?[^，,。；（(\d]{0,16}")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_ASIDE = re.compile(r"(?:19|20)\d\d年|今年|本年度?|全年|同期|[较比的为是仅只有共]")


class Base(NamedTuple):
    """The whole and its part, or what was before and what it became.

    `rest`: the rate is of what is not in the part. `loose`: it may be of other figures,
    unless it comes near.
    """

    first: Observation
    second: Observation
    rest: bool = False
    loose: bool = False


def share_base(at: Observation, before: Sequence[Observation], text: str) -> Base | None:
    """The whole and the part of a share; `before` are the figures in front of it in its sentence."""
    if len(before) < 2 or not all_exact(at, *before[-2:]):
        return None
    whole, part = before[-2:]
    gap = _TO_RATE.fullmatch(text, part.span[1], at.span[0])
    alike = unit_kind(whole.unit) == unit_kind(part.unit) != "percent"
    if gap is None or not alike or not 0 < part.value <= whole.value:
        return None
    if re.search(either("sum_words", "carried"), _words(whole, _SENTENCE, text)):
        return None
    of_it = _OF_IT.search(text, whole.span[1], part.span[0]) is not None
    if re.fullmatch(either("sum_words", "share"), gap["said"]):
        return Base(whole, part, loose=not of_it)
    name = _RATE.fullmatch(gap["said"])
    return _of_name(name[1], whole, part, text, of_it=of_it) if name else None


def _of_name(name: str, whole: Observation, part: Observation, text: str, *, of_it: bool) -> Base | None:
    """办结率 behind 受理120件，办结118件; 合格率 behind 抽检20件，不合格2件."""
    counted, found = _words(whole, _CLAUSE, text), _words(part, _CLAUSE, text)
    behind = text[part.span[1] : part.span[1] + _NOUN].partition("，")[0]
    for rate, ends, begun in _rates():
        ending = ends.search(found) or ends.search(behind)
        if ending and rate.fullmatch(name) and begun.search(counted):
            return Base(whole, part, rest=ending.string[: ending.start()].endswith(("不", "未")))
    named = name in text[whole.span[1] : part.span[0]] if of_it else found.endswith(name)
    due = of_it or re.search(f"应当?{re.escape(name)}", counted)
    return Base(whole, part) if named and due else None


def change_base(
    at: Observation, before: Sequence[Observation], behind: Sequence[Observation], text: str
) -> Base | None:
    """The two ends of a change that a rate is told of: right before it or right behind it in its sentence."""
    if has_other_base(at, text):
        return None
    if len(before) > 1 and _change_behind().fullmatch(text, before[-1].span[1], at.span[0]):
        return _ends(at, before[-2], before[-1])
    if len(behind) > 1 and _ENDS_BEHIND.fullmatch(text, at.span[1], behind[0].span[0]):
        return _ends(at, behind[0], behind[1])
    return None


def has_other_base(rate: Observation, text: str) -> bool:
    """Whether the words around a rate tell that it may be of other figures: 年均, GDP, 同口径."""
    other = re.search(either("sum_words", "other"), _words(rate, _CLAUSE, text))
    return bool(other or re.search(either("sum_words", "real"), _words(rate, _SENTENCE, text)))


def year_base(at: Observation, before: Sequence[Observation], text: str) -> Base | None:
    """The figures of two years that a rate is told of: 今年受理120件，去年受理100件，同比增长20%."""
    if len(before) < 2 or not all_exact(at, *before[-2:]) or min(one.value for one in before[-2:]) <= 0:
        return None
    one, two = before[-2:]
    beside = _BESIDE.fullmatch(text, one.span[1], two.span[0])
    told = beside and _change_behind().fullmatch(text, two.span[1], at.span[0])
    alike = unit_kind(one.unit) == unit_kind(two.unit) != "percent"
    if not told or not alike or re.search(either("sum_words", "real"), _words(at, _SENTENCE, text)):
        return None
    return _in_order(one, two, *(_words(each, _CLAUSE, text) for each in (one, two)))


def _in_order(one: Observation, two: Observation, words: str, others: str) -> Base | None:
    """The two by year, if their words name years that follow each other and the same thing in them."""
    if re.search(either("sum_words", "part_year"), words + others):
        return None
    years = [_year_of(words), _year_of(others)]
    if _name_of(others) not in _name_of(words):
        return None
    if years.count("last") == 1:
        return Base(one, two) if years[0] == "last" else Base(two, one)
    if "" in years or "last" in years or abs(int(years[0]) - int(years[1])) != 1:
        return None
    return Base(one, two) if years[0] < years[1] else Base(two, one)


def _year_of(words: str) -> str:
    """The year that words name: `last` for the year before, "" for none."""
    said = _YEAR.search(words)
    return "last" if re.search(either("sum_words", "last"), words) else said[1] if said else ""


def _name_of(words: str) -> str:
    return _ASIDE.sub("", re.sub(either("sum_words", "last"), "", words))


def is_amount(value: Observation, more: Observation, rate: Observation, text: str) -> bool:
    """Whether these are a value, by how much it grew, and the rate: 25亿元，比上年增加5亿元，增长25%."""
    alike = unit_kind(value.unit) == unit_kind(more.unit) != "percent" and value.value > more.value
    return (
        alike
        and all_exact(value, more, rate)
        and not has_other_base(rate, text)
        and _amount().fullmatch(text, value.span[1], more.span[0]) is not None
        and _rate().fullmatch(text, more.span[1], rate.span[0]) is not None
    )


def _ends(at: Observation, start: Observation, end: Observation) -> Base | None:
    alike = unit_kind(start.unit) == unit_kind(end.unit) != "percent"
    known = alike and end.change_from == start.id and start.value > 0 and all_exact(at, start, end)
    return Base(start, end) if known else None


def all_exact(*figures: Observation) -> bool:
    """Whether none of the figures is about, over or under its value."""
    return all(figure.qualifier == "exact" for figure in figures)


def _words(figure: Observation, reach: re.Pattern[str], text: str) -> str:
    """What stands before a figure in its clause or sentence."""
    start = figure.span[0]
    found = reach.search(text, max(0, start - (_REACH if reach is _CLAUSE else _FAR)), start)
    assert found is not None  # it matches "", too
    return found[0]


@functools.cache
def _rates() -> tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(row["rate"]), re.compile(f"(?:{row['part']})\\Z"), re.compile(row["whole"]))
        for row in table("rate_bases")
    )


@functools.cache
def _change_behind() -> re.Pattern[str]:
    words = f"{either('sum_words', 'up')}|{either('sum_words', 'down')}"
    return re.compile(rf"[，,（(]?[^，,\d]{{0,6}}(?:{words})(?:比例|幅度|比|率)?了?(?:达到|达|为)?")


@functools.cache
def _amount() -> re.Pattern[str]:
    return re.compile(rf"[，,（(]{either('sum_words', 'yearly')}{either('sum_words', 'more')}了?")


@functools.cache
def _rate() -> re.Pattern[str]:
    return re.compile(
        rf"[，,、（(](?:{either('sum_words', 'yearly')})?{either('sum_words', 'grown')}(?:达到|达|为)?"
    )
