"""Entities of what reports call them, and the facts between them: group-bys on rows that may lie on disk."""

import marshal
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from kg.model import Basis, Entity, EntityId, Fact, fact_id
from kg.resolve import notes, regions, regulations
from kg.resolve.denotation import Link, Node, Properties
from kg.resolve.judging import entity_id
from kg.resolve.telling import Naming
from kg.resolve.things import things
from kg.rounds import LookedUp, View, table_of
from kg.sorting import PLAIN, Rows, Sorted


class Entities(NamedTuple):
    """Entities by id; `ids` gives the id of a node, `view` what a report may ask of them."""

    by_id: Mapping[str, Entity]
    ids: Mapping[Node, EntityId]
    view: View


def naming_rows(parts: Sequence[Sequence[Any]], counted: Iterator[int]) -> Iterator[tuple[bytes, Any]]:
    """The namings of a report by their nodes, each with its part and the place where it comes in."""
    for part, rows in enumerate(parts):
        for row in rows:
            yield key_of(row[0]), (part, next(counted), *row[1:])


def key_of(node: Node) -> bytes:
    """The key of the rows of a node."""
    return marshal.dumps(node, PLAIN)


def node_of(key: bytes) -> Node:
    """The node with this key."""
    return marshal.loads(key)  # type: ignore[no-any-return]


def entities_of(found: Rows[bytes], root: Mapping[Node, Node]) -> Entities:
    """The entities of these rows (`naming_rows`); `root` gives for nodes that were judged or joined the least
    of their cluster.
    """
    rows, ids = Rows[str](), Rows[bytes]()
    for node, nodes, group in _groups(found, root):
        first, namings = weighed(node, group)
        entity = _entity(node, namings)
        clear = any(not notes.candidates(one.properties) for one in namings)
        plain = entity.id, entity.cls, entity.key, entity.name, entity.names, entity.properties
        rows.add([(entity.id, (first, clear, plain))])
        ids.add((key_of(one), (one == node, entity.id)) for one in nodes)
    by_id = Sorted(rows, _last)
    id_of = table_of(ids, lambda those: those[0][1])

    def agency(key: str) -> str | None:
        told = ids.of(key_of(("Agency", key)))
        return told[0][1] if told and told[0][0] else None

    sure = LookedUp(lambda key: any(is_clear for _, is_clear, _ in rows.of(key)) or None)
    view: View = {"ids": id_of, "clear": sure, **things(LookedUp(by_id.get).get, agency)}
    return Entities(by_id, id_of, view)


def _last(rows: Sequence[Any]) -> Entity:
    """The entity of an id: of several nodes with one official code that which comes in last."""
    return Entity(*max(rows)[2])


def _groups(
    found: Rows[bytes], root: Mapping[Node, Node]
) -> Iterator[tuple[Node, Sequence[Node], Sequence[Any]]]:
    """The least node of each cluster, all its nodes, and their rows."""
    several = Counter(root.values())
    waiting: dict[Node, list[tuple[Node, Sequence[Any]]]] = defaultdict(list)
    for key, rows in found.groups():
        node = node_of(key)
        top = root.get(node, node)
        if several[top] < 2:
            yield node, (node,), rows
            continue
        waiting[top].append((node, rows))
    for top, pairs in waiting.items():
        yield top, [node for node, _ in pairs], [row for _, rows in pairs for row in rows]


def weighed(node: Node, rows: Iterable[Any]) -> tuple[tuple[int, int], list[Naming]]:
    """Where a node comes in, and its namings as they are weighed: equal ones of several reports are one."""
    times: dict[tuple[Any, ...], int] = {}
    ordered = sorted(rows, key=lambda row: row[:2])
    for row in ordered:
        times[row[2:-1]] = times.get(row[2:-1], 0) + row[-1]
    return ordered[0][:2], [Naming._make((node, *named, often)) for named, often in times.items()]


def _entity(node: Node, group: Sequence[Naming]) -> Entity:
    cls, key = node
    best = _best(group)
    spellings = sorted({one.spelling for one in group} - {""})
    properties = notes.settled(_merged(group))
    identity = EntityId(entity_id(node, regions.official_code(properties)))
    shown = regulations.class_of(best.properties) if cls == regulations.CLASS else cls
    if cls == regulations.CLASS:
        properties = regulations.with_validity(properties)
    return Entity(identity, shown, key, best.name, tuple(spellings), properties)


def _best(group: Sequence[Naming]) -> Naming:
    """The one whose name wins: greatest weight, most often given, longest, least by code point.

    Where nobody gives a name, as among a few of many reports, it is any.
    """
    named = {(one.name, one.weight): one for one in reversed(group) if one.name}
    if len(named) == 1:
        return next(iter(named.values()))
    counts: Counter[str] = Counter()
    for one in group:
        counts[one.name] += one.times
    ranked = sorted(
        named.values(), key=lambda one: (-one.weight, -counts[one.name], -len(one.name), one.name)
    )
    return ranked[0] if ranked else group[0]


def _merged(group: Sequence[Naming]) -> Properties:
    """For each property the value of the one that wins among those that have it."""
    told = {one.properties for one in group if one.properties}
    if len(told) < 2:
        return tuple(sorted(chain.from_iterable(told)))
    names = sorted({name for one in group for name, _ in one.properties})
    return tuple(
        (name, dict(_best([o for o in group if name in dict(o.properties)]).properties)[name])
        for name in names
    )


def object_of(key: bytes) -> Node:
    """What a link with this key leads to."""
    return marshal.loads(key)[-1]  # type: ignore[no-any-return]


def link_rows(links: Iterable[Link]) -> Iterator[tuple[bytes, Any]]:
    """Links by what they join."""
    for link in links:
        ends = link.subject, link.relation, link.object
        yield marshal.dumps(ends, PLAIN), (link.report_id, link.evidence, link.basis, link.year)


def facts_of(links: Rows[bytes], ids: Mapping[Node, EntityId]) -> Mapping[str, Fact]:
    """The facts of links (`link_rows`) between nodes that have an id, by id."""
    rows = Rows[str]()
    for key, group in links.groups():
        one, relation, other = marshal.loads(key)
        subject, object_ = ids.get(one), ids.get(other)
        if subject is not None and object_ is not None and subject != object_:
            said = fact_id(subject, relation, object_, "done")
            rows.add((said, (subject, relation, object_, row)) for row in group)
    return Sorted(rows, _fact)


def _fact(rows: Sequence[Any]) -> Fact:
    subject, relation, object_, _ = rows[0]
    reports, evidence, bases, years = zip(*(row for *_, row in rows), strict=True)
    told = sorted({year for year in years if year is not None})
    several = tuple(told), tuple(sorted({*reports})), tuple(sorted({*evidence}))
    return Fact(subject, relation, object_, "done", _strongest(bases), *several)


def _strongest(bases: Iterable[Basis]) -> Basis:
    order: tuple[Basis, ...] = ("stated", "title", "number", "registry", "inferred")
    return min(bases, key=order.index)
