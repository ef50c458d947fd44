"""Towns by the gazetteer: full names wherever they stand, short ones in lists of towns of one county.

The short name of a town (清溪 for 清溪镇) is often a word of the language. It counts beside another town of
the same county (大良、北滘、容桂): in the report's own county from a list of two, elsewhere of three.
"""

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

from kg import gazetteer
from kg.gazetteer import Division
from kg.nlp.lookup import WordList
from kg.nlp.placenames import doubtful_words, ordinary_words

Span = tuple[int, int]
_LONGEST = 9
_FEW = 5
_KIND = re.compile("[镇乡]|街道")
_ROAD = re.compile("[路街河江湖]|大道")
"""Behind a short name it makes a road or water of it."""
_SIZES = (4, 3, 2)
_SHORTEST = _SIZES[-1]


def town_start(text: str, end: int, low: int = 0) -> int | None:
    """Where the longest town of the gazetteer begins that ends at `end`, not before `low`; None for none."""
    towns = gazetteer.towns()
    starts = range(max(low, end - _LONGEST), end - 2)
    return next((start for start in starts if text[start:end] in towns), None)


def inside(text: str) -> set[int]:
    """The places inside the names of known towns, but for their kinds: 古县|镇."""
    found: set[int] = set()
    for match in _KIND.finditer(text):
        start = town_start(text, match.end())
        if start is not None:
            found |= set(range(start, match.start()))
    return found


def listed(text: str, home: Division | None) -> Iterator[Span]:
    """The spans of short names of towns in lists of towns of one county."""
    pairs = [pair for at in _between(text) if (pair := _pair(text, at, home))]
    found: set[Span] = set()
    for at, (county, left, right) in enumerate(pairs):
        beside = (pairs[at - 1 : at] if at else []) + pairs[at + 1 : at + 2]
        longer = any(county == other and (left in spans or right in spans) for other, *spans in beside)
        if longer or _is_home(county, home):
            found |= {left, right}
    return iter(sorted(found))


def of_county(home: Division | None) -> tuple[str, ...]:
    """The names of the towns of a county; () where it is none."""
    return gazetteer.towns_of(home.code) if home is not None and home.level == "县级" else ()


@functools.lru_cache(maxsize=256)
def shorts_of_county(home: Division | None) -> tuple[str, ...]:
    """The short names of the towns of a county, but for words of the language."""
    shorts = map(gazetteer.town_short, of_county(home))
    return tuple(short for short in shorts if len(short) > 1 and not is_word(short))


@functools.lru_cache(maxsize=1)
def told(text: str) -> tuple[Span, ...]:
    """The short names of the towns of a county of which the text names three or more, wherever they stand."""
    places: dict[str, list[Span]] = {}
    seen: dict[str, set[str]] = {}
    for start, end, name in _TOLD.find(text):
        if _ROAD.match(text, end):
            continue
        for county in gazetteer.towns_by_short()[name]:
            places.setdefault(county, []).append((start, end))
            seen.setdefault(county, set()).add(name)
    counties = (county for county, found in seen.items() if len(found) > 2)
    return tuple(sorted({place for county in counties for place in places[county]}))


def _telling() -> list[str]:
    """The short names of towns that are no words and belong to few counties."""
    shorts = gazetteer.towns_by_short().items()
    return [name for name, counties in shorts if len(counties) < _FEW and not is_word(name)]


_TOLD = WordList(_telling)


def _between(text: str) -> Iterator[int]:
    """Where 、 stands between two items of which one may begin and one may end with the name of a town."""
    heads, tails = _edges()
    items = text.split("、")
    end = 0
    for item, following in pairwise(items):
        end += len(item)
        if following[:_SHORTEST] in heads and item[-_SHORTEST:] in tails:
            yield end
        end += 1


@functools.cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last characters of the short names of towns, as many as the shortest have."""
    shorts = gazetteer.towns_by_short()
    return frozenset(each[:_SHORTEST] for each in shorts), frozenset(each[-_SHORTEST:] for each in shorts)


def _pair(text: str, at: int, home: Division | None) -> tuple[str, Span, Span] | None:
    """The county of which a town stands on either side of the sign at `at`, with the two spans."""
    rights = _counties(text, at + 1, 1)
    lefts = _counties(text, at, -1) if rights else rights
    common = lefts.keys() & rights.keys()
    if not common:
        return None
    county = min(common, key=lambda code: (not _is_home(code, home), code))
    left, right = lefts[county], rights[county]
    if all(is_word(text[start:end]) for start, end in (left, right)):
        return None
    return county, left, right


def _counties(text: str, at: int, way: int) -> dict[str, Span]:
    """The counties of the towns whose short names end (−1) or begin (1) at a place, longest name first."""
    found: dict[str, Span] = {}
    shorts = gazetteer.towns_by_short()
    for size in _SIZES:
        start, end = (at, at + size) if way > 0 else (max(0, at - size), at)
        for county in shorts.get(text[start:end], ()):
            found.setdefault(county, (start, end))
    return found


def is_word(name: str) -> bool:
    """Whether a short name is also a word of the language, or often arises by chance."""
    return name in ordinary_words() or name in doubtful_words()


def _is_home(county: str, home: Division | None) -> bool:
    return home is not None and home.level != "省级" and county.startswith(home.code.rstrip("0"))
