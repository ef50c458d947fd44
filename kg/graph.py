"""The graph as a value: entities and facts, and the observations they rest on; no store is known here."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import chain, repeat
from operator import attrgetter
from typing import Any, NamedTuple

from kg.merging import Merged
from kg.model import (
    PREDICATES,
    Claim,
    ClaimFact,
    Entity,
    Evidence,
    Fact,
    Figure,
    Issue,
    Mention,
    Observation,
    Report,
    Resolved,
    Section,
    evidence_at,
    place_of,
)

_IN_REPORTS = ("sections", "mentions", "deictics", "claims", "claim_facts", "observations", "resolved")
_BY_FACT = attrgetter("fact_id", "claim_id")


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything that is loaded, exported and asked; each tuple is sorted by id.

    `facts` hold both the claimed relations and the structural ones between entities (INNER_BODY_OF,
    HAS_MEMBER, FORWARDS …); `resolved` maps mentions, deictics, ISSUER and REGION of each report to entities.
    """

    reports: tuple[Report, ...] = ()
    sections: tuple[Section, ...] = ()
    mentions: tuple[Mention, ...] = ()
    deictics: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    claim_facts: tuple[ClaimFact, ...] = ()
    observations: tuple[Observation, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    issues: tuple[Issue, ...] = ()

    def told(self) -> Iterator[Evidence]:
        """The spans that findings rest on; some of them bear no mention and no claim."""
        reports = {report.id: report for report in self.reports}
        for fact in self.facts:
            if fact.relation == "EVIDENCE":
                report, start, end = place_of(fact.object)
                if report in reports:
                    yield evidence_at(reports[report], start, end)

    def evidence(self) -> tuple[Evidence, ...]:
        """Every span that a mention, deictic, claim or finding rests on, once, sorted by id."""
        spans = [*(m.evidence for m in (*self.mentions, *self.deictics)), *(c.evidence for c in self.claims)]
        found = {span.id: span for span in (*spans, *self.told())}
        return tuple(found[key] for key in sorted(found))


class Family(NamedTuple):
    """Reports that findings hold against each other and against no others; `name` is a hash of all that these
    findings are made of.
    """

    name: str
    reports: Sequence[str]


class Apart(NamedTuple):
    """The findings that lie by family, made when they are asked for.

    `of` gives those of the families of these names, as entities and facts, each by id; `spans` the ids of the
    evidence that all of them rest on.
    """

    families: Sequence[Family] = ()
    of: Callable[[Iterable[str]], tuple[list[Entity], list[tuple[str, Fact]]]] = lambda _: ([], [])
    spans: Callable[[], Iterable[str]] = tuple


NONE_APART = Apart()


@dataclass(frozen=True, slots=True)
class Parted:
    """A graph of which what stands in reports is made when it is asked for.

    `reports` are without their texts. `of` gives what stands in some of them, and what was made of it, as a
    graph without entities, facts and issues, each tuple sorted by report, then by id; and their figures.
    `entities` are by id, in the order of that, and so are facts: those that reports `claimed`, and the
    `structural` ones; they may be made as they are gone through. `claimed_in` gives of the claimed those of
    some reports, by id, without years and evidence and with these reports alone. Within `ahead` reports are
    asked for in these groups, one after the other. What is `apart` is not among the entities and facts.
    """

    reports: tuple[Report, ...]
    entities: Mapping[str, Entity]
    claimed: Mapping[str, Fact]
    structural: Mapping[str, Fact]
    issues: tuple[Issue, ...]
    of: Callable[[Collection[str]], tuple[Graph, Sequence[Figure]]]
    claimed_in: Callable[[Collection[str]], Iterable[Fact]]
    ahead: Callable[[Sequence[Collection[str]]], AbstractContextManager[object]] = nullcontext
    apart: Apart = NONE_APART

    @property
    def facts(self) -> Mapping[str, Fact]:
        """All facts but those that are apart, by id."""
        return Merged(self.structural, self.claimed)

    def whole(self) -> Graph:
        """All of it."""
        graph = in_order(self.of([report.id for report in self.reports])[0])
        found, links = self.apart.of(family.name for family in self.apart.families)
        entities = tuple(Merged(_by_id(found), self.entities).values())
        facts = tuple(Merged(dict(links), self.facts).values())
        return replace(graph, entities=entities, facts=facts, issues=self.issues)


def parts_of(graph: Graph, figures: Iterable[Figure] = ()) -> Parted:
    """A graph that is there, with the figures of its reports."""
    rows = {name: _by_report(getattr(graph, name)) for name in _IN_REPORTS}
    heads = {report.id: replace(report, text="") for report in graph.reports}
    rows["reports"] = {report.id: [report] for report in graph.reports}
    own: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        own[f"r{figure.mention[1:].partition('-')[0]}"].append(figure)
    ids = sorted({report for table in (*rows.values(), own) for report in table})

    def of(reports: Collection[str]) -> tuple[Graph, list[Figure]]:
        those = sorted(reports)
        found = {
            name: tuple(chain.from_iterable(map(table.get, those, repeat(()))))
            for name, table in rows.items()
        }
        return Graph(**found), [*chain.from_iterable(map(own.get, those, repeat(())))]

    def claimed_in(those: Collection[str]) -> Iterator[Fact]:
        for fact in claimed.values():
            own = tuple(filter(those.__contains__, fact.reports))
            if own:
                yield replace(fact, years=(), reports=own, evidence=())

    reports = tuple(heads.get(report) or Report(report, "", "") for report in ids)
    claimed = _by_id(fact for fact in graph.facts if fact.relation in PREDICATES)
    structural = _by_id(fact for fact in graph.facts if fact.relation not in PREDICATES)
    return Parted(reports, _by_id(graph.entities), claimed, structural, graph.issues, of, claimed_in)


def _by_id(things: Iterable[Any]) -> dict[str, Any]:
    return {one.id: one for one in things}


def _by_report(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.evidence.report_id if hasattr(row, "evidence") else row.report_id].append(row)
    return found


def together(parts: Iterable[Graph]) -> Graph:
    """What stands in reports, of several graphs that share none of them, as one."""
    found = [*parts]
    chained = {name: chain.from_iterable(map(attrgetter(name), found)) for name in ("reports", *_IN_REPORTS)}
    return Graph(**{name: tuple(rows) for name, rows in chained.items()})


def in_order(graph: Graph) -> Graph:
    """A graph of which each tuple is sorted by report, sorted by id."""
    claims = tuple(sorted(graph.claims, key=attrgetter("id")))
    return replace(graph, claims=claims, claim_facts=tuple(sorted(graph.claim_facts, key=_BY_FACT)))
