"""Neo4j → Graph: what `kg load` wrote, read back as values.

`stored` reads the nodes and links of ours; `graph_of` makes of them what
`loaders.property_graph.elements` made them from. Two loads can so be compared value by value, and a database
whose graph folder is lost still gives its facts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kg.errors import DataError
from kg.graph import Graph
from kg.model import Entity, EntityId, Evidence, Fact, Metadata, Observation, Report, fact_id
from kg.schema import Schema
from loaders import carried
from loaders.lookup import PLACES, property_term
from loaders.neo4j import marked
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.property_graph.elements import EXACT
from loaders.property_graph.indexes import keyed
from loaders.property_graph.rows import ENTITY, Elements, Link, Node

KEYS = ("id", "label")
"""Properties that tell a link from others of its type between the same two nodes."""


@dataclass(frozen=True, slots=True)
class Restored:
    """Five parts: `graph` has reports, entities, facts and observations, `evidence` is the spans."""

    graph: Graph
    evidence: tuple[Evidence, ...]


def restored(store: Neo4jStore, schema: Schema) -> Restored:
    """The graph that stands in the database.

    Carried, each sorted by id and equal to what was loaded:

    - entities: class, key, name, names, and properties but for empty lists;
    - facts: ends, relation, status, basis, years, reports; all evidence where claims state the fact, else
      the first 20 pieces (`loaders.property_graph.elements.SHOWN`), which are all that stand in the database;
    - observations: everything, values to their last digit;
    - evidence: place, quote, page, paragraph, of every span that a mention, claim or finding rests on;
    - reports: source, metadata, where pages and paragraphs begin. The text is not in the database: `text`
      holds each quote at its place and spaces between, so that offsets are right.

    Not carried: sections, mentions, claims, why a mention was resolved as it was, issues. What others have
    put into the database is not read. Raises DataError for what no load of ours has written.
    """
    return graph_of(stored(store, schema), schema)


def stored(store: Neo4jStore, schema: Schema) -> Elements:
    """The nodes and links of ours, as they were sent; without lists that were empty."""
    nodes = [_node(label, row) for label in keyed() for row in store.stream(marked.own_nodes(label), {})]
    texts = {type_: marked.own_links(type_) for type_ in schema.relations}
    links = [_link(type_, row) for type_, text in texts.items() for row in store.stream(text, {})]
    return Elements(
        dict(sorted(((node.label, node.id), node) for node in nodes)),
        dict(sorted((link.name, link) for link in links)),
    )


def _node(label: str, row: Mapping[str, Any]) -> Node:
    props = {name: value for name, value in row["props"].items() if name not in marked.ADDED}
    further = tuple(sorted(one for one in row["labels"] if one != label))
    return Node(label, props.pop("id"), props, further)


def _link(type_: str, row: Mapping[str, Any]) -> Link:
    props = {name: value for name, value in row["props"].items() if name not in marked.ADDED}
    key = {name: props.pop(name) for name in KEYS if name in props}
    return Link(type_, (row["start_label"], row["start"]), (row["end_label"], row["end"]), key, props)


def graph_of(found: Elements, schema: Schema) -> Restored:
    """The five parts of the graph that `property_graph.elements` made these of; see `restored`."""
    read = _Reading(schema, _groups(found.nodes.values()), _ends(found.links.values()))
    spans = {node.id: _span(node, read) for node in read.nodes["Evidence"]}
    texts = _texts(spans.values())
    return Restored(
        Graph(
            reports=tuple(_report(node, read, texts.get(node.id, "")) for node in read.nodes["Report"]),
            entities=tuple(_entity(node, read) for node in read.nodes[ENTITY]),
            facts=tuple(sorted(_facts(found.links.values(), read), key=lambda fact: fact.id)),
            observations=tuple(_observation(node, read) for node in read.nodes["Observation"]),
        ),
        tuple(spans[key] for key in sorted(spans)),
    )


Ends = Mapping[tuple[str, str], list[str]]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The names of the ontology, the nodes by label, and the far ends of links by id and type."""

    schema: Schema
    nodes: Mapping[str, list[Node]]
    ends: Ends

    def said(self, node: Node, *names: str) -> list[Any]:
        """The values of these properties (local names), None for what is not said."""
        return [node.props.get(property_term(self.schema, name).neo4j) for name in names]

    def fields(self, node: Node, names: Mapping[str, str]) -> dict[str, Any]:
        """Field → value for properties by field (loaders.carried)."""
        return dict(zip(names, self.said(node, *names.values()), strict=True))

    def end(self, node: Node, type_: str) -> str | None:
        """The one node that a link of this type leads to, if there is one."""
        return next(iter(self.ends.get((node.id, type_), ())), None)

    def needed(self, node: Node, type_: str) -> str:
        """The same where there must be one."""
        found = self.end(node, type_)
        if found is None:
            raise DataError(f"Neo4j: {node.label} {node.id} has no {type_}; run kg load --full")
        return found


