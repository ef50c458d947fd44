"""What a property-graph store can do, and how a graph gets into one."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from kg.errors import DataError
from kg.graph import Graph
from kg.schema import Schema
from loaders.property_graph.cypher import Batch, Row, batches
from loaders.property_graph.elements import elements
from loaders.property_graph.indexes import schema_statements


class Store(Protocol):
    """A store that is open; the embedded engine and Neo4j are two."""

    def prepare(self, statements: Iterable[str]) -> None:
        """Run the schema statements of all stores, then what only this one needs (full-text indexes)."""

    def write(self, batch: Batch) -> int:
        """Run one batch in a transaction of its own; gives how many rows found their nodes."""

    def read(self, text: str, params: Mapping[str, Any], *, most: int | None = None) -> list[Row]:
        """The rows of a query that does not write; no more than `most` of them are fetched."""

    def close(self) -> None:
        """Let go of it."""


def load(graph: Graph, store: Store, schema: Schema) -> int:
    """Write the whole graph, schema first; a second time changes nothing. Gives the number of rows sent.

    Raises DataError where a link has no node at one end.
    """
    store.prepare(schema_statements())
    return write(store, batches(elements(graph, schema)))


def write(store: Store, found: Iterable[Batch]) -> int:
    """Run the batches in order and compare what they found; gives the number of rows sent.

    Batches of `loaders.property_graph.cypher`: to write, to delete, or the difference of two graphs.
    """
    sent = 0
    for batch in found:
        matched = store.write(batch)
        if matched != len(batch.rows):
            what = f"{len(batch.rows)} rows were sent, {matched} found their nodes"
            raise DataError(f"{what}: {batch.statement}; load the whole graph again")
        sent += matched
    return sent
