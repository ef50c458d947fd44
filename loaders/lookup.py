"""Where things of a Graph are found: the indexes that every writer needs, made once and never changed."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import DataError
from kg.graph import Graph
from kg.model import Claim, Evidence, Fact, Mention, Observation, Resolved, Section
from kg.schema import Property, Relation, Schema

T = TypeVar("T")
PLACES = ("EVIDENCE", "IN_REPORT")
"""Relations that tell where a finding stands: a fact of these is a plain link that says nothing further."""
RDF_ONLY = ("Mention", "SUBJECT_MENTION", "OBJECT_MENTION")
"""Neo4j names that no property graph has: there a mention is a relationship REFERS_TO."""
_SPOKEN = {"e": "Evidence", "r": "Report", "s": "Claim"}
"""What else than entities and observations a fact may lead to, by the first letter of the id."""
_NOTHING: Mapping[str, str] = {}
Extent = tuple[int, int]
"""Start and minus end: of those that are sorted, outer ones stand before inner ones."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Indexes into one Graph, which may be a piece of a greater one.

    `classes` covers entities, observations, and what else facts lead to; the lists are by report, `facts` by
    subject; `extents` are those of the sections, `told` the spans of findings. `ends` gives
    the ids at both ends of a claim (an observation is the subject of a MEASURES claim), as far as they were
    resolved. `claimed` holds the ids of facts that rest on claims, `stating` of those claims, `deictic` of
    mentions that only point. `elsewhere` gives the class of what other pieces hold.
    """

    classes: Mapping[str, str]
    facts: Mapping[str, list[Fact]]
    sections: Mapping[str, list[Section]]
    extents: Mapping[str, list[Extent]]
    mentions: Mapping[str, list[Mention]]
    claims: Mapping[str, list[Claim]]
    observations: Mapping[str, list[Observation]]
    resolved: Mapping[tuple[str, str], Resolved]
    told: Mapping[str, list[Evidence]]
    ends: Mapping[str, tuple[str, str]]
    claimed: frozenset[str]
    stating: frozenset[str]
    deictic: frozenset[str]
    elsewhere: Callable[[str], str | None]

    def class_of(self, key: str) -> str:
        """The class of an entity or observation; DataError where the graph has no such thing."""
        found = self.classes.get(key) or self.elsewhere(key)
        if found is None:
            raise DataError(f"graph: {key} is spoken of but is neither an entity nor an observation")
        return found

    def denoted(self, report: str, mention: str) -> str | None:
        """The id of the entity that a mention, ISSUER or REGION of a report denotes."""
        found = self.resolved.get((report, mention))
        return None if found is None else found.entity

    def section_of(self, place: Evidence) -> Section | None:
        """The innermost section that holds the whole span: of those around it, the one that begins last."""
        if place.report_id not in self.sections:
            return None
        found = innermost(self.extents[place.report_id], place.start, place.end)
        return None if found is None else self.sections[place.report_id][found]

    def borne(self, report: str) -> dict[str, list[Mention]]:
        """The mentions and deictics of the report by the id of the evidence that bears them."""
        return _group((mention.evidence.id, mention) for mention in self.mentions.get(report, []))

    def spans(self, report: str) -> list[Evidence]:
        """Every span of the report that a mention, claim or finding rests on, once, in order of place."""
        spans = [mention.evidence for mention in self.mentions.get(report, [])]
        spans += [claim.evidence for claim in self.claims.get(report, [])]
        spans += self.told.get(report, [])
        found = {(span.start, span.end): span for span in spans}
        return [found[place] for place in sorted(found)]


def look_up(graph: Graph, elsewhere: Callable[[str], str | None] = _NOTHING.get) -> Lookup:
    """The indexes of a graph, or of a piece of one, for which `elsewhere` knows the classes of all things."""
    sections = _sections(graph)
    observations = {observation.id: "Observation" for observation in graph.observations}
    resolved = {(found.report_id, str(found.mention)): found for found in graph.resolved}
    return Lookup(
        classes={**_spoken(graph), **observations, **{entity.id: entity.cls for entity in graph.entities}},
        facts=_group((fact.subject, fact) for fact in graph.facts),
        sections=sections,
        extents={report: [_extent(one) for one in those] for report, those in sections.items()},
        mentions=_group((m.evidence.report_id, m) for m in (*graph.mentions, *graph.deictics)),
        claims=_group((claim.evidence.report_id, claim) for claim in graph.claims),
        observations=_group((observation.report_id, observation) for observation in graph.observations),
        resolved=resolved,
        told=_group((span.report_id, span) for span in graph.told()),
        ends=_ends(graph, resolved),
        claimed=frozenset(found.fact_id for found in graph.claim_facts),
        stating=frozenset(found.claim_id for found in graph.claim_facts),
        deictic=frozenset(str(mention.id) for mention in graph.deictics),
        elsewhere=elsewhere,
    )


def _spoken(graph: Graph) -> dict[str, str]:
    return {fact.object: _SPOKEN[fact.object[0]] for fact in graph.facts if fact.object[0] in _SPOKEN}


def _group(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def _sections(graph: Graph) -> dict[str, list[Section]]:
    """The sections of each report, outer before inner."""
    places = sorted(graph.sections, key=_extent)
    return _group((section.evidence.report_id, section) for section in places)


def _extent(section: Section) -> Extent:
    return section.evidence.start, -section.evidence.end


def innermost(extents: Sequence[Extent], start: int, end: int) -> int | None:
    """Where among these, sorted, is the one that holds a span from start to end and begins last."""
    last = bisect_right(extents, (start, 0)) - 1
    return next((at for at in range(last, -1, -1) if end <= -extents[at][1]), None)


def _ends(graph: Graph, resolved: Mapping[tuple[str, str], Resolved]) -> dict[str, tuple[str, str]]:
    """Claim id → subject and object, of those that were resolved."""
    facts = {fact.id: (str(fact.subject), str(fact.object)) for fact in graph.facts if graph.claim_facts}
    stated = {found.claim_id: facts[found.fact_id] for found in graph.claim_facts if found.fact_id in facts}
    figures = {f"{found.evidence_id}-Metric": found.id for found in graph.observations}
    denoted = {place: str(found.entity) for place, found in resolved.items()}
    claims = [
        (one.id, one.evidence.report_id, one.subject, one.predicate, one.object) for one in graph.claims
    ]
    found = claim_ends(claims, stated, denoted, figures)
    return {claim[0]: ends for claim, ends in zip(claims, found, strict=True) if ends is not None}


def claim_ends(
    claims: Iterable[tuple[str, str, str, str, str]],
    stated: Mapping[str, tuple[str, str] | None],
    denoted: Mapping[tuple[str, str], str],
    figures: Mapping[str, str],
) -> Iterator[tuple[str, str] | None]:
    """The ids at both ends of claims: as their facts have them, else as their mentions were resolved.

    A claim is given by its id, report, subject, predicate and object; `stated` are the ends of facts by the
    claim, `denoted` entities by report and mention, `figures` observations by mention.
    """
    for key, report, subject, predicate, object_ in claims:
        left, right = denoted.get((report, subject)), denoted.get((report, object_))
        figure = figures.get(subject) if predicate == "MEASURES" else None
        measured = (figure, right) if figure and right else None
        yield measured or stated.get(key) or ((left, right) if left and right else None)


def class_chain(schema: Schema, name: str) -> tuple[str, ...]:
    """The class with this local name and those above it; DataError where the ontology has none."""
    if name not in schema.classes:
        raise DataError(f"{name}: no such class in ontology/gsr.ttl")
    return schema.chain(name)


def property_term(schema: Schema, name: str) -> Property:
    """The property with this local name; DataError where the ontology has none."""
    if name not in schema.properties:
        raise DataError(f"{name}: no such property in ontology/gsr.ttl")
    return schema.properties[name]


def relation_term(schema: Schema, neo4j: str) -> Relation:
    """The relation with this Neo4j name; DataError where the ontology has none."""
    if neo4j not in schema.relations:
        raise DataError(f"{neo4j}: no such relation in ontology/gsr.ttl")
    return schema.relations[neo4j]