def _groups(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    groups: dict[str, list[Node]] = {label: [] for label in keyed()}
    for node in nodes:
        groups[node.label].append(node)
    return groups


def _ends(links: Iterable[Link]) -> Ends:
    ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for link in links:
        ends[link.start[1], link.type].append(link.end[1])
    return ends


def _span(node: Node, read: _Reading) -> Evidence:
    return Evidence(
        read.needed(node, "IN_REPORT"), *read.said(node, "begin", "end", "quote", "page", "paragraph")
    )


def _texts(spans: Iterable[Evidence]) -> dict[str, str]:
    """A text for each report that has every quote at its place."""
    letters: dict[str, list[str]] = defaultdict(list)
    for span in spans:
        text = letters[span.report_id]
        text.extend(" " * (span.end - len(text)))
        text[span.start : span.end] = span.quote
    return {report: "".join(text) for report, text in letters.items()}


def _report(node: Node, read: _Reading, text: str) -> Report:
    meta = Metadata(**read.fields(node, carried.METADATA))
    (source,) = read.said(node, "source")
    pages, paragraphs = (tuple(starts or ()) for starts in read.said(node, "pageStart", "paragraphStart"))
    return Report(node.id, source, text, meta, pages, paragraphs)


def _entity(node: Node, read: _Reading) -> Entity:
    cls = _class(node, read.schema)
    key, name, names = read.said(node, "key", "name", "names")
    return Entity(EntityId(node.id), cls, key, name, tuple(names or ()), tuple(_properties(node, cls, read)))


def _class(node: Node, schema: Schema) -> str:
    """The class whose label, and those of the classes above it, the node bears; labels of others are none."""
    known = {term.neo4j: term.name for term in schema.classes.values()}
    named = {known[label] for label in node.labels if label in known}
    lowest = [name for name in named if set(schema.chain(name)) == named]
    if not lowest:
        raise DataError(f"Neo4j: {node.id} has the labels {', '.join(node.labels)}; run kg load --full")
    return lowest[0]


def _properties(node: Node, cls: str, read: _Reading) -> Iterator[tuple[str, Any]]:
    """The properties that the ontology gives the class, by local name, sorted; others are none of ours."""
    chain = set(read.schema.chain(cls))
    for name, term in sorted(read.schema.properties.items()):
        value = node.props.get(term.neo4j)
        if value is not None and chain & set(term.domain):
            yield name, tuple(value) if isinstance(value, list) else value


def _facts(links: Iterable[Link], read: _Reading) -> Iterator[Fact]:
    claimed = _claimed(read)
    for link in links:
        subject, object_ = EntityId(link.start[1]), EntityId(link.end[1])
        if link.type in PLACES and link.start[0] == ENTITY:
            yield Fact(subject, link.type, object_, "done", "inferred")
        elif "evidence_count" in link.props:
            yield _fact(link, claimed)


def _fact(link: Link, claimed: Mapping[str, set[str]]) -> Fact:
    props: Mapping[str, Any] = link.props
    fact = Fact(
        subject=EntityId(link.start[1]),
        relation=link.type,
        object=EntityId(link.end[1]),
        status=props["status"],
        basis=props["basis"],
        years=tuple(props.get("years", ())),
        reports=tuple(props.get("reports", ())),
        evidence=tuple(props.get("evidence", ())),
    )
    if fact.id != link.key.get("id"):
        what = f"Neo4j: {link.type} {link.key.get('id')} says what {fact.id} says"
        raise DataError(f"{what}; run kg load --full")
    more = claimed.get(fact.id, set()) if props["evidence_count"] != len(fact.evidence) else set()
    return replace(fact, evidence=tuple(sorted(more.union(fact.evidence))))


def _claimed(read: _Reading) -> dict[str, set[str]]:
    """Fact id → the evidence of the claims that state it."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in read.nodes["Claim"]:
        subject, object_ = read.end(node, "SUBJECT"), read.end(node, "OBJECT")
        if subject is not None and object_ is not None:
            relation, status = read.said(node, "relation", "status")
            found[fact_id(subject, relation, object_, status)].add(read.needed(node, "EVIDENCE"))
    return found


def _observation(node: Node, read: _Reading) -> Observation:
    said = read.fields(node, carried.OBSERVATION)
    sides: dict[str, Any] = {field: read.end(node, type_) for field, type_ in carried.SIDES.items()}
    return Observation(
        node.id,
        **{**said, "value": Decimal(str(node.props.get(EXACT, said["value"])))},
        **{**sides, "metric": read.needed(node, "METRIC")},
        report_id=read.needed(node, "IN_REPORT"),
        evidence_id=read.needed(node, "EVIDENCE"),
        about=tuple(map(EntityId, sorted(set(read.ends.get((node.id, "MEASURES"), ()))))),
    )
