"""Constraints and indexes of a property graph, from the ontology: unique ids, ranges, texts, full texts."""

import functools
from collections.abc import Iterator

from kg.schema import Property, load_schema
from loaders.property_graph.rows import ENTITY

CHINESE = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"


@functools.cache
def keyed() -> tuple[str, ...]:
    """The labels under which nodes are found; `id` is unique in each."""
    return (ENTITY, *(cls.neo4j for cls in load_schema().classes.values() if cls.keyed))


@functools.cache
def searched() -> tuple[tuple[str, str, str], ...]:
    """Full-text indexes: name, label, property."""
    return tuple((f"{label.lower()}_text", label, prop) for label, prop in _indexed("fulltext"))


def schema_statements() -> tuple[str, ...]:
    """Constraints and indexes that every store takes, to be run before the first row."""
    unique = (
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in keyed()
    )
    return (*unique, *(_index("INDEX", label, prop) for label, prop in _indexed("range")))


def neo4j_statements() -> tuple[str, ...]:
    """What only Neo4j takes: text indexes, and full-text indexes for Chinese (analyzer `cjk`).

    The full-text query is common to both stores; it takes a phrase in double quotes.
    """
    full_text = (
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{label}) ON EACH [n.{prop}] {CHINESE}"
        for name, label, prop in searched()
    )
    return (*(_index("TEXT INDEX", label, prop) for label, prop in _indexed("text")), *full_text)


def _index(kind: str, label: str, prop: str) -> str:
    return f"CREATE {kind} {label.lower()}_{prop} IF NOT EXISTS FOR (n:{label}) ON (n.{prop})"


def _indexed(kind: str) -> Iterator[tuple[str, str]]:
    """Labels and properties that have an index of this kind, sorted."""
    found = (prop for prop in load_schema().properties.values() if kind in prop.indexes)
    return iter(sorted((label, prop.neo4j) for prop in found for label in _labels(prop)))


def _labels(prop: Property) -> list[str]:
    """The labels under which nodes with the property are found; all things have one without a domain."""
    classes = load_schema().classes
    return [classes[name].neo4j if classes[name].keyed else ENTITY for name in prop.domain] or [ENTITY]
