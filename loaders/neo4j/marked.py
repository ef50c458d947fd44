"""What brings a Neo4j database to the sheets of a graph: queries and statements, pure text and values.

Each node and relationship that `kg load` writes bears two properties of its own: `hash`
(loaders.neo4j.sheets) and `run`, the load that wrote it last. What has no `hash` is somebody else's.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from kg.schema import Schema
from loaders.neo4j.sheets import HALF, Row
from loaders.property_graph.cypher import Batch, checked_name
from loaders.property_graph.elements import EXACT
from loaders.property_graph.indexes import keyed
from loaders.property_graph.rows import ENTITY, Form

BATCH = 5000
"""Rows in one transaction."""
CHARACTERS = 4_000_000
"""Characters in one transaction, so that long quotes do not fill the memory of the server."""
HASHES = 300_000
"""Nodes, or relationships, of which the server gathers the hashes at once."""
NAMED, MOST_NAMED = 50_000, 200_000
"""Hashes of which the server is asked at once what bears them: so many, or a quarter of all up to so many.

Each question goes through the whole database; the driver holds some 200 bytes of each hash that it sends.
"""
FEW = 10_000
"""So many relationships are made by fewer texts, which name more labels each."""
LINK_PROPS = (
    *("status", "basis", "years", "reports", "evidence_count", "evidence", "quotes", "rule", "deictic"),
)
"""What a relationship may hold beside its key."""
ADDED = ("hash", "run", "caption")
"""What a load puts on top of what the graph says."""
LOCK_STATEMENT = "CREATE CONSTRAINT kgload_id IF NOT EXISTS FOR (n:KgLoad) REQUIRE n.id IS UNIQUE"
HOLD = "MERGE (n:KgLoad {id: 'load'}) SET n.run = $run"
"""Takes the one node that a load holds while it writes; it says which run was finished last."""
_Packed = tuple[list[Any], int]
"""A row as it is sent, and the length of its text.

It is a list of what names it and its properties: names of its parts would cost as much to pack.
"""
_FIRST_TWO = itemgetter(0, 1)
_OURS = "x.hash IS :: INTEGER NOT NULL"
"""What tells x from nodes and relationships of others: those may have a `hash` that is a text."""
_NODES = f"MATCH (x) WITH labels(x) AS kinds, CASE WHEN {_OURS} THEN x.hash END AS hash"
_LINKS = f"MATCH ()-[x]->() WITH type(x) AS kind, CASE WHEN {_OURS} THEN x.hash END AS hash"
_SUMS = f"count(*) AS number, sum(hash / {HALF}) AS high, sum(hash % {HALF}) AS low"
_SHAPE = (
    "CASE WHEN x.run = $run AND ($hashes IS NULL OR x.hash IN $hashes) "
    "THEN [key IN keys(x) | key + ':' + valueType(x[key])] END AS shape"
)
SUMS = (
    f"{_NODES}, {_SHAPE} WHERE hash IS NOT NULL RETURN kinds, shape, {_SUMS}",
    f"{_LINKS}, {_SHAPE} WHERE hash IS NOT NULL "
    f"WITH kind, shape, {_SUMS} RETURN [kind] AS kinds, shape, number, high, low",
)
"""Queries for the sums of what is ours, of each set of labels and each type; and of what the run $run wrote,
all of it or that with $hashes, for each set of names and types of properties.

To go through all relationships costs a server a third of what going through those of some types does, and to
plan a text that names what each kind must hold far more than to answer.
"""
NUMBERS = ("MATCH (x) RETURN count(x) AS number", "MATCH ()-[x]->() RETURN count(x) AS number")
"""Queries for how many nodes and relationships there are, ours or not; a server knows it without looking."""
HASHES_OF = (
    f"{_NODES} WHERE hash % $of = $part RETURN kinds, collect(hash) AS hashes",
    f"{_LINKS} WHERE hash % $of = $part WITH kind, collect(hash) AS hashes RETURN [kind] AS kinds, hashes",
)
"""Queries for the hashes of ours, for each set of labels and each type a list.

