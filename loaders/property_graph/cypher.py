"""Elements as Cypher: statements with rows, pure text and values, the same for every store.

One text runs on Neo4j 5.26, Neo4j 2026 and the embedded engine. Rules of style that keep it so: a node is
merged under its one constrained label, and further labels are set by a statement of their own (in another
transaction); ends of links are found under constrained labels; a type stands in the text, never in a
parameter (for Neo4j alone `loaders.neo4j.marked` does that); rows are sorted. Values are parameters; names
come from the ontology and are checked again.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.errors import DataError
from loaders.property_graph.rows import Elements, Link, Node

Row = dict[str, Any]

BATCH = 5000
"""Rows in one transaction: no gain above it, and memory stays small."""

_NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Batch:
    """One statement with the rows it is run for, in a transaction of its own.

    The statement returns how many rows found their nodes, as `found`; `params` are those beside `rows`.
    """

    statement: str
    rows: tuple[Any, ...]
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What to write and what to delete so that a store of the old graph holds the new one."""

    write: Elements
    delete: Elements
    labels: tuple[Node, ...] = ()
    """Nodes with the labels that they no longer have."""


def batches(found: Elements, *, size: int = BATCH) -> Iterator[Batch]:
    """All that writes the elements: nodes, then their labels, then links; a second run changes nothing."""
    nodes = list(found.nodes.values())
    yield from _cut(_by(nodes, lambda node: _merge(node.label)), _node_row, size)
    labelled = [(label, node) for node in nodes for label in node.labels]
    yield from _cut(
        _by(labelled, lambda pair: _label(pair[1].label, pair[0])), lambda p: {"id": p[1].id}, size
    )
    yield from _cut(_by(found.links.values(), _link), _link_row, size)


def deletions(found: Elements, *, size: int = BATCH) -> Iterator[Batch]:
    """All that deletes the elements by id: links first, then nodes with what still hangs on them."""
    yield from _cut(_by(found.links.values(), _unlink), _link_row, size)
    yield from _cut(_by(found.nodes.values(), lambda node: _delete(node.label)), lambda n: {"id": n.id}, size)


def unlabellings(nodes: Iterable[Node], *, size: int = BATCH) -> Iterator[Batch]:
    """All that takes the `labels` off the nodes."""
    pairs = [(label, node) for node in nodes for label in node.labels]
    yield from _cut(
        _by(pairs, lambda pair: _unlabel(pair[1].label, pair[0])), lambda p: {"id": p[1].id}, size
    )


def changes(found: Difference, *, size: int = BATCH) -> Iterator[Batch]:
    """All that brings a store of the old graph to the new one."""
    yield from deletions(found.delete, size=size)
    yield from unlabellings(found.labels, size=size)
    yield from batches(found.write, size=size)


def difference(old: Elements, new: Elements) -> Difference:
    """What is new or changed, with None for a property that is no more, and what is gone."""
    changed = {key: node for key, node in new.nodes.items() if old.nodes.get(key) != node}
    altered = {key: link for key, link in new.links.items() if old.links.get(key) != link}
    return Difference(
        Elements(
            {key: _over(old.nodes.get(key), node) for key, node in changed.items()},
            {key: _along(old.links.get(key), link) for key, link in altered.items()},
        ),
        Elements(
            {key: node for key, node in old.nodes.items() if key not in new.nodes},
            {key: link for key, link in old.links.items() if key not in new.links},
        ),
        tuple(
            _lost(old.nodes[key], node) for key, node in changed.items() if _loses(old.nodes.get(key), node)
        ),
    )


def _over(old: Node | None, new: Node) -> Node:
    gone = {} if old is None else dict.fromkeys(set(old.props) - set(new.props))
    return Node(new.label, new.id, {**new.props, **gone}, new.labels)


def _along(old: Link | None, new: Link) -> Link:
    gone = {} if old is None else dict.fromkeys(set(old.props) - set(new.props))
    return Link(new.type, new.start, new.end, new.key, {**new.props, **gone})


def _loses(old: Node | None, new: Node) -> bool:
    return old is not None and not set(old.labels) <= set(new.labels)


def _lost(old: Node, new: Node) -> Node:
    return Node(new.label, new.id, {}, tuple(label for label in old.labels if label not in new.labels))


def _by(items: Iterable[Any], statement: Any) -> dict[str, list[Any]]:
    """The items under the statement that each needs, in order of first need."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        groups[statement(item)].append(item)
    return groups


def _cut(groups: dict[str, list[Any]], row: Any, size: int) -> Iterator[Batch]:
    for statement, items in groups.items():
        for first in range(0, len(items), size):
            yield Batch(statement, tuple(row(item) for item in items[first : first + size]))


def _node_row(node: Node) -> Row:
    return {"id": node.id, "props": dict(node.props)}


def _link_row(link: Link) -> Row:
    return {"s": link.start[1], "d": link.end[1], "key": dict(link.key), "props": dict(link.props)}


def _merge(label: str) -> str:
    return (
        f"UNWIND $rows AS row MERGE (n:{checked_name(label)} {{id: row.id}}) SET n += row.props "
        "RETURN count(*) AS found"
    )


def _label(label: str, added: str) -> str:
    return f"{_find(label)} SET n:{checked_name(added)} RETURN count(*) AS found"


def _unlabel(label: str, lost: str) -> str:
    return f"{_find(label)} REMOVE n:{checked_name(lost)} RETURN count(*) AS found"


def _delete(label: str) -> str:
    return f"{_find(label)} DETACH DELETE n RETURN count(*) AS found"


def _find(label: str) -> str:
    return f"UNWIND $rows AS row MATCH (n:{checked_name(label)} {{id: row.id}})"


def _link(link: Link) -> str:
    return f"{_ends(link)} MERGE (a)-[x:{_type(link)}]->(b) SET x += row.props RETURN count(*) AS found"


def _unlink(link: Link) -> str:
    return f"{_ends(link)} MATCH (a)-[x:{_type(link)}]->(b) DELETE x RETURN count(*) AS found"


def _ends(link: Link) -> str:
    start, end = checked_name(link.start[0]), checked_name(link.end[0])
    return f"UNWIND $rows AS row MATCH (a:{start} {{id: row.s}}) MATCH (b:{end} {{id: row.d}})"


def _type(link: Link) -> str:
    key = ", ".join(f"{checked_name(name)}: row.key.{checked_name(name)}" for name in link.key)
    return f"{checked_name(link.type)} {{{key}}}" if key else checked_name(link.type)


def checked_name(text: str) -> str:
    """The text where it may stand in a statement as it is; DataError for anything but letters and digits."""
    if not _NAME.fullmatch(text):
        raise DataError(f"{text!r}: no name for a label, type or property; expected letters, digits and _")
    return text
