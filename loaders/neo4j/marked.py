"""Elements as they stand in Neo4j, and the statements that bring a database to them: pure text and values.

Each node and relationship that `kg load` writes bears two properties of its own: `hash`, 62 bits over all
that it says, and `run`, the load that wrote it last. What has no `hash` is somebody else's. By hashes the
difference of a graph and a database is a comparison of numbers, and their sums show that both are equal.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.schema import Schema
from loaders.property_graph.captions import caption
from loaders.property_graph.cypher import KEYED, Batch, Row, checked_name
from loaders.property_graph.elements import ENTITY, EXACT, Elements, Link, Node, Props

BATCH = 5000
"""Rows in one transaction."""
CHARACTERS = 4_000_000
"""Characters in one transaction, so that long quotes do not fill the memory of the server."""
HALF = 1 << 31
"""A hash is summed in two halves of 31 bits: the sum of whole ones would leave 64 bits."""
LINK_PROPS = (
    *("status", "basis", "years", "reports", "evidence_count", "evidence", "quotes", "rule", "deictic"),
)
"""What a relationship may hold beside its key."""
ADDED = ("hash", "run", "caption")
"""What a load puts on top of what the graph says."""
LOCK_STATEMENT = "CREATE CONSTRAINT kgload_id IF NOT EXISTS FOR (n:KgLoad) REQUIRE n.id IS UNIQUE"
HOLD = "MERGE (n:KgLoad {id: 'load'}) SET n.run = $run"
"""Takes the one node that a load holds while it writes; it says which run was finished last."""
SUMS = (
    "MATCH (n) WHERE n.hash IS NOT NULL UNWIND labels(n) AS kind WITH kind, n.hash AS hash "
    f"RETURN kind, count(*) AS number, sum(hash / {HALF}) AS high, sum(hash % {HALF}) AS low",
    "MATCH ()-[x]->() WHERE x.hash IS NOT NULL WITH type(x) AS kind, x.hash AS hash "
    f"RETURN kind, count(*) AS number, sum(hash / {HALF}) AS high, sum(hash % {HALF}) AS low",
)
"""Queries for the sums of what is ours, of each label and each type."""
FOREIGN = (
    f"MATCH (n:{'|'.join(KEYED)}) WHERE n.hash IS NULL UNWIND labels(n) AS label "
    "RETURN label, count(*) AS number ORDER BY label"
)
"""A query for nodes that are not ours under labels that are."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A node or relationship with the hash of all that it says; its name is `Node.id` or `Link.name`."""

    name: str | tuple[str, ...]
    hash: int
    element: Node | Link


@dataclass(frozen=True, slots=True)
class Sums:
    """How many elements of a kind there are, and the sums of both halves of their hashes."""

    number: int
    high: int
    low: int


def marked_nodes(found: Elements) -> dict[str, list[Marked]]:
    """The nodes by label, each label of `KEYED` present, sorted by id; with the property `caption`."""
    groups: dict[str, list[Marked]] = {label: [] for label in KEYED}
    for node in found.nodes.values():
        props = {**_filled(node.props), "caption": caption(node)}
        shown = Node(node.label, node.id, props, node.labels)
        said = _hash(node.label, node.id, shown.labels, shown.props)
        groups[node.label].append(Marked(node.id, said, shown))
    return groups


def marked_links(found: Elements, types: Iterable[str]) -> dict[str, list[Marked]]:
    """The relationships by type, each of `types` present, sorted by their ends."""
    groups: dict[str, list[Marked]] = {type_: [] for type_ in types}
    for link in found.links.values():
        shown = Link(link.type, link.start, link.end, link.key, _filled(link.props))
        said = _hash(*link.name, tuple(link.key), shown.props)
        groups[link.type].append(Marked(link.name, said, shown))
    return groups


def _filled(props: Props) -> Props:
    """The properties without empty lists: an import cannot make them."""
    return {name: value for name, value in props.items() if value != []}


def _hash(*parts: object) -> int:
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return int.from_bytes(hashlib.blake2b(text.encode("ascii"), digest_size=8).digest(), "big") >> 2


