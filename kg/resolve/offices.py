"""What the name of an agency tells of it: its level, its nature, and under whom it stands."""

import functools
import re

from kg.resolve.agencies import AgencyName, expand, is_central, render
from kg.resolve.denotation import Node, Properties
from kg.resolve.places import Place, is_town
from kg.resolve.regions import standing
from kg.resources import entries, table
from kg.room import WORDS

_STATE = "国家"


def known_of(name: AgencyName) -> Properties:
    """Level and nature of an agency, as far as its name and place tell them."""
    return _known(name.name, name.place)


@functools.lru_cache(WORDS)
def _known(name: str, place: Place | None) -> Properties:
    told = [("nature", nature_of(name)), ("adminLevel", level_of(name, place))]
    return tuple((key, value) for key, value in told if value)


def nature_of(name: str) -> str:
    """The nature that a full name tells (`agency_natures.csv`), "" for none."""
    return next((nature for pattern, nature in _natures() if pattern.search(name)), "")


def level_of(name: str, place: Place | None) -> str:
    """The level of the government that an agency is of: 国家, 省, 市, 县, 乡; "" for one without a place."""
    if place is None:
        national = is_central(name) or name.startswith(entries("agency_words", "national"))
        return _STATE if national else ""
    registered = dict(standing(place)).get("adminLevel")
    if isinstance(registered, str):
        return registered
    last = place.levels[-1]
    if is_town(last):
        return "乡"
    return ("省", "市", "县")[min(len(place.levels), 3) - 1] if place.cls == "Region" else ""


@functools.lru_cache(WORDS)
def superiors(place: Place, core: str) -> tuple[tuple[str, Node], ...]:
    """(relation, agency) for all under which an agency of the place may stand, by its function."""
    for relation, where, functions in _tiers_of(core):
        up = where == "above" or (where == "county" and is_town(place.levels[-1]))
        above = place.levels[:-1] if up else place.levels
        if above:
            full = Place(("".join(above),))
            return tuple((relation, ("Agency", render(full, each))) for each in functions)
    return ()


@functools.lru_cache(WORDS)
def _tiers_of(core: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(relation, place, functions of the superiors) for all rows that a function fits."""
    written = expand(core)
    found = ((row, row[0].fullmatch(core) or row[0].fullmatch(written)) for row in _tiers())
    return tuple(
        (relation, where, tuple(match.expand(each) for each in functions))
        for (_, relation, where, functions), match in found
        if match
    )


@functools.cache
def _natures() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["nature"]) for row in table("agency_natures"))


@functools.cache
def _tiers() -> tuple[tuple[re.Pattern[str], str, str, tuple[str, ...]], ...]:
    rows = table("agency_tiers")
    return tuple(
        (re.compile(row["pattern"]), row["relation"], row["place"], tuple(row["superiors"].split()))
        for row in rows
    )
