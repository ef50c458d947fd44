"""Groups of regions of which a report declares a number, against the members that it names.

A group is passed over where its list may hold more than was understood: names between its members that
are none, or places before it that are no members. Of a group without a member nothing is told where it only
points back (京冀三区县首批…).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg import gazetteer
from kg.folding import fold, number
from kg.graph import Graph
from kg.metric.ground import Ground, grounds
from kg.model import Entity, EntityId, Evidence

_COUNT = re.compile(r"[\d一二三四五六七八九十两]+[^\d一二三四五六七八九十两]{1,9}\Z")
_LISTED = re.compile("[、和与及]+")
_JOINED = re.compile('(?:等|(?<!参)与|和|同|及)[“"]?\\Z')
_PROVINCES = re.compile(r"(\d+|[一二两三四五六七八九十]+)个?省.")
_REACH = 30
"""Characters before a group in which a list of its members may end."""


class Declared(NamedTuple):
    """A counted group (四省六区) in one report: how many it declares, and which it names.

    `evidence` are the places of the group and of the members beside it.
    """

    report_id: str
    group: EntityId
    declared: int
    level: str
    members: tuple[EntityId, ...]
    region: EntityId | None
    issuer: EntityId | None
    evidence: tuple[Evidence, ...]

    @property
    def missing(self) -> int:
        """How many members are counted and not named."""
        return self.declared - len(self.members)


def declared(graph: Graph) -> Iterator[Declared]:
    """Every counted group of every report, by report and group.

    Left out is a group with more members than it declares: the count is then not that of the members.
    """
    counted = {entity.id: entity for entity in graph.entities if _count(entity)}
    members: dict[tuple[str, EntityId], set[EntityId]] = defaultdict(set)
    for fact in graph.facts:
        if fact.relation == "HAS_MEMBER" and fact.subject in counted:
            for report in fact.reports:
                members[report, fact.subject].add(fact.object)
    listed = {group for _, group in members}
    names = {entity.id: entity.name for entity in graph.entities if entity.cls == "Region"}
    for ground in grounds(graph):
        named: dict[EntityId, list[Evidence]] = defaultdict(list)
        for mention in ground.mentions:
            if mention.label == "Region" and (entity := ground.denoted.get(mention.id)):
                named[entity].append(mention.evidence)
        for group in sorted(named.keys() & counted.keys()):
            found = _of_group(ground, counted[group], members[ground.report.id, group], named)
            if found.missing >= 0 and _sure(found, ground, names, has_members=group in listed):
                yield found
                if found.level != "省":
                    yield from _provinces(found, ground, named[group], names)


def _count(entity: Entity) -> int:
    """How many members a group declares; 0 for a name that only holds a count (北三县示范区)."""
    count = dict(entity.properties).get("memberCount") if entity.cls == "RegionGroup" else None
    return count if isinstance(count, int) and _COUNT.search(entity.name) else 0


def _sure(found: Declared, ground: Ground, names: Mapping[EntityId, str], *, has_members: bool) -> bool:
    """Whether all that is listed with a group was understood."""
    text = ground.report.text
    if found.members:
        start, end = found.evidence[0].start, found.evidence[-1].end
        between = " ".join(_between(found.evidence, text[start:end], start))
        return len(_LISTED.findall(between)) < len(found.members)
    group = found.evidence[0]
    before = text[max(0, group.start - _REACH) : group.start]
    clause = group.start - len(re.split("[，。；,;\n]", before)[-1])
    places = [names.get(place, "") for _, place in ground.named(clause, group.start, "Region")]
    if not all(place in gazetteer.provinces() for place in places):
        return False
    return has_members or _JOINED.search(before) is not None


def _provinces(
    found: Declared, ground: Ground, places: Sequence[Evidence], names: Mapping[EntityId, str]
) -> Iterator[Declared]:
    """The provinces that a group counts, where one of its places names any: 与江西、浙江等3省的8个县."""
    for place in places:
        counted = _PROVINCES.match(fold(place.quote))
        before = ground.report.text[max(0, place.start - _REACH) : place.start]
        if counted and _JOINED.search(before):
            clause = place.start - len(re.split("[，。；,;\n]", before)[-1])
            there = ground.named(clause, place.start, "Region")
            named = {
                one: mention.evidence for mention, one in there if names.get(one) in gazetteer.provinces()
            }
            declared = number(counted[1])
            if 0 < len(named) <= declared:
                yield found._replace(
                    declared=declared,
                    level="省",
                    members=tuple(sorted(named)),
                    evidence=(*named.values(), place),
                )
                return


def _between(evidence: Sequence[Evidence], text: str, start: int) -> Iterator[str]:
    """The text around the pieces of evidence: what links the members of a list."""
    at = 0
    for place in evidence:
        yield text[at : max(at, place.start - start)]
        at = max(at, place.end - start)


def _of_group(
    ground: Ground, group: Entity, members: set[EntityId], named: dict[EntityId, list[Evidence]]
) -> Declared:
    places = named[group.id]
    for member in members:
        near = sorted(named.get(member, ()), key=lambda place: abs(place.start - places[0].start))
        places = places + near[:1]
    return Declared(
        ground.report.id,
        group.id,
        _count(group),
        str(dict(group.properties).get("memberLevel", "")),
        tuple(sorted(members)),
        ground.region,
        ground.issuer,
        tuple(sorted({place.id: place for place in places}.values(), key=lambda place: place.start)),
    )
