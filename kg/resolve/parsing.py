"""The name of an agency taken apart: words of party and state in front, place, function."""

import functools
import re
import unicodedata

from kg.folding import clean, simplified
from kg.model import Basis
from kg.resolve.places import Gazetteer, Ground, Parsed, Place, county, level_letters, locate, own_level
from kg.resources import either, entries, table
from kg.room import WORDS

_SESSION = re.compile(r"第?[一二三四五六七八九十\d]+届")


@functools.lru_cache(WORDS)
def normal(text: str) -> str:
    """The name in half-width characters, without white space."""
    return simplified(unicodedata.normalize("NFKC", clean(text)).replace(" ", ""))


def parse(text: str, ground: Ground, gazetteer: Gazetteer) -> Parsed:
    """Take a name apart; `place` is None where neither a region's name nor a deictic one stands in front."""
    parsed = ground.parsed.get(text)
    if parsed is None:
        parsed = ground.parsed[text] = _parse(text, ground, gazetteer)
    return parsed


def _parse(text: str, ground: Ground, gazetteer: Gazetteer) -> Parsed:
    found = _lead().match(text)
    lead = found[0] if found else ""
    rest = text[len(lead) :]
    deictic = deictic_place(rest, ground)
    if deictic is not None:
        place, size = deictic
        return Parsed(lead, place, _core(rest[size:]), "inferred")
    return _prefixed(lead, rest, ground, gazetteer)


def deictic_place(text: str, ground: Ground) -> tuple[Place, int] | None:
    """The region that a leading 区, 市, 省 … means in a report, and the size of that word, or None."""
    size = deictic_size(text)
    place = own_level(text[:size], ground.region) if size and ground.region is not None else None
    return None if place is None else (place, size)


def deictic_size(text: str) -> int:
    """The size of the word in front that means a region of the report (区, 市, 省 …), or 0."""
    found = _deictic().match(text)
    if found is None or found.end() == len(text) or _not_deictic().match(text):
        return 0
    return found.end()


def _prefixed(lead: str, text: str, ground: Ground, gazetteer: Gazetteer) -> Parsed:
    letters = level_letters()
    for size in range(min(len(text) - 1, 24), 1, -1):
        if text[size - 1] not in letters or _deictic().fullmatch(text, 0, size):
            continue
        located = locate(text[:size], ground, gazetteer)
        if located is not None and located.place.levels[-1].endswith(text[size - 1]):
            return _below(lead, located.place, text[size:], "registry")
        bearers = gazetteer.places(text[:size], ground.year) if located is None else ()
        if (len(bearers) > 1 or text[:size] in ground.strange) and bearers[0].levels[-1].endswith(
            text[size - 1]
        ):
            return Parsed(lead, None, text, "stated", tuple(bearers))
    town = _town().match(text)
    if town and ground.region is not None and locate(town[0], ground, gazetteer) is None:
        base = county(ground.region)
        return Parsed(lead, Place((*base.levels, town[0])), text[town.end() :], "inferred")
    return Parsed(lead, None, text, "stated")


def _below(lead: str, place: Place, core: str, basis: Basis) -> Parsed:
    if core[0] == place.levels[-1][-1] and core[1:].startswith(entries("agency_words", "organ")):
        core = core[1:]
    town = _town().match(core)
    if town:
        return Parsed(lead, Place((*place.levels, town[0])), core[town.end() :], basis)
    return Parsed(lead, place, _core(core), basis)


def _core(core: str) -> str:
    return _SESSION.sub("", core) or core


@functools.cache
def _deictic() -> re.Pattern[str]:
    return re.compile(either("place_levels", "deictic"))


@functools.cache
def _town() -> re.Pattern[str]:
    return re.compile(rf"[^省市县区委局]{{1,5}}?{either('place_levels', 'town')}(?=.)")


@functools.cache
def leads() -> dict[str, dict[str, str]]:
    """What the words of party and state in front of a place do to a name."""
    return {row["lead"]: row for row in table("agency_leads")}


@functools.cache
def _lead() -> re.Pattern[str]:
    """The word of party or state that a name begins with."""
    return re.compile("|".join(f"{lead}(?={row['after']})" for lead, row in leads().items()))


@functools.cache
def _not_deictic() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("agency_not_deictic")))
