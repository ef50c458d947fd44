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
from dataclasses import dataclass
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
    by_the_thousand,
    fact_id,
)
from kg.schema import Schema
from loaders import carried
from loaders.carried import values_of
from loaders.lookup import PLACES, Lookup, class_chain, property_term, relation_term
from loaders.pieces import Pieces, in_pieces

Value = str | int | float | bool | list[str] | list[int] | None
Props = Mapping[str, Value]

ENTITY = "Entity"
"""The label that all entities share; their `id` is unique under it."""
SHOWN = 20
"""How many pieces of evidence stand on a relation."""
_NOTHING: Props = {}
EXACT = "exact"
"""The property that has the digits of a figure where its value, a float of 64 bits, cannot hold all."""


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Node:
    """One node: `label` and `id` find it, `labels` are those of its classes where it is an entity."""

    label: str
    id: str
    props: Props
    labels: tuple[str, ...] = ()


@by_the_thousand
@dataclass(frozen=True, slots=True)
class Link:
    """One relationship; `start` and `end` are (label, id), `key` tells it from others between the two."""

    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    key: Props
    props: Props

    @property
    def name(self) -> tuple[str, ...]:
        """What makes it the same link in another graph."""
        return (self.type, *self.start, *self.end, *map(str, self.key.values()))


Element = Node | Link


@dataclass(frozen=True, slots=True)
class Elements:
    """A graph as nodes and links, each under its name."""

    nodes: dict[tuple[str, str], Node]
    links: dict[tuple[str, ...], Link]

    def __iter__(self) -> Iterator[Element]:
        """All of them, nodes first."""
        yield from self.nodes.values()
        yield from self.links.values()


def elements(graph: Graph, schema: Schema) -> Elements:
    """All nodes and links of the graph, sorted; DataError for a name that the ontology does not have."""
    found = list(each(in_pieces(graph), schema))
    nodes = {(one.label, one.id): one for one in found if isinstance(one, Node)}
    links = {one.name: one for one in found if isinstance(one, Link)}
    return Elements(dict(sorted(nodes.items())), dict(sorted(links.items())))


def each(pieces: Pieces, schema: Schema) -> Iterator[Element]:
    """Every node and link once, piece by piece: those of a report together, entities and facts by id.

    Raises DataError for a name that the ontology does not have.
    """
    for piece, found in pieces.heads():
        shape = _Shape(found, schema)
        for report in piece.reports:
            yield _report(report, shape)
            yield from _sides(report, shape)
    for piece, found in pieces.entities():
        shape = _Shape(found, schema)
        yield from (_entity(entity, shape) for entity in piece.entities)
    for piece, found in pieces.reports():
        yield from _said(piece, _Shape(found, schema))
    for piece, found in pieces.facts():
        shape = _Shape(found, schema)
        yield from (_fact(fact, pieces, shape) for fact in piece.facts)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the functions below need: where things are found, and the names of the ontology."""

    found: Lookup
    schema: Schema

    def entity(self, key: str) -> tuple[str, str]:
        """Label and id under which an entity, or what else has an id of its own, is looked up."""
        cls = self.found.class_of(key)
        return cls if self.schema.classes[cls].keyed else ENTITY, key

    def props(self, **values: object) -> dict[str, Value]:
        """The known ones of these properties (local names), under their names in Neo4j."""
        return {
            property_term(self.schema, name).neo4j: plain(value)
            for name, value in values.items()
            if value is not None
        }

    def link(
        self,
        type_: str,
        start: tuple[str, str],
        end: tuple[str, str],
        key: Props = _NOTHING,
        props: Props = _NOTHING,
    ) -> Link:
        """A link whose type the ontology has; properties that are None are left out."""
        known = {name: value for name, value in props.items() if value is not None} if props else props
        return Link(relation_term(self.schema, type_).neo4j, start, end, key, known)


def plain(value: object) -> Value:
    """The value as a store takes it: a decimal as a float, a tuple as a list."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple | list):
        return list(value)
    raise DataError(
        f"{value!r}: a {type(value).__name__} cannot be a property; expected text, number or list"
    )


def _said(piece: Graph, shape: _Shape) -> Iterator[Element]:
    """What stands in reports: sections, spans, claims, figures and their links."""
    for section in piece.sections:
        yield _section(section, shape)
        yield shape.link("IN_REPORT", ("Section", section.id), ("Report", section.evidence.report_id))
    for span in piece.evidence():
        yield _span(span, shape)
        yield from _of_span(span, shape)
    for mention in (*piece.mentions, *piece.deictics):
        yield from _of_mention(mention, shape)
    for claim in piece.claims:
        yield _claim(claim, shape)
        yield from _of_claim(claim, shape)
    for observation in piece.observations:
        yield _observation(observation, shape)
        yield from _of_observation(observation, shape)


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


def _sides(report: Report, shape: _Shape) -> Iterator[Link]:
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
        props: Props = {"rule": mention.rule, "basis": denoted.basis, "deictic": pointing}
        yield shape.link("REFERS_TO", *ends, {"label": mention.label}, props)


def _fact(fact: Fact, pieces: Pieces, shape: _Shape) -> Link:
    ends = shape.entity(fact.subject), shape.entity(fact.object)
    if fact.relation in PLACES:
        return shape.link(fact.relation, *ends)
    shown = list(fact.evidence[:SHOWN])
    quotes = (pieces.quote_of(key) for key in shown)
    props: Props = {
        "status": fact.status,
        "basis": fact.basis,
        "years": list(fact.years),
        "reports": list(fact.reports),
        "evidence_count": len(fact.evidence),
        "evidence": shown,
        "quotes": [quote for quote in quotes if quote is not None],
    }
    return shape.link(fact.relation, *ends, {"id": fact.id}, props)


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
    facts = shape.found.facts.get(found.id, ())
    stated = {fact.object for fact in facts if (fact.relation, fact.status) == ("MEASURES", found.status)}
    for about in found.about:
        if about not in stated:  # a fact says more than this link
            fact = fact_id(found.id, "MEASURES", about, found.status)
            yield shape.link("MEASURES", start, shape.entity(about), {"id": fact}, {"status": found.status})
