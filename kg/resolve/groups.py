"""Regions that are several: named groups (川渝), counted ones (四省六区), 两个鼓楼区; and what they count."""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg import gazetteer
from kg.folding import bare, clean, fold, number
from kg.model import Basis, Evidence, Mention, Reading
from kg.resolve.names import Named
from kg.resolve.places import Gazetteer, Ground, Place, known
from kg.resources import either

_NUMBER = r"(\d+|[一二两三四五六七八九十]+)"

_SAME = re.compile(rf"{_NUMBER}个(.+)\Z")

_BESIDE = 64
"""Mentions on either side of a group among which its list is looked for."""


def is_group(text: str) -> bool:
    """Whether a region mention names or counts several regions."""
    name = fold(text)
    named = gazetteer.group(clean(text))
    return (named is not None and named.kind == "group") or declared(name) is not None


def declared(text: str) -> tuple[int, str] | None:
    """(count, level) of the lowest level counted: 四省六区 → (6, 区); None where nothing is.

    A municipality beside provinces is one of them: 三省一市 → (4, 省). 两个鼓楼区 → (2, 区).
    """
    same = _same(text)
    if same:
        return number(same[1]), same[2][-1]
    found = list(_counted().finditer(fold(text)))
    if not found:
        return None
    counts, levels = [number(each[1]) for each in found], [each[2] for each in found]
    if "省" in levels and (counts[-1] == 1 or (levels[-1] == "省" and len(levels) > 1)):
        return sum(counts), "省"
    return counts[-1], levels[-1]


def namesake(text: str) -> str:
    """The name that the members of a group have in common: 两个鼓楼区 → 鼓楼区; "" for other groups."""
    same = _same(text)
    return same[2] if same else ""


def _same(text: str) -> re.Match[str] | None:
    found = _SAME.match(fold(text))
    return found if found and any(each.name == found[2] for each in gazetteer.find(found[2])) else None


def name_group(text: str, ground: Ground) -> Named:
    """A group as written; a counted one is the reporting region's own."""
    name = bare(text)
    listed = gazetteer.group(name)
    if listed is not None:
        return Named(name, fold(listed.full), "named group", "stated")
    return Named(name, f"{fold(name)}@{ground.own}", "counted group", "stated")


def members(text: str, ground: Ground, places: Gazetteer) -> tuple[tuple[Place, ...], Basis]:
    """The members that the registry knows for a named group."""
    listed = gazetteer.group(bare(text))
    if listed is None or listed.kind != "group":
        return (), "registry"
    return tuple(known(full, ground.year, places) for full in listed.members), "registry"


def listed_beside(mention: Mention, reading: Reading) -> list[str]:
    """The regions listed with a counted group: A、B等四省六区, 八省十六区，新增A、B, 三省五区…，其中A、B."""
    at = bisect_left(reading.mentions, mention.evidence.start, key=lambda m: m.evidence.start)
    before, behind = reading.mentions[max(0, at - _BESIDE) : at], reading.mentions[at : at + _BESIDE]
    return [
        *_before(mention, before, reading.report.text),
        *_behind(mention, behind, reading.report.text, _added()),
    ]


def namesakes(mention: Mention, reading: Reading) -> list[str]:
    """The regions before a group of one name that bear it (南京市鼓楼区 … 两个鼓楼区), the last first."""
    name, edge = namesake(mention.evidence.quote), mention.evidence.start
    before = (each.quote for each in _regions(reading.mentions) if name and each.end <= edge)
    longer = {fold(quote): quote for quote in before if fold(quote).endswith(name) and fold(quote) != name}
    return [*longer.values()][::-1]


def beside(mention: Mention, reading: Reading) -> list[str]:
    """The regions right in front of a region and in one list with it: 福建省|鼓楼区, 海淀区、朝阳区."""
    at = bisect_left(reading.mentions, mention.evidence.start, key=lambda m: m.evidence.start)
    before, behind = reading.mentions[max(0, at - _BESIDE) : at], reading.mentions[at : at + _BESIDE]
    text = reading.report.text
    return [*_before(mention, before, text), *_behind(mention, behind, text, _link())]


def _before(mention: Mention, mentions: Sequence[Mention], text: str) -> Iterator[str]:
    edge = mention.evidence.start
    for region in sorted(_regions(mentions), key=lambda place: -place.end):
        if region.end <= edge and _link().fullmatch(text[region.end : edge]):
            yield region.quote
            edge = region.start


def _behind(mention: Mention, mentions: Sequence[Mention], text: str, link: re.Pattern[str]) -> Iterator[str]:
    """The regions behind a region: the first is joined to it by `link`, the others by that of a list."""
    edge = mention.evidence.end
    for region in _regions(mentions):
        gap = text[edge : region.start] if region.start >= edge else None
        if gap is not None and link.fullmatch(gap):
            yield region.quote
            edge, link = region.end, _link()


def _regions(mentions: Sequence[Mention]) -> list[Evidence]:
    return [mention.evidence for mention in mentions if mention.label == "Region"]


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"{_NUMBER}\s*(?:个)?\s*(?:城(?=市))?({either('place_levels', 'counted')})")


@functools.cache
def _link() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[、,，]|{either('list_words', 'and')})?\s*等?(?:地)?\s*[“\"]?\s*")


@functools.cache
def _added() -> re.Pattern[str]:
    added, among = either("list_words", "added"), either("list_words", "among")
    near = rf"[”\"]?\s*[，,（(:：]?\s*(?:其中)?{added}\s*"
    return re.compile(rf"{near}|[^。；\n]{{0,30}}[，,（(]\s*{among}\s*")
