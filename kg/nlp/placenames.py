"""Names of the gazetteer in a text: divisions, zones, groups and countries, upper and lower levels joined."""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from kg import gazetteer
from kg.gazetteer import Division
from kg.nlp.lookup import Place, WordList, apart
from kg.resources import either, entries, table

_HAN = re.compile("[\u4e00-\u9fa5]")
_COUNTY_WORD = re.compile("县[域级区市直乡镇]")
_KINDS, _LONGEST = tuple("区县市旗"), 8
"""How the full name of a division within a city ends, and how many characters it has not."""
_DASH = re.compile("[—－–-]+")
_EDGE_CHARS, _TITLE_CHARS = 300, 120


class Name(NamedTuple):
    """A name at [start, end); `full` if its last level is written out or it has two levels."""

    start: int
    end: int
    full: bool
    text: str


@functools.lru_cache(maxsize=1)
def scan(text: str) -> tuple[Name, ...]:
    """Every name of the gazetteer in the text, in order; 江苏省|南京市|鼓楼区 and 深圳|宝安 are one each.

    The last answer is kept: several components ask for the names of one text.
    """
    written_out = _written_out()
    found: list[Name] = []
    for start, end, name in apart(_meant(text, _NAMES.everywhere(text))):
        full = written_out[name]
        last = found[-1] if found else None
        if last and last.end == start and _below(last.text, name):
            found[-1] = _unglued(text, Name(last.start, end, True, last.text + name))
        elif not (len(name) == 2 and full and _run_on(text, start)):
            found.append(_unglued(text, Name(start, end, full, name)))
    return tuple(found)


def _meant(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """The places but for those in other words; a short name gives way to the next: 组建|昌邑市, 向|山东."""
    reach = {start: end for start, end, _ in reversed(places)}
    for place in places:
        start, end, _ = place
        longer = end - start == 2 and reach.get(start + 1, 0) > end
        cut = longer and not _verbs().isdisjoint((text[start], text[start - 1 : start + 1]))
        if not cut and _other_word().match(text, max(0, start - 1)) is None:
            yield place


@functools.lru_cache(maxsize=1)
def home_of(text: str, names: tuple[Name, ...]) -> Division | None:
    """The division that the first and last lines of a text name most, names at its very head most of all."""
    votes: Counter[Division] = Counter()
    for name in names:
        if name.full and (name.start < _EDGE_CHARS or name.start > len(text) - _EDGE_CHARS // 2):
            chosen = _chosen(name.text)
            if chosen:
                votes[chosen] += 3 if name.start < _TITLE_CHARS else 1
    best = votes.most_common(1)
    return best[0][0] if best else None


@functools.lru_cache(maxsize=1024)
def _chosen(name: str) -> Division | None:
    return gazetteer.choose(gazetteer.find(name))


def is_strange(text: str, name: Name, year: int | None) -> bool:
    """Whether a city stands in front of a name in which no place of that name lies: 云岭市播州区."""
    city = gazetteer.city_in_front(text, name.start) if name.full else ""
    bearers = gazetteer.find(name.text, year) if city else ()
    return bool(bearers) and not any(city[:-1] in gazetteer.full_name(each) for each in bearers)


def is_of_other_kind(text: str, name: Name) -> bool:
    """Whether a short form begins the name of a county that is not in the gazetteer: 玄武|县."""
    county = text[name.end : name.end + 1] == "县" and not _COUNTY_WORD.match(text, name.end)
    return county and not name.full and not gazetteer.find(name.text + "县")


def are_ends(name: str) -> bool:
    """Whether a name is that of a line between places: 大连—釜山."""
    ends = _DASH.split(name)
    return len(ends) > 1 and _written_out().keys() >= set(ends)


def initials(text: str, home: Division | None) -> list[tuple[int, int]]:
    """Where the text names its own region by the first and last character (沙区 for 沙坪坝区)."""
    if home is None or len(home.short) < 3:
        return []
    short = home.short[0] + home.name[-1]
    pieces = text.split(short)
    ends = [*accumulate(len(piece) + len(short) for piece in pieces[:-1])]
    return [(end - len(short), end) for end in ends]


def _unglued(text: str, name: Name) -> Name:
    """The name without its last character where that begins the next word: 北京|市场, 安徽|省会.

    It does not where another place begins behind it: 重庆市|长寿区 is no 市长, 商丘市|民权县 no 市民.
    """
    if not name.full or not _glue().match(text, name.end - 1) or _begins_place(text, name.end):
        return name
    short = name.text[:-1]
    return (
        Name(name.start, name.end - 1, False, short) if gazetteer.find(short) else name._replace(full=False)
    )


def _begins_place(text: str, start: int) -> bool:
    """Whether a division's full name begins at a place of the text."""
    ends = (start + size for size in range(2, _LONGEST))
    return any(gazetteer.find(text[start:end]) for end in ends if text.endswith(_KINDS, start, end))


def _run_on(text: str, start: int) -> bool:
    """Whether a name of two characters may be the end of a word (示|范县, 州政府|和县委, 《…》和县政府)."""
    before = text[start - 1 : start]
    if before and before in "》）”":
        return text[start] == "和"
    joined = bool(_HAN.match(before)) and before not in "在与同赴到对向由从及至"
    return joined and text[start - 2 : start] != "中共"


def _below(above: str, name: str) -> bool:
    if name in _zones():
        return above not in ordinary_words() and any(
            each.level != "县级" for each in gazetteer.find(above) if not name.startswith(each.short)
        )
    return any(division.parent for division in gazetteer.find(name)) and bool(gazetteer.find(above + name))


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(name for name, group in gazetteer.groups().items() if group.kind == "zone")


@functools.cache
def _written_out() -> dict[str, bool]:
    """The names to look for, each with whether it is written out."""
    patterns: dict[str, bool] = {}
    for division in gazetteer.divisions():
        patterns |= _patterns(division)
        patterns.setdefault(division.short, False)
    patterns |= dict.fromkeys(gazetteer.groups(), False)
    return patterns | {row["name"]: False for row in table("region_countries")}


_NAMES = WordList(_written_out)


def _patterns(division: Division) -> dict[str, bool]:
    """The written-out forms of a name; one that is a word (城区) only behind its upper division."""
    if division.name in ordinary_words():
        above = gazetteer.parent(division)
        return {above.name + division.name: True, above.short + division.name: True} if above else {}
    return {name: True for name in gazetteer.names_of(division) if name != division.short} or {
        division.name: True
    }


@functools.cache
def ordinary_words() -> frozenset[str]:
    """Short names that are also words of the language."""
    return frozenset(row["word"] for row in table("region_words"))


@functools.cache
def doubtful_words() -> frozenset[str]:
    """Short names of counties that often arise where two other words meet."""
    return frozenset(row["word"] for row in table("region_doubtful"))


@functools.cache
def _glue() -> re.Pattern[str]:
    """The last character of a name and the next one where both make a word: 北京市|场."""
    return re.compile(either("region_glue", "behind"))


@functools.cache
def _other_word() -> re.Pattern[str]:
    """What makes other words of a name, from the character before it: 其中国家."""
    return re.compile(either("region_not", "with"))


@functools.cache
def _verbs() -> frozenset[str]:
    """Words of which the last character may begin a short name: 组|建昌, 向山."""
    return frozenset(entries("region_glue", "verb"))
