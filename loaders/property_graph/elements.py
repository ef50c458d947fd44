"""The graph as a property graph: nodes with labels, links with types, values as both stores take them.

The shape, with one node per thing and every name taken from the ontology:

    (:Entity:Agency {id, key, name, names …})-[:ISSUED {id, status, years, evidence …}]->(:Entity)
    (:Report)-[:PUBLISHED_BY]->(:Agency), (:Report)-[:REPORTS_ON]->(:Region)
    (:Evidence)-[:IN_REPORT]->(:Report), (:Evidence)-[:IN_SECTION]->(:Section)
    (:Evidence)-[:REFERS_TO {label, rule, basis, deictic}]->(:Entity)       for each mention and deictic
    (:Claim)-[:SUBJECT|OBJECT]->(:Entity), (:Claim)-[:EVIDENCE]->(:Evidence)
    (:Observation)-[:METRIC|MEASURES|REPORTED_BY|REPORTED_FOR]->(:Entity)
    (:Entity:Finding)-[:CHECKS|AGAINST]->(:Observation), (:Finding)-[:EVIDENCE]->(:Evidence)

A relation holds at most 20 pieces of evidence, so that a click on it shows sentences and a hub stays small;
`evidence_count` says how many there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kg.errors import DataError
from kg.graph import Graph
from kg.model import (
    ISSUER,
    REGION,
    Claim,
    Entity,
    Evidence,
    Fact,
    Mention,
    Observation,
    Report,
    Section,
    fact_id,
)
from kg.schema import Schema
from loaders import carried
from loaders.carried import values_of
from loaders.lookup import PLACES, Lookup, class_chain, look_up, property_term, relation_term

Value = str | int | float | bool | list[str] | list[int] | None
Props = Mapping[str, Value]

ENTITY = "Entity"
"""The label that all entities share; their `id` is unique under it."""
SHOWN = 20
"""How many pieces of evidence stand on a relation."""
EXACT = "exact"
"""The property that has the digits of a figure where its value, a float of 64 bits, cannot hold all."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node: `label` and `id` find it, `labels` are those of its classes where it is an entity."""

    label: str
    id: str
    props: Props
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship; `start` and `end` are (label, id), `key` tells it from others between the two."""

    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    key: Props = field(default_factory=dict)
    props: Props = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, ...]:
        """What makes it the same link in another graph."""
        return (self.type, *self.start, *self.end, *map(str, self.key.values()))


@dataclass(frozen=True, slots=True)
class Elements:
    """A graph as nodes and links, each under its name."""

    nodes: dict[tuple[str, str], Node]
    links: dict[tuple[str, ...], Link]


def elements(graph: Graph, schema: Schema) -> Elements:
    """All nodes and links of the graph; DataError for a name that the ontology does not have."""
    shape = _Shape(look_up(graph), schema)
    nodes = {(node.label, node.id): node for node in _nodes(graph, shape)}
    links = {link.name: link for link in _links(graph, shape)}
    return Elements(dict(sorted(nodes.items())), dict(sorted(links.items())))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the functions below need: where things are found, and the names of the ontology."""

    found: Lookup
    schema: Schema

    def entity(self, key: str) -> tuple[str, str]:
        """Label and id under which an entity, or what else has an id of its own, is looked up."""
        cls = self.found.class_of(key)
        return cls if cls in ("Observation", "Evidence", "Report", "Claim") else ENTITY, key

    def props(self, **values: object) -> dict[str, Value]:
        """The known ones of these properties (local names), under their names in Neo4j."""
        named = ((property_term(self.schema, name).neo4j, value) for name, value in values.items())
        return {name: plain(value) for name, value in named if value is not None}

    def link(
        self,
        type_: str,
        start: tuple[str, str],
        end: tuple[str, str],
        key: Props | None = None,
        **props: Value,
    ) -> Link:
        """A link whose type the ontology has; properties that are None are left out."""
        known = {name: value for name, value in props.items() if value is not None}
        return Link(relation_term(self.schema, type_).neo4j, start, end, key or {}, known)


