"""Reports of one region or one body: most kinds of findings hold nothing else against each other.

Reports are of one family where they share a region, as written or as resolved, or a body. Findings are made
of what `within` leaves of a graph, and `families` names a family by a hash of all that this says: a family
has the same findings wherever it has the same name.
"""

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.graph import Graph, Parted, in_order
from kg.model import Entity, Fact, Report, digest
from kg.room import WORDS

_LATER, _MEMBER = "SUCCEEDS", "HAS_MEMBER"
_COUNTED = "memberCount"


@dataclass(frozen=True, slots=True)
class Ties:
    """What facts over the whole corpus tell of an entity: whom a body succeeds, whom a group counts."""

    before: Mapping[str, Fact]
    members: Mapping[str, Sequence[Fact]]

    def of(self, entity: str) -> Iterator[Fact]:
        """The members of a group; the line of those before a body, as far as it goes."""
        yield from self.members.get(entity, ())
        seen = {entity}
        while (step := self.before.get(entity)) is not None:
            yield step
            entity = step.object
            if entity in seen:
                return
            seen.add(entity)


class Spoken(NamedTuple):
    """Of one report: a hash of all that was made of it; what ISSUER and REGION denote, each with that; the
    entities and metrics that it speaks of, sorted.
    """

    mark: str
    sides: Collection[tuple[str, str]]
    things: Sequence[str]


def families(
    reports: Iterable[Report], spoken: Mapping[str, Spoken], said: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The report ids of each family, by its name; `said` as `said_of` gives it."""
    groups: dict[str, list[str]] = defaultdict(list)
    for report, root in _roots(reports, spoken).items():
        groups[root].append(report)
    return {digest(*(said[report] for report in reports)): tuple(reports) for reports in groups.values()}


def within(plain: Parted, reports: Collection[str], ties: Ties) -> Graph:
    """What findings on these reports, which are whole families, are made of; the whole graph has no findings.

    Entities are without spellings, claimed facts without what other reports say.
    """
    graph = in_order(plain.of(reports)[0])
    things = {row.entity for row in graph.resolved} | {one.metric for one in graph.observations}
    tied = {fact.id: fact for thing in things for fact in ties.of(thing)}
    things |= {end for fact in tied.values() for end in (fact.subject, fact.object)}
    return replace(
        graph,
        entities=tuple(_unspelled(plain.entities[key]) for key in sorted(things)),
        facts=(*plain.claimed_in(reports), *(tied[key] for key in sorted(tied))),
    )


def _unspelled(entity: Entity) -> Entity:
    return Entity(entity.id, entity.cls, entity.key, entity.name, (), entity.properties)


def said_of(
    plain: Parted, spoken: Mapping[str, Spoken], seals: Mapping[str, str], ties: Ties
) -> dict[str, str]:
    """For each report a hash of all that `within` says of it, and of all that a graph says of it alone.

    `seals` give a hash of what was read of each report.
    """

    @functools.lru_cache(WORDS)
    def words(thing: str) -> str:
        return digest(_words(plain.entities[thing]), *map(_words_of, ties.of(thing)))

    said: dict[str, str] = {}
    for report in plain.reports:
        mark, _, things = spoken[report.id]
        said[report.id] = digest(seals[report.id], report.source, mark, *map(words, things))
    return said


def _words(entity: Entity) -> str:
    return f"{entity.id} {entity.cls} {entity.key} {entity.name} {entity.properties!r}"


def _words_of(fact: Fact) -> str:
    return f"{fact.id} {fact.subject} {fact.relation} {fact.object} {fact.reports}"


def ties_of(plain: Parted) -> Ties:
    """What the structural facts of a graph tell."""
    before: dict[str, Fact] = {}
    members: dict[str, list[Fact]] = defaultdict(list)
    for fact in plain.structural.values():
        if fact.relation == _LATER:
            before[fact.subject] = replace(fact, years=(), reports=(), evidence=())
        elif fact.relation == _MEMBER:
            members[fact.subject].append(replace(fact, years=(), evidence=()))
    counted = (group for group in members if _COUNTED in dict(plain.entities[group].properties))
    return Ties(before, {group: members[group] for group in counted})


def _roots(reports: Iterable[Report], spoken: Mapping[str, Spoken]) -> dict[str, str]:
    """Each report, in order, with the first of its family."""
    reports = [*reports]
    root: dict[str, str] = {report.id: report.id for report in reports}
    first: dict[tuple[str, str], str] = {}
    for what, report in _shared(reports, spoken):
        one, other = _root(root, first.setdefault(what, report)), _root(root, report)
        root[max(one, other)] = min(one, other)
    return {report: _root(root, report) for report in root}


def _shared(reports: Iterable[Report], spoken: Mapping[str, Spoken]) -> Iterator[tuple[tuple[str, str], str]]:
    """What makes a family, with each report that has it."""
    for report in reports:
        if report.meta.region:
            yield ("said", report.meta.region), report.id
        yield from ((side, report.id) for side in spoken[report.id].sides)


def _root(root: dict[str, str], report: str) -> str:
    """The first of a family; ways to it are halved in passing."""
    while root[report] != report:
        root[report] = report = root[root[report]]
    return report
