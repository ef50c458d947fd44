"""Administrative divisions, functional zones and groups of regions, as they stood in a given year.

Names are looked up whole: full names (重庆市沙坪坝区), short forms (四川), and names with any of their upper
levels in front (成都武侯区 = 四川省成都市武侯区). A name may have several bearers; `find` gives
them all, `choose` decides by context or leaves it open. Origin and licence stand in the heads of
`regions.csv` and `region_groups.csv`; codes are GB/T 2260.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.resources import either, entries, table

Level = Literal["省级", "地级", "县级"]
GroupKind = Literal["zone", "group"]
_LEVELS: Mapping[str, Level] = {"province": "省级", "prefecture": "地级", "county": "县级"}
_CITY_ENDS = "省市州盟"
_CITY = re.compile(
    rf"(?:\A|[^\u4e00-\u9fa5]|[与和及在对赴到由向至从为是将把])([\u4e00-\u9fa5]{{2,4}}[{_CITY_ENDS}])\Z"
)
_CITY_REACH = 6


@dataclass(frozen=True, slots=True)
class Division:
    """A name under a code for a run of years. `first`, `last` are None where the run is open.

    `parent` is the code of the division above (empty for a province), `successor` the code of the one
    that took its place (empty where there is none or it is not known).
    """

    code: str
    name: str
    short: str
    level: Level
    parent: str
    first: int | None
    last: int | None
    successor: str

    def existed(self, year: int | None) -> bool:
        """Whether it existed in the year; with None, whether it still does."""
        if year is None:
            return self.last is None
        return (self.first or year) <= year <= (self.last or year)


@dataclass(frozen=True, slots=True)
class Group:
    """A functional zone (雄安新区) or a group of regions (川渝) that has no code of its own.

    `full` is the name from the province down; `members` are full names of divisions, empty where only a
    count is known; for a zone they are the divisions in which it lies.
    """

    name: str
    kind: GroupKind
    full: str
    members: tuple[str, ...]


@functools.cache
def divisions() -> tuple[Division, ...]:
    """Every division of the table, by code and first year."""
    return tuple(
        Division(
            row["code"],
            row["name"],
            row["short"],
            _LEVELS[row["level"]],
            row["parent"],
            int(row["valid_from"]) if row["valid_from"] else None,
            int(row["valid_to"]) if row["valid_to"] else None,
            row["successor"],
        )
        for row in table("regions")
    )


@functools.cache
def _by_name() -> Mapping[str, tuple[Division, ...]]:
    index: dict[str, list[Division]] = {}
    for division in divisions():
        for name in names_of(division):
            index.setdefault(name, []).append(division)
    return {name: tuple(found) for name, found in index.items()}


def names_of(division: Division) -> tuple[str, ...]:
    """The forms of its name: full, short, and for autonomous divisions short with kind (文山州)."""
    forms = [division.name, division.short]
    if len(division.name) > 4 and division.name.endswith(("自治县", "自治州", "自治旗")):
        forms.append(division.short + division.name[-1])
    return tuple(dict.fromkeys([*forms, *_called().get(division.name, ())]))


@functools.cache
def _called() -> Mapping[str, tuple[str, ...]]:
    """What divisions with long names are called for short, with their kind: 达茂旗, 阜蒙县."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table("region_signs"):
        if row["place"] == "called":
            found[row["full"]] = (*found.get(row["full"], ()), row["pattern"])
    return found


@functools.cache
def _by_code() -> Mapping[str, tuple[Division, ...]]:
    index: dict[str, list[Division]] = {}
    for division in divisions():
        index.setdefault(division.code, []).append(division)
    return {code: tuple(found) for code, found in index.items()}


@functools.cache
def groups() -> Mapping[str, Group]:
    """Zones and groups by each of their names."""
    found: dict[str, Group] = {}
    for row in table("region_groups"):
        kind: GroupKind = "zone" if row["kind"] == "zone" else "group"
        members = tuple(filter(None, row["members"].split(";")))
        for name in (row["name"], row["full"]):
            found.setdefault(name, Group(row["name"], kind, row["full"], members))
    for name, members in _by_sign():
        found.setdefault(name, Group(name, "group", name, members))
    return found