def sums_of(found: Iterable[Marked]) -> Sums:
    """What a row of `SUMS` says where exactly these elements stand."""
    hashes = [one.hash for one in found]
    return Sums(len(hashes), sum(one // HALF for one in hashes), sum(one % HALF for one in hashes))


def node_hashes(label: str) -> str:
    """A query for id and hash of each of our nodes with the label."""
    return f"MATCH (n:{checked_name(label)}) WHERE n.hash IS NOT NULL RETURN n.id AS id, n.hash AS hash"


def link_hashes(type_: str) -> str:
    """A query for the hash of each of our relationships of the type."""
    return f"MATCH ()-[x:{checked_name(type_)}]->() WHERE x.hash IS NOT NULL RETURN x.hash AS hash"


def link_names(type_: str) -> str:
    """A query for what tells the relationships with the `$hashes` from others: ends and key."""
    return (
        f"MATCH (a)-[x:{checked_name(type_)}]->(b) WHERE x.hash IN $hashes "
        "RETURN x.hash AS hash, x.id AS id, x.label AS label, "
        "labels(a) AS start_labels, a.id AS start, labels(b) AS end_labels, b.id AS end"
    )


def own_nodes(label: str) -> str:
    """A query for all that our nodes with the label say."""
    return (
        f"MATCH (n:{checked_name(label)}) WHERE n.hash IS NOT NULL "
        "RETURN labels(n) AS labels, properties(n) AS props"
    )


def own_links(type_: str) -> str:
    """A query for all that our relationships of the type say, with the ids and key labels of their ends."""
    ends = (
        f"head([label IN labels({node}) WHERE label IN {list(KEYED)}]) AS {end}_label, {node}.id AS {end}"
        for node, end in (("a", "start"), ("b", "end"))
    )
    return (
        f"MATCH (a)-[x:{checked_name(type_)}]->(b) WHERE x.hash IS NOT NULL "
        f"RETURN {', '.join(ends)}, properties(x) AS props"
    )


def node_batches(nodes: Iterable[Marked], schema: Schema, run: str) -> Iterator[Batch]:
    """What writes the nodes: made where missing, else brought to the same properties and labels."""
    blank = _blank(sorted({EXACT, *(one.neo4j for one in schema.properties.values())} - {"id"}))
    classes = sorted({one.neo4j for one in schema.classes.values()} - set(KEYED))
    for labels, group in _by_labels(nodes).items():
        lost = [label for label in classes if label not in labels]
        yield from _cut(_merge_node(labels, lost, blank), (_node_row(one, run) for one in group))


def link_batches(links: Iterable[Marked], run: str) -> Iterator[Batch]:
    """What writes the relationships, a statement for each type, labels of the ends and names of the key."""
    groups: dict[str, list[Row]] = {}
    for one in links:
        link = one.element
        assert isinstance(link, Link)
        props = {**link.props, "hash": one.hash, "run": run}
        row = {"s": link.start[1], "d": link.end[1], "key": dict(link.key), "props": props}
        groups.setdefault(_merge_link(link), []).append(row)
    for statement, rows in groups.items():
        yield from _cut(statement, rows)


def gone_links(type_: str, hashes: Iterable[int]) -> Iterator[Batch]:
    """What deletes the relationships of a type that bear these hashes."""
    text = f"MATCH ()-[x:{checked_name(type_)}]->() WHERE x.hash IN $rows DELETE x RETURN count(*) AS found"
    yield from _cut_plain(text, hashes, 10 * BATCH)


def gone_nodes(label: str, ids: Iterable[str]) -> Iterator[Batch]:
    """What deletes our nodes with these ids, and the relationships that others have hung on them."""
    text = f"UNWIND $rows AS id MATCH (n:{checked_name(label)} {{id: id}}) WHERE n.hash IS NOT NULL "
    yield from _cut_plain(f"{text}DETACH DELETE n RETURN count(*) AS found", ids, BATCH)


def transactions(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    """The batches in order, small ones together up to BATCH rows: a commit costs more than a few rows."""
    held: list[Batch] = []
    for batch in batches:
        if held and sum(len(one.rows) for one in (*held, batch)) > BATCH:
            yield held
            held = []
        held.append(batch)
    if held:
        yield held


def gone_run(types: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Kind and statement that take back what the run in `$rows` wrote: relationships, then nodes.

    A node stays where relationships hang on it that another run wrote.
    """
    ours = "WHERE x.run IN $rows AND x.hash IS NOT NULL"
    alone = "AND NOT EXISTS { (x)-[other]-() WHERE other.hash IS NOT NULL }"
    for type_ in types:
        yield type_, f"MATCH ()-[x:{checked_name(type_)}]->() {ours} DELETE x RETURN count(*) AS found"
    for label in KEYED:
        found = f"MATCH (x:{checked_name(label)}) {ours} {alone}"
        yield label, f"{found} DETACH DELETE x RETURN count(*) AS found"


def _by_labels(nodes: Iterable[Marked]) -> dict[tuple[str, ...], list[Marked]]:
    groups: dict[tuple[str, ...], list[Marked]] = {}
    for one in nodes:
        assert isinstance(one.element, Node)
        groups.setdefault((one.element.label, *one.element.labels), []).append(one)
    return groups


def _node_row(one: Marked, run: str) -> Row:
    assert isinstance(one.element, Node)
    return {"id": one.element.id, "props": {**one.element.props, "hash": one.hash, "run": run}}


def _merge_node(labels: tuple[str, ...], lost: list[str], blank: str) -> str:
    key, *further = map(checked_name, labels)
    added = f"SET n:{':'.join(further)} REMOVE n:{':'.join(lost)} " if key == ENTITY else ""
    return (
        f"UNWIND $rows AS row MERGE (n:{key} {{id: row.id}}) ON MATCH SET n += {blank} "
        f"{added}SET n += row.props RETURN count(*) AS found"
    )


def _merge_link(link: Link) -> str:
    start, end, type_ = map(checked_name, (link.start[0], link.end[0], link.type))
    key = ", ".join(f"{checked_name(name)}: row.key.{name}" for name in link.key)
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.s}}) MATCH (b:{end} {{id: row.d}}) "
        f"MERGE (a)-[x:{type_}{f' {{{key}}}' if key else ''}]->(b) "
        f"ON MATCH SET x += {_blank(LINK_PROPS)} SET x += row.props RETURN count(*) AS found"
    )


def _blank(names: Iterable[str]) -> str:
    """A map that takes these properties away, in front of those that are to stand."""
    return "{" + ", ".join(f"{checked_name(name)}: null" for name in names) + "}"


def _cut(statement: str, rows: Iterable[Row]) -> Iterator[Batch]:
    """Batches of at most BATCH rows and about CHARACTERS characters."""
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += sum(map(_size, row["props"].values()))
        if len(held) == BATCH or size >= CHARACTERS:
            yield Batch(statement, tuple(held))
            held, size = [], 0
    if held:
        yield Batch(statement, tuple(held))


def _size(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    return sum(map(_size, value)) if isinstance(value, list) else 8


def _cut_plain(statement: str, values: Iterable[int | str], size: int) -> Iterator[Batch]:
    every = list(values)
    for first in range(0, len(every), size):
        yield Batch(statement, tuple(every[first : first + size]))
