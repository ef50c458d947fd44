"""Graph → networkx, for paths, degrees and communities; and GraphML, which Gephi, yEd and Cytoscape read."""

import io
from pathlib import Path
from typing import IO

import networkx

from kg.graph import Graph
from kg.model import Entity, Evidence, Fact
from kg.schema import Schema, load_schema
from loaders.lookup import property_term
from loaders.plain import clean, joined

Attribute = str | int | float | bool
MOST = 20
"""At most so many quotes stand at an edge; `evidence_count` tells how many there are."""


def network(graph: Graph) -> "networkx.MultiDiGraph[str]":
    """The entities and the facts between them, in order of id.

    A node is an entity id with class, name and properties; an edge has the fact's id as its key, and
    relation, status, basis, years, evidence_count and quotes. Lists are joined to text.
    """
    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    schema, spans = load_schema(), {span.id: span for span in graph.evidence()}
    for entity in graph.entities:
        made.add_node(entity.id, **_node(entity, schema))
    for fact in graph.facts:
        if fact.subject not in made or fact.object not in made:  # a figure or its place is no entity
            continue
        made.add_edge(fact.subject, fact.object, key=fact.id, **_edge(fact, spans))
    return made


def export(graph: Graph, out: Path | IO[bytes]) -> None:
    """Write the network as GraphML (UTF-8); the same graph gives the same bytes."""
    drawn = io.BytesIO()
    networkx.write_graphml_xml(network(graph), drawn, named_key_ids=True)
    data = drawn.getvalue().replace(b"\r", b"&#xD;")
    if isinstance(out, Path):
        out.write_bytes(data)
    else:
        out.write(data)


def _node(entity: Entity, schema: Schema) -> dict[str, Attribute]:
    named = {property_term(schema, name).neo4j: value for name, value in entity.properties}
    values: dict[str, Attribute | tuple[str, ...]] = {"class": entity.cls, "name": entity.name, **named}
    return {name: _flat(value) for name, value in {**values, "names": entity.names}.items()}


def _edge(fact: Fact, spans: dict[str, Evidence]) -> dict[str, Attribute]:
    quotes = [spans[key].quote for key in fact.evidence[:MOST] if key in spans]
    return {
        "relation": fact.relation,
        "status": fact.status,
        "basis": fact.basis,
        "years": joined(fact.years),
        "reports": joined(fact.reports),
        "evidence_count": len(fact.evidence),
        "evidence": joined(fact.evidence[:MOST]),
        "quotes": _flat(tuple(quotes)),
    }


def _flat(value: Attribute | tuple[str, ...]) -> Attribute:
    if isinstance(value, tuple):
        return clean(joined(value))
    return clean(value) if isinstance(value, str) else value
