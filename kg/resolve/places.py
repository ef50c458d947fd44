"""Places as the words of a report mean them: levels from the province down, read against its own region.

The gazetteer knows which divisions a name may denote in a year; this module decides between them.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.folding import bare
from kg.gazetteer import divisions
from kg.model import Basis, Label, Mention, by_the_thousand
from kg.resources import either, entries, table
from kg.room import WORDS

_LEVELS = "place_levels"
SHORT_FORM = "short form in the user's terms"
"""The reason why a mention denotes what a name of the user's terms denotes."""


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Place:
    """A division: the names of its levels from the province down, its class and its official code."""

    levels: tuple[str, ...]
    code: str | None = None
    cls: str = "Region"

    @property
    def full(self) -> str:
        """The full name: 江苏省南京市鼓楼区."""
        return "".join(self.levels)

    @property
    def prefix(self) -> str:
        """What stands before the names of its agencies: the levels from the prefecture or municipality down.

        A county, banner or county-level city stands for itself (长兴县), a district with its city.
        """
        return _prefix(self.levels)


@functools.lru_cache(WORDS)
def _prefix(levels: tuple[str, ...]) -> str:
    *above, last = levels
    if not above:
        return last
    if is_town(last):
        return _prefix(tuple(above)) + last
    if last.endswith("区") and not last.endswith(entries(_LEVELS, "undivided")):
        return "".join(levels if levels[0] in _municipalities() else levels[1:])
    return last