A row for each hash would cost the driver ten times as much.
"""
_CREATE_NODE = (
    "UNWIND $rows AS row CREATE (n:$(row[1]) {id: row[0]}) "
    "SET n += row[2], n.run = $run RETURN count(*) AS found"
)
NAMED_NODES = "MATCH (x) WHERE x.hash IN $hashes RETURN labels(x) AS labels, x.hash AS hash, x.id AS id"
"""A query for the ids of nodes that bear these hashes."""
NAMED_LINKS = (
    "MATCH ()-[x]->() WHERE x.hash IN $hashes WITH x, startNode(x) AS a, endNode(x) AS b "
    "RETURN type(x) AS type, x.hash AS hash, elementId(x) AS element, x.id AS id, x.label AS label, "
    "labels(a) AS start_labels, a.id AS start, labels(b) AS end_labels, b.id AS end"
)
"""A query for what tells relationships that bear these hashes from others: ends and key; and their own id."""


def foreign() -> str:
    """A query for nodes that are not ours under labels that are."""
    return (
        f"MATCH (x:{'|'.join(keyed())}) WHERE NOT ({_OURS}) UNWIND labels(x) AS label "
        "RETURN label, count(*) AS number ORDER BY label"
    )


def own_nodes(label: str) -> str:
    """A query for all that our nodes with the label say."""
    return f"MATCH (x:{checked_name(label)}) WHERE {_OURS} RETURN labels(x) AS labels, properties(x) AS props"


def own_links(type_: str) -> str:
    """A query for all that our relationships of the type say, with the ids and key labels of their ends."""
    ends = (
        f"head([label IN labels({node}) WHERE label IN {list(keyed())}]) AS {end}_label, {node}.id AS {end}"
        for node, end in (("a", "start"), ("b", "end"))
    )
    return (
        f"MATCH (a)-[x:{checked_name(type_)}]->(b) WHERE {_OURS} "
        f"RETURN {', '.join(ends)}, properties(x) AS props"
    )


def makes(found: Iterable[tuple[Form, Iterable[Row]]], run: str, *, few: bool) -> Iterator[Batch]:
    """What makes elements of whose labels or types the database has none, without a look at what there is.

    One text makes all nodes, and one all relationships between two labels, whatever their type; of a `few`,
    all that lead to one label. A server takes longer to plan a text than to make some thousand relationships,
    but to make many takes it a third longer where it is not told the label of their start.
    """
    texts: dict[str, list[Iterable[_Packed]]] = {}
    for form, rows in found:
        starts = keyed() if few else form.ends[:1]
        text = _create_link("|".join(map(checked_name, starts)), form.ends[1]) if form.ends else _CREATE_NODE
        texts.setdefault(text, []).append(_new(form, rows))
    for text, packed in texts.items():
        yield from _cut(text, chain.from_iterable(packed), {"run": run})


def writes(form: Form, rows: Iterable[Row], schema: Schema, run: str) -> Iterator[Batch]:
    """What writes elements of a form: made where missing, else brought to the same properties and labels.

    What is taken away is named by parameters: a server takes seconds to plan a text that has all the names.
    """
    packed = (([*row.name, _said(row)], row.size) for row in rows)
    if form.ends:
        return _cut(_merge_link(form), packed, {"blank": _blank(LINK_PROPS), "run": run})
    blank = _blank({EXACT, *(one.neo4j for one in schema.properties.values())} - {"id"})
    classes = {one.neo4j for one in schema.classes.values()} - {*keyed(), *form.names}
    labels = {"labels": form.names, "lost": sorted(classes)} if form.kind == ENTITY else {}
    return _cut(_merge_node(form), packed, {"blank": blank, "run": run, **labels})


def gone_links(found: Iterable[tuple[str, int]]) -> Iterator[Batch]:
    """What deletes the relationships that the server calls so, if they still bear the hash beside it."""
    text = (
        "UNWIND $rows AS row MATCH ()-[x]->() WHERE elementId(x) = row[0] AND x.hash = row[1] "
        "DELETE x RETURN count(*) AS found"
    )
    return _cut_plain(text, map(list, found))


def gone_nodes(label: str, ids: Iterable[str]) -> Iterator[Batch]:
    """What deletes our nodes with these ids, and the relationships that others have hung on them."""
    text = f"UNWIND $rows AS id MATCH (x:{checked_name(label)} {{id: id}}) WHERE {_OURS} "
    return _cut_plain(f"{text}DETACH DELETE x RETURN count(*) AS found", ids)


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


def runs(types: Iterable[str]) -> str:
    """A query for the runs that wrote what is ours."""
    found = f"WHERE {_OURS} AND x.run IS :: STRING NOT NULL RETURN DISTINCT x.run AS run"
    nodes, links = "|".join(map(checked_name, keyed())), "|".join(map(checked_name, types))
    return f"MATCH (x:{nodes}) {found} UNION MATCH ()-[x:{links}]->() {found}"


def gone_run(types: Iterable[str], run: str) -> Iterator[tuple[str, Batch]]:
    """Kind and statement that take back what the run wrote, BATCH at a time: relationships, then nodes.

    A node stays where relationships hang on it that another run wrote.
    """
    ours = f"WHERE x.run IN $rows AND {_OURS}"
    alone = f"AND NOT EXISTS {{ (x)-[other]-() WHERE {_OURS.replace('x.', 'other.')} }}"
    links = ((type_, f"()-[x:{checked_name(type_)}]->() {ours}", "DELETE") for type_ in types)
    nodes = ((label, f"(x:{checked_name(label)}) {ours} {alone}", "DETACH DELETE") for label in keyed())
    for kind, found, deleted in chain(links, nodes):
        text = f"MATCH {found} WITH x LIMIT $most {deleted} x RETURN count(*) AS found"
        yield kind, Batch(text, (run,), {"most": BATCH})


def _merge_node(form: Form) -> str:
    added = "SET n:$($labels) REMOVE n:$($lost) " if form.kind == ENTITY else ""
    return (
        f"UNWIND $rows AS row MERGE (n:{checked_name(form.kind)} {{id: row[0]}}) ON MATCH SET n += $blank "
        f"{added}SET n += row[1], n.run = $run RETURN count(*) AS found"
    )


def _create_link(start: str, end: str) -> str:
    """A MERGE cannot have a type as a value: it may be planned to go through all relationships."""
    return _link(start, checked_name(end), "CREATE (a)-[y:$(row[2])]->(b) SET y += row[3], y.run = $run")


def _merge_link(form: Form) -> str:
    """A MERGE would take a relationship of others with our type over, and leave what somebody copied."""
    start, end = map(checked_name, form.ends)
    pattern = f"{checked_name(form.kind)}{_key(form)}"
    said = f"SET y += row[{2 + len(form.names)}], y.run = $run"
    return _link(
        start,
        end,
        f"WITH row, a, b, [(a)-[x:{pattern}]->(b) WHERE {_OURS} | x] AS own "
        f"FOREACH (none IN CASE WHEN own = [] THEN [1] ELSE [] END | CREATE (a)-[y:{pattern}]->(b) {said}) "
        f"FOREACH (y IN own[..1] | SET y += $blank {said}) FOREACH (y IN own[1..] | DELETE y)",
    )


def _link(start: str, end: str, made: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}}) "
        f"{made} RETURN count(*) AS found"
    )


def _key(form: Form) -> str:
    key = ", ".join(f"{checked_name(name)}: row[{place}]" for place, name in enumerate(form.names, 2))
    return f" {{{key}}}" if key else ""


def _blank(names: Iterable[str]) -> dict[str, None]:
    """A map that takes these properties away, in front of those that are to stand."""
    return dict.fromkeys(sorted(names))


def _new(form: Form, rows: Iterable[Row]) -> Iterator[_Packed]:
    if form.ends:
        kind = checked_name(form.kind)
        return (([*row.name[:2], kind, {**row.key(form), **_said(row)}], row.size) for row in rows)
    labels = [*map(checked_name, (form.kind, *form.names))]
    return (([*row.name, labels, _said(row)], row.size) for row in rows)


def _said(row: Row) -> dict[str, Any]:
    return {**row.props, "hash": row.hash}


def _cut(statement: str, rows: Iterable[_Packed], params: Mapping[str, object]) -> Iterator[Batch]:
    """Batches of at most BATCH rows and about CHARACTERS characters, each sorted by id, or ids of ends."""
    held: list[list[Any]] = []
    size = 0
    for row, more in rows:
        held.append(row)
        size += more
        if len(held) == BATCH or size >= CHARACTERS:
            yield Batch(statement, tuple(sorted(held, key=_FIRST_TWO)), params)
            held, size = [], 0
    if held:
        yield Batch(statement, tuple(sorted(held, key=_FIRST_TWO)), params)


def _cut_plain(statement: str, values: Iterable[str | list[Any]]) -> Iterator[Batch]:
    source = iter(values)
    while some := tuple(islice(source, BATCH)):
        yield Batch(statement, some)
