"""An empty database of the embedded engine, filled without statements, in a third of their time.

A statement looks both ends of a link up again, and a node that gets a label is written anew with all its
links. Here each node is written once, under all its labels, and the links know where their ends stand.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from kg.errors import DataError
from loaders.property_graph.cypher import checked_name
from loaders.property_graph.rows import Elements, Link

Name = tuple[str, str]
_T = TypeVar("_T")
_K = TypeVar("_K", bound=Hashable)


def fill(database: Any, found: Elements, kind: Callable[[tuple[str, ...]], str]) -> None:
    """Write all elements into the empty database of `arcadedb`; `kind` gives the type for some labels.

    What `loaders.property_graph.store.load` leaves there stands there then. Raises DataError where a link has
    no node at one end.
    """
    nodes = _grouped(found.nodes.values(), lambda node: tuple(map(checked_name, (node.label, *node.labels))))
    links = _grouped(found.links.values(), lambda link: checked_name(link.type))
    kinds = [kind(labels) for labels in nodes]
    for type_ in links:
        database.schema.get_or_create_edge_type(type_)
    places: dict[Name, str] = {}
    with database.graph_batch(expected_edge_count=len(found.links)) as batch:
        for name, some in zip(kinds, nodes.values(), strict=True):
            rids = batch.create_vertices(name, [{"id": node.id, **node.props} for node in some])
            places.update(zip(((node.label, node.id) for node in some), rids, strict=True))
        for type_, several in links.items():
            batch.new_edges(*_edges(type_, several, places))


def _edges(
    type_: str, links: list[Link], places: dict[Name, str]
) -> tuple[list[str], str, list[str], list[dict[str, Any]] | None]:
    """The arguments that write links of one type: where they start, the type, where they end, properties."""
    for link in links:
        for label, key in (link.start, link.end):
            if (label, key) not in places:
                raise DataError(f"{type_} from {link.start} to {link.end}: no {label} {key}; build again")
    starts, ends = [places[link.start] for link in links], [places[link.end] for link in links]
    props = [{**link.key, **link.props} for link in links]
    return starts, type_, ends, props if any(props) else None


def _grouped(items: Iterable[_T], by: Callable[[_T], _K]) -> dict[_K, list[_T]]:
    groups: dict[_K, list[_T]] = defaultdict(list)
    for item in items:
        groups[by(item)].append(item)
    return groups