class Gazetteer(Protocol):
    """Knows which divisions and functional zones there are."""

    def places(self, name: str, year: int | None) -> Sequence[Place]:
        """Every place that the name may denote in the year (None: today), full or short."""
        ...


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Parsed:
    """The name of an agency taken apart: party or state `lead`, `place` with its basis, the function `core`.

    Without a place, `among` are those that a name in front may denote: 鼓楼区 in 鼓楼区政府.
    """

    lead: str
    place: Place | None
    core: str
    basis: Basis
    among: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What the words of a report are read against: region, issuer, year, the places it names in full, and
    the `names` of the user's short forms, by label and short form.

    `strange` are names that it writes behind a city in which no place of that name lies (云岭市播州区);
    `parsed` remembers which names were taken apart.
    """

    report_id: str
    region: Place | None
    issuer: str | None
    year: int | None
    named: tuple[Place, ...] = ()
    names: Mapping[tuple[Label, str], str] = field(default_factory=dict, hash=False, compare=False)
    strange: frozenset[str] = frozenset()
    parsed: dict[str, Parsed] = field(default_factory=dict, hash=False, compare=False, repr=False)

    @property
    def own(self) -> str:
        """Whose a thing is of which the report does not tell whose: its region's, else the report's."""
        return self.region.full if self.region else self.report_id

    def said(self, mention: Mention) -> str:
        """The words of a mention, or the name for which the user lists them as a short form."""
        words = mention.evidence.quote
        return self.names.get((mention.label, bare(words)), words) if self.names else words

    def is_short(self, mention: Mention) -> bool:
        """Whether the user lists the words of a mention as a short form."""
        return bool(self.names) and (mention.label, bare(mention.evidence.quote)) in self.names


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Located:
    """A place with the reason and the basis of the decision for it; `others` bear the name, too."""

    place: Place
    reason: str
    basis: Basis
    others: tuple[Place, ...] = ()


def split_levels(full: str) -> tuple[str, ...]:
    """The levels of a full name by the endings of its parts: 福建省福州市鼓楼区 → 福建省, 福州市, 鼓楼区."""
    levels: list[str] = []
    rest = full
    for level, pattern in _levels().items():
        found = pattern.match(rest)
        if found is None or (level == "prefecture" and not levels):
            continue
        levels.append(found[0])
        rest = rest[found.end() :]
    return (*levels, rest) if rest else tuple(levels)


def lies_in(place: Place, city: str) -> bool:
    """Whether a city that stands in front of a place may be one of the levels above it."""
    return any(level.startswith(city[:-1]) for level in place.levels[:-1])


def stem(level: str) -> str:
    """The name of a level without its kind: 鹿城区 → 鹿城, 广西壮族自治区 → 广西壮族."""
    short = _kind().sub("", level)
    return short if len(short) > 1 else level


def known(full: str, year: int | None, gazetteer: Gazetteer) -> Place:
    """The place with this full name, or one with the former name of a level above (湖北省襄樊市樊城区).

    A name that the gazetteer does not have is read by its endings.
    """
    found = gazetteer.places(full, year)
    exact = [place for place in found if place.full == full]
    if exact or len(found) != 1:
        return exact[0] if exact else Place(split_levels(full))
    levels, other = split_levels(full), found[0].levels
    same = len(levels) == len(other) and levels[0] == other[0] and levels[-1] == other[-1]
    return found[0] if same else Place(levels)


def own_level(ending: str, region: Place) -> Place | None:
    """The lowest level of the region whose name ends so: 市 in a report of a district is its city."""
    for size in range(len(region.levels), 0, -1):
        if region.levels[size - 1].endswith(ending):
            return upper(region, size)
    return None


def upper(region: Place, size: int) -> Place:
    """The place of the first `size` levels."""
    return region if size == len(region.levels) else Place(region.levels[:size])


def locate(name: str, ground: Ground, gazetteer: Gazetteer, near: Sequence[Place] = ()) -> Located | None:
    """The place that a name denotes in a report, or None where nothing decides.

    First the report's own levels, then what the gazetteer has for the year: the only one, else the one that
    the report names in full, else the one that shares most upper levels with the places `near` it (in front
    of it, or beside it in a list), else with the report's region. A strange name stays open.
    """
    if name in ground.strange:
        return None
    size = 0 if ground.region is None else own_levels(ground.region.levels).get(name, 0)
    if ground.region is not None and size:
        own = upper(ground.region, size)
        own = own if own is ground.region else known(own.full, ground.year, gazetteer)
        return Located(own, "own region", "registry")
    found = gazetteer.places(name, ground.year)
    provinces = [place for place in found if len(place.levels) == 1]
    if len(found) == 1 or provinces:
        return Located((provinces or list(found))[0], "only place of that name", "registry")
    return _decided(found, ground, near)


@functools.lru_cache(maxsize=4096)
def own_levels(levels: tuple[str, ...]) -> Mapping[str, int]:
    """The names by which a report of a region means it or a level above it, with the number of that level."""
    return {name: size for size in range(1, len(levels) + 1) for name in _names(levels[:size])}


def _names(levels: tuple[str, ...]) -> Iterator[str]:
    """鼓楼区: 鼓楼区, 鼓楼, 鼓区, and with levels above 南京市鼓楼区; 黔南布依族苗族自治州: 黔南州, too."""
    whole, last = "".join(levels), levels[-1]
    yield from (stem(last), f"{last[0]}{last[-1]}")
    yield from (whole[at:] for at in range(len(whole) - len(last) + 1))
    if last.endswith("自治州"):
        yield from (f"{last[:size]}州" for size in range(len(last) + 1))


def unlisted(name: str, ground: Ground, gazetteer: Gazetteer) -> Located:
    """A place that no gazetteer has: a town or zone goes under the place it names, else under the report's.

    都匀经济开发区 → …黔南布依族苗族自治州 + 都匀经济开发区; 墨冲镇 in a report of 都匀市 → …都匀市 + 墨冲镇.
    """
    cls = "FunctionalZone" if name.endswith(_zone_endings()) else "Region"
    if cls == "Region" and not is_town(name):
        bearers = tuple(gazetteer.places(name, ground.year))
        reason = undecided(name, ground) if bearers else "no division of that name"
        return Located(Place((name,)), reason, "stated", bearers)
    for size in range(min(len(name) - 1, 12), 1, -1):
        located = locate(name[:size], ground, gazetteer)
        if located is not None:
            above = located.place.levels
            whole = above[-1].endswith(name[size - 1])
            levels = (*above, name[size:]) if whole else (*above[:-1], name)
            return Located(Place(levels, None, cls), "under the place it names", "inferred")
    base = () if ground.region is None else county(ground.region).levels
    return Located(Place((*base, name), None, cls), "under the report's region", "inferred")


def undecided(name: str, ground: Ground) -> str:
    """Why a name that places bear is not decided."""
    if name in ground.strange:
        return "the city in front has no place of that name"
    return "several places of that name, and nothing decides"


def county(region: Place) -> Place:
    """The region itself, or for a town or street the county it belongs to."""
    return Place(region.levels[:-1]) if is_town(region.levels[-1]) else region


def is_town(level: str) -> bool:
    """Whether the name of a level ends as that of a town or street does."""
    return level.endswith(entries(_LEVELS, "town"))


@functools.cache
def level_letters() -> frozenset[str]:
    """The last characters of the names of levels: 省, 市, 区, 道 of 街道 …"""
    levels = ("province", "prefecture", "county", "town")
    return frozenset(ending[-1] for level in levels for ending in entries(_LEVELS, level))


@functools.cache
def _municipalities() -> tuple[str, ...]:
    """The names of the cities that are provinces: 北京市 …"""
    provinces = {each.name for each in divisions() if each.level == "省级"}
    return tuple(sorted(name for name in provinces if name.endswith("市")))


@functools.cache
def _levels() -> dict[str, re.Pattern[str]]:
    """How the name of each level is read at the head of a full name, from the province down."""
    province, prefecture, county, town = (
        either(_LEVELS, level) for level in ("province", "prefecture", "county", "town")
    )
    return {
        "province": re.compile(rf"{'|'.join(_municipalities())}|.{{2,6}}?{province}"),
        "prefecture": re.compile(rf".{{2,12}}?{prefecture}"),
        "county": re.compile(rf".{{1,12}}?{county}(?=\Z|.{{1,6}}{town}\Z)"),
        "town": re.compile(rf".{{1,8}}?{town}\Z"),
    }


@functools.cache
def _kind() -> re.Pattern[str]:
    return re.compile(rf"{either(_LEVELS, 'kind')}\Z")


@functools.cache
def _zone_endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in table("region_zone_kinds"))


def _decided(found: Sequence[Place], ground: Ground, near: Sequence[Place]) -> Located | None:
    named = [place for place in found if place.full in {other.full for other in ground.named}]
    home = () if ground.region is None else (ground.region,)
    decisions = (
        ("named in full in the report", named),
        ("under or beside the place that stands by it", _nearest(found, near)),
        ("nearest to the report's region", _nearest(found, home)),
    )
    for reason, left in decisions:
        if len(left) == 1:
            others = tuple(place for place in found if place != left[0])
            return Located(left[0], reason, "inferred", others)
    return None


def _nearest(found: Sequence[Place], to: Sequence[Place]) -> list[Place]:
    """Those that share most upper levels with one of the places, none where all share nothing."""
    shared = [(max((_shared(place, other) for other in to), default=0), place) for place in found]
    best = max((count for count, _ in shared), default=0)
    return [place for count, place in shared if count == best] if best else []


def _shared(place: Place, region: Place) -> int:
    count = 0
    for left, right in zip(place.levels, region.levels, strict=False):
        if left != right:
            break
        count += 1
    return count