def _by_sign() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names by sign, with members: parts of provinces (陕北, 川东北) and two (浙赣), no divisions."""
    signs = {row["pattern"]: row["full"] for row in table("region_signs") if row["place"] == "parted"}
    for sign, province in signs.items():
        for part in (*entries("region_signs", "part"), *signs):
            if part != sign and sign + part not in _by_name():
                yield sign + part, (province, signs[part]) if part in signs else ()


@functools.cache
def towns() -> frozenset[str]:
    """The names of all towns, townships and streets (清溪镇, 顶山街道)."""
    return frozenset(name for names in _towns_by_county().values() for name in names)


def towns_of(county: str) -> tuple[str, ...]:
    """The names of the towns of the county with this code; () for a code without any."""
    return _towns_by_county().get(county, ())


@functools.cache
def _towns_by_county() -> Mapping[str, tuple[str, ...]]:
    return {row["county"]: tuple(row["towns"].split()) for row in table("towns")}


@functools.cache
def towns_by_short() -> Mapping[str, tuple[str, ...]]:
    """The short names of all towns (清溪), of two to four characters, with the codes of their counties."""
    found: dict[str, tuple[str, ...]] = {}
    for county, names in _towns_by_county().items():
        own = (county,)
        for short in dict.fromkeys(map(town_short, names)):
            if 2 <= len(short) <= 4:
                found[short] = found[short] + own if short in found else own
    return found


def town_short(name: str) -> str:
    """The name of a town without its kind: 顶山街道 → 顶山, 归兰水族乡 → 归兰."""
    bare = name[:-1] if name[-1] in "镇乡" else name[:-2]
    return _people().sub("", bare) if bare[-1:] == "族" else bare


@functools.cache
def _people() -> re.Pattern[str]:
    return re.compile(f"{either('region_signs', 'people')}+$")


def group(name: str) -> Group | None:
    """The zone or group of that name (quotes left out), or None."""
    return groups().get(name.strip('“”"「」'))


@functools.cache
def provinces() -> frozenset[str]:
    """The full names of provinces, and of what stands level with them."""
    return frozenset(division.name for division in divisions() if division.code.endswith("0000"))


def by_code(code: str, year: int | None = None) -> Division | None:
    """The division that bore the code in the year, else the last that did; None for an unknown code."""
    bearers = _by_code().get(code, ())
    valid = [division for division in bearers if division.existed(year)]
    return next(iter(valid or sorted(bearers, key=_last, reverse=True)), None)


def _last(division: Division) -> int:
    return division.last or 9999


def parent(division: Division, year: int | None = None) -> Division | None:
    """The division above it in the year, None above a province."""
    return by_code(division.parent, division.last if year is None else year) if division.parent else None


def chain(division: Division, year: int | None = None) -> tuple[Division, ...]:
    """The division with those above it, from the province down."""
    above = parent(division, year)
    return (*chain(above, year), division) if above else (division,)


def full_name(division: Division, year: int | None = None) -> str:
    """The name from the province down in the year: 江苏省南京市鼓楼区, 天津市河西区."""
    return "".join(each.name for each in chain(division, year))


def successor(division: Division) -> Division | None:
    """The division that took its place, where it is known (渝北区 → 两江新区)."""
    return by_code(division.successor) if division.successor else None


def successors(division: Division) -> tuple[Division, ...]:
    """What took its place, step by step to today's: 思茅地区 → 思茅市, 普洱市; () for one that stands."""
    found: list[Division] = []
    while division.last is not None and division.successor:
        heir = by_code(division.successor, division.last + 1)
        if heir is None or heir == division or heir in found:
            break
        found.append(heir)
        division = heir
    return tuple(found)