def plain(value: object) -> Value:
    """The value as a store takes it: a decimal as a float, a tuple as a list."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple | list):
        return list(value)
    if value is None or isinstance(value, str | int | float):
        return value
    raise DataError(
        f"{value!r}: a {type(value).__name__} cannot be a property; expected text, number or list"
    )


def _nodes(graph: Graph, shape: _Shape) -> Iterator[Node]:
    yield from (_report(report, shape) for report in graph.reports)
    yield from (_section(section, shape) for section in graph.sections)
    yield from (_entity(entity, shape) for entity in graph.entities)
    yield from (_span(span, shape) for span in graph.evidence())
    yield from (_claim(claim, shape) for claim in graph.claims)
    yield from (_observation(observation, shape) for observation in graph.observations)


def _report(report: Report, shape: _Shape) -> Node:
    said = shape.props(source=report.source, **values_of(report.meta, carried.METADATA))
    starts = shape.props(pageStart=report.pages or None, paragraphStart=report.paragraphs or None)
    return Node("Report", report.id, {**said, **starts})


def _section(section: Section, shape: _Shape) -> Node:
    place = shape.props(begin=section.evidence.start, end=section.evidence.end)
    return Node("Section", section.id, {**shape.props(**values_of(section, carried.SECTION)), **place})


def _entity(entity: Entity, shape: _Shape) -> Node:
    props = shape.props(key=entity.key, name=entity.name, names=entity.names, **dict(entity.properties))
    classes = (shape.schema.classes[cls].neo4j for cls in class_chain(shape.schema, entity.cls))
    return Node(ENTITY, entity.id, props, tuple(classes))


def _span(span: Evidence, shape: _Shape) -> Node:
    place = shape.props(begin=span.start, end=span.end, quote=span.quote)
    return Node("Evidence", span.id, {**place, **shape.props(page=span.page, paragraph=span.paragraph)})


def _claim(claim: Claim, shape: _Shape) -> Node:
    return Node("Claim", claim.id, shape.props(**values_of(claim, carried.CLAIM)))


def _observation(found: Observation, shape: _Shape) -> Node:
    said = shape.props(**values_of(found, carried.OBSERVATION))
    return Node("Observation", found.id, {**said, **_exact(found.value)})


def _exact(value: Decimal) -> Props:
    """The digits of a value that a float cannot hold, nothing for one that it can."""
    return {} if Decimal(str(float(value))) == value else {EXACT: str(value)}


def _links(graph: Graph, shape: _Shape) -> Iterator[Link]:
    spans = {span.id: span for span in graph.evidence()}
    for report in graph.reports:
        yield from _of_report(report, shape)
    for section in graph.sections:
        yield shape.link("IN_REPORT", ("Section", section.id), ("Report", section.evidence.report_id))
    for span in spans.values():
        yield from _of_span(span, shape)
    for mention in (*graph.mentions, *graph.deictics):
        yield from _of_mention(mention, shape)
    for claim in graph.claims:
        yield from _of_claim(claim, shape)
    for observation in graph.observations:
        yield from _of_observation(observation, shape)
    for fact in graph.facts:  # after the observations: a fact says more than the link that it replaces
        yield _of_fact(fact, spans, shape)


def _of_report(report: Report, shape: _Shape) -> Iterator[Link]:
    for type_, side in (("PUBLISHED_BY", ISSUER), ("REPORTS_ON", REGION)):
        end = shape.found.denoted(report.id, side)
        if end is not None:
            yield shape.link(type_, ("Report", report.id), shape.entity(end))


def _of_span(span: Evidence, shape: _Shape) -> Iterator[Link]:
    start = ("Evidence", span.id)
    yield shape.link("IN_REPORT", start, ("Report", span.report_id))
    section = shape.found.section_of(span)
    if section is not None:
        yield shape.link("IN_SECTION", start, ("Section", section.id))


def _of_mention(mention: Mention, shape: _Shape) -> Iterator[Link]:
    denoted = shape.found.resolved.get((mention.evidence.report_id, str(mention.id)))
    if denoted is not None:
        pointing = True if mention.id in shape.found.deictic else None
        ends = ("Evidence", mention.evidence.id), shape.entity(denoted.entity)
        yield shape.link(
            "REFERS_TO",
            *ends,
            {"label": mention.label},
            rule=mention.rule,
            basis=denoted.basis,
            deictic=pointing,
        )


def _of_fact(fact: Fact, spans: Mapping[str, Evidence], shape: _Shape) -> Link:
    if fact.relation in PLACES:
        return shape.link(fact.relation, shape.entity(fact.subject), shape.entity(fact.object))
    shown = list(fact.evidence[:SHOWN])
    return shape.link(
        fact.relation,
        shape.entity(fact.subject),
        shape.entity(fact.object),
        {"id": fact.id},
        status=fact.status,
        basis=fact.basis,
        years=list(fact.years),
        reports=list(fact.reports),
        evidence_count=len(fact.evidence),
        evidence=shown,
        quotes=[spans[key].quote for key in shown if key in spans],
    )


def _of_claim(claim: Claim, shape: _Shape) -> Iterator[Link]:
    start = ("Claim", claim.id)
    yield shape.link("EVIDENCE", start, ("Evidence", claim.evidence.id))
    yield shape.link("IN_REPORT", start, ("Report", claim.evidence.report_id))
    for type_, end in zip(("SUBJECT", "OBJECT"), shape.found.ends.get(claim.id, ()), strict=False):
        yield shape.link(type_, start, shape.entity(end))


def _of_observation(found: Observation, shape: _Shape) -> Iterator[Link]:
    start = ("Observation", found.id)
    yield shape.link("EVIDENCE", start, ("Evidence", found.evidence_id))
    yield shape.link("IN_REPORT", start, ("Report", found.report_id))
    for field_, type_ in carried.SIDES.items():
        end = getattr(found, field_)
        if end is not None:
            yield shape.link(type_, start, shape.entity(end))
    for about in found.about:
        fact = fact_id(found.id, "MEASURES", about, found.status)
        yield shape.link("MEASURES", start, shape.entity(about), {"id": fact}, status=found.status)
