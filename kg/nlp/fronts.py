"""Where the name of a body may begin: at a region, or at a word such as 区, 市, 镇 that stands for one."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.nlp import bodies, townnames
from kg.nlp.firsts import by_first, hastened
from kg.nlp.lookup import WordList
from kg.nlp.placenames import Name
from kg.resources import entries, table

_HAN = "\u4e00-\u9fa5"
_DEICTICS = WordList(lambda: entries("agency_words", "region"))
TOWNS = ("镇", "乡", "街道")
"""The deictic words that also end the names of towns."""
_KIND = frozenset(
    "我各本两三四五六七八九十个该某等辖社园旧务试片校景灾地城郊矿山库湾赛战疫特林治乡跨外小大老新街集重贸"
)
"""What makes of 区, 市 … behind it a word, or a kind of places."""
_EVERY = re.compile(r"(?:各(?:[区市县旗州盟镇乡]、?){1,3}|[（(][市区县乡镇][)）])\Z")
_EVERY_END = frozenset("区市县旗州盟镇乡、)）")
_NO_TOWN = frozenset("全各我本两三四五六七八九十个该某等社乡集治城")
_LEVELS = "区县市州"
_TOWN = re.compile(
    rf"(?:^|[^{_HAN}]|[和与及由在对被向赴到经请])(?P<name>(?:(?![和与及由在对被向赴到经请])[{_HAN}]){{2,4}})$"
)
_NOT_TOWN = re.compile("[各本我全该两三四五六个等的]|^(?:乡|集|城)$")
_HAN_ONLY = re.compile(f"[{_HAN}]+")
_OF_YEAR = r"\d年度?"


class Anchor(NamedTuple):
    """Where a name may begin: a region or deictic word at [start, end), `full` or a short form."""

    start: int
    end: int
    full: bool


def anchors(text: str, regions: Sequence[Name]) -> Iterator[Anchor]:
    """The regions that may begin a name, in order, and the deictic words outside them."""
    starts = [name.start for name in regions]
    ends = {name.end: name.start for name in regions if name.full}
    yield from (Anchor(name.start, name.end, name.full) for name in regions)
    deictics = _DEICTICS.find(text)
    towns = {end: townnames.town_start(text, end) for _, end, word in deictics if word in TOWNS}
    inside = {
        place for at, end, _ in deictics if (town := towns.get(end)) is not None for place in range(town, at)
    }
    for at, end, word in deictics:
        number = bisect_right(starts, at) - 1
        before = regions[number] if number >= 0 else None
        if (before and before.end > at) or at in inside or not _is_deictic(text, at, word, towns.get(end)):
            continue
        start = _town_start(text, at, towns[end]) if word in TOWNS else at
        if start in ends:
            start = ends[start]
        elif before and _is_behind(text[before.end : at], word):
            start = before.start
        yield Anchor(start, end, True)


def _is_behind(between: str, word: str) -> bool:
    """Whether a deictic word belongs to the region before it: right behind it, or with a town's own name."""
    if not between:
        return True
    own_name = word in TOWNS and len(between) <= 4 and _HAN_ONLY.fullmatch(between)
    return bool(own_name) and not _town_lead().search(between)


def _is_deictic(text: str, at: int, word: str, town: int | None) -> bool:
    """Whether 区, 市, 镇 … stands for a region here, and is no part of another word (社区, 城市, 市场).

    `town` is where the known town begins whose name ends with the word.
    """
    is_town = word in TOWNS
    if not is_town and _is_pair(text, at):
        return False
    if town is not None or lead_start(text, at) is not None:
        return True
    is_kind = text[at - 1 : at] in _NO_TOWN if is_town else _is_kind(text, at)
    return not is_kind and not _not_deictic().match(text, at)


def _is_kind(text: str, at: int) -> bool:
    """Whether 区, 市 … at a place is of no one region, by what stands before it: 全|市, 开发|区."""
    before = text[at - 1 : at]
    if before in _KIND or (before == "全" and text[at - 2 : at] != "健全"):
        return True
    if before in _EVERY_END and _EVERY.search(text, max(0, at - 7), at):
        return True
    words, last = _kinds()
    return before in last and text.endswith(words, 0, at)


def _is_pair(text: str, at: int) -> bool:
    """Whether the word at a place is one of two levels told together: 区县, 市州, 省市."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if before == "省" and text[at] == "市":
        return True
    if before in _LEVELS and bodies.two_levels().match(text, max(0, at - 1)):
        return True
    return behind in _LEVELS and bodies.two_levels().match(text, at) is not None


def _town_start(text: str, end: int, known: int | None) -> int:
    """The start of a town's own name before 镇, 乡, 街道 (万泉|镇) at `end`, or of the deictic itself.

    `known` is where the known town begins whose name ends there.
    """
    if known is not None and (
        not townnames.is_word(text[known:end]) or is_edge(text[max(0, known - 4) : known])
    ):
        return known
    town = _TOWN.search(text, max(0, end - 5), end)
    if town is None or _NOT_TOWN.search(town.group("name")):
        return end
    cuts = (stop.end() for stop in stops("any", "first").finditer(text, town.start("name"), end))
    start = max(cuts, default=town.start("name"))
    return start if end - start >= 2 else end


def lead_start(text: str, end: int) -> int | None:
    """Where the word begins that belongs before an agency's region at `end` (中共, 政协 …); None for none."""
    leads, last = _leads()
    lead = leads.search(text, max(0, end - 10), end) if text[end - 1 : end] in last else None
    return lead.start() if lead else None


def is_edge(before: str) -> bool:
    """Whether the text right before a name ends with a stop word (not 全区, 各, which make it a kind)."""
    return _stop_at_end().search(before) is not None


@functools.cache
def stops(*where: str) -> re.Pattern[str]:
    """The words that are never inside an agency's name, or not at its begin (data: agency_stops.csv)."""
    words = [row["word"] for row in table("agency_stops") if row["where"] in where]
    return re.compile(by_first("|".join(sorted(words, key=lambda word: ("(" in word, -len(word))))))


@functools.cache
def _town_lead() -> re.Pattern[str]:
    return hastened(f"[和与及由在对被向赴到经请]|{stops('any', 'first').pattern}")


@functools.cache
def _stop_at_end() -> re.Pattern[str]:
    words = [row["word"] for row in table("agency_stops") if row["word"][0] not in "全各"]
    return re.compile(rf"(?:{by_first('|'.join([*words, _OF_YEAR]))})\Z")


@functools.cache
def _leads() -> tuple[re.Pattern[str], frozenset[str]]:
    """The words before regions, and the characters that end them."""
    words = sorted((row["word"] for row in table("agency_fronts")), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})$"), frozenset(word[-1] for word in words)


@functools.cache
def _kinds() -> tuple[tuple[str, ...], frozenset[str]]:
    """The words that make a kind of places of 区 behind them (开发区), and the characters that end them."""
    words = entries("agency_words", "kind")
    return words, frozenset(word[-1] for word in words)


@functools.cache
def _not_deictic() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table("agency_not_deictic")))