def bearer(code: str, name: str) -> Division | None:
    """The division that bore this name under the code, None where there was none."""
    return next((each for each in _by_code().get(code, ()) if each.name == name), None)


def is_former(division: Division) -> bool:
    """Whether the code outlived the name: 襄樊市, whose code is now that of 襄阳市."""
    return any(_last(each) > _last(division) for each in _by_code()[division.code])


def within(division: Division, region: Division) -> bool:
    """Whether the division is the region or lies in it."""
    return division.code.startswith(region.code.rstrip("0")) and any(
        each.code == region.code for each in chain(division, division.last)
    )


@functools.lru_cache(maxsize=4096)
def find(name: str, year: int | None = None) -> tuple[Division, ...]:
    """All divisions that the name may denote in the year, by code.

    Bearers of the year come alone; where there is none, those of other years are given, so that a report
    that still uses an old name (襄樊市 in 2011) is understood. An unknown name gives ().
    """
    bearers = _bearers(name)
    valid = [division for division in bearers if division.existed(year)]
    return tuple(sorted(valid or bearers, key=lambda division: (division.code, _last(division))))


@functools.lru_cache(maxsize=4096)
def _bearers(name: str) -> tuple[Division, ...]:
    found = dict.fromkeys(_by_name().get(name, ()))
    for cut in range(2, len(name) - 1):
        heads = _by_name().get(name[:cut], ())
        tails = _bearers(name[cut:]) if heads else ()
        found.update(dict.fromkeys(t for t in tails if any(h != t and within(t, h) for h in heads)))
    return tuple(found)


def is_full(name: str) -> bool:
    """Whether the last level of the name is written out (成都武侯区, 昌吉州 are, 四川成都 is not)."""
    forms = (form for d in _bearers(name) for form in names_of(d) if form == d.name or form != d.short)
    return any(map(name.endswith, forms))


def city_in_front(text: str, start: int) -> str:
    """The city, prefecture or province written right in front of a name at `start`, "" for none.

    It may be one that no gazetteer has (云岭市 of 云岭市播州区); words such as 全市 are none.
    """
    in_front = start and text[start - 1] in _CITY_ENDS
    found = _CITY.search(text, max(0, start - _CITY_REACH), start) if in_front else None
    if found is None or re.search(either("region_not", "city"), found[1]):
        return ""
    tails = (found[1][cut:] for cut in range(len(found[1]) - 1))
    return next((tail for tail in tails if find(tail)), found[1])


def choose(
    candidates: Sequence[Division], *, home: Division | None = None, near: Iterable[Division] = ()
) -> Division | None:
    """The one candidate that the context points to, or None where it stays open.

    `home` is the region of the report: itself, what lies in it, what it lies in and its sisters come before
    all others, in this order. `near` are divisions named beside it, such as the other members of a list: a
    candidate under the same parent comes first. Without such context a province comes before all else
    (吉林), and a prefecture before its own counties (长沙).
    """
    neighbours = tuple(near)
    ranks = [_rank(each, candidates, home, neighbours) for each in candidates]
    best = [each for each, rank in zip(candidates, ranks, strict=True) if rank == min(ranks)]
    same = {full_name(each) for each in best}
    return best[-1] if len(same) == 1 else None


def _rank(
    division: Division, rivals: Sequence[Division], home: Division | None, near: Sequence[Division]
) -> tuple[int, int, bool, bool]:
    inside = any(rival.level == "地级" and rival != division and within(division, rival) for rival in rivals)
    return _distance(division, home), -_companions(division, near), division.level != "省级", inside


def _distance(division: Division, home: Division | None) -> int:
    if home is None:
        return 4
    if division.code == home.code:
        return 0
    if within(division, home):
        return 1
    if within(home, division):
        return 2
    return 3 if home.parent and division.parent == home.parent else 4


def _companions(division: Division, near: Sequence[Division]) -> int:
    return sum(1 for each in near if each.parent == division.parent and each.code != division.code)
