"""The packaged gazetteer, as the `Places` that resolution reads words against."""

import functools
from collections.abc import Sequence

from kg import gazetteer
from kg.resolve.places import Place, split_levels
from kg.room import WORDS


class Divisions:
    """Divisions of county level and above with their years, and functional zones."""

    def places(self, name: str, year: int | None) -> Sequence[Place]:
        """Every place that the name may denote in the year: 鼓楼区, 南京鼓楼区, 雄安新区."""
        return _places(name, year)


@functools.lru_cache(WORDS)
def _places(name: str, year: int | None) -> tuple[Place, ...]:
    found = {place.full: place for place in map(place_of, _bearers(name, year))}
    zone = gazetteer.group(name)
    if not found and zone is not None and zone.kind == "zone":
        return (Place(split_levels(zone.full), None, "FunctionalZone"),)
    return tuple(found[full] for full in sorted(found))


def _bearers(name: str, year: int | None) -> list[gazetteer.Division]:
    """The bearers of the year, else under each code the one that stood nearest to it (米林县 in 2023)."""
    bearers = gazetteer.find(name, year)
    if not bearers and name.endswith("州"):
        bearers = tuple(each for each in gazetteer.find(name[:-1], year) if each.name.endswith("自治州"))
    if any(division.existed(year) for division in bearers):
        return list(bearers)
    nearest: dict[tuple[str, str], gazetteer.Division] = {}
    for division in sorted(bearers, key=lambda one: one.last or 9999):
        nearest[division.name, division.code[:2]] = division
    return list(nearest.values())


def place_of(division: gazetteer.Division) -> Place:
    """The division with the levels above it, as they are, or as they were in its last year."""
    return Place(tuple(each.name for each in gazetteer.chain(division, division.last)), division.code)
