"""A Neo4j database is brought to a graph: only what differs is written, what left goes last, all is counted.

The state of the database is read from the server each time, so a load that was killed needs no repair: the
same command goes on where it stopped. One load writes at a time; nodes and relationships of others are not
touched.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.errors import CheckError, DataError
from kg.schema import Schema
from loaders.neo4j import demands, marked
from loaders.neo4j.marked import Marked, Sums
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.property_graph.cypher import KEYED, Batch, schema_statements
from loaders.property_graph.elements import ENTITY, Elements, Node

Progress = Callable[[int, int], None]
NOTHING = Sums(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """What a load does to one kind: a label (`Report`) or a relationship type (`ISSUED`).

    `number` elements are in the graph; `new` ones were missing in the database, `changed` ones said something
    else, `gone` ones are no more in the graph.
    """

    kind: str
    number: int
    new: int
    changed: int
    gone: int

    @property
    def differs(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.new or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that brings the database to the graph, kind by kind, nodes before relationships."""

    changes: tuple[Change, ...]
    nodes: tuple[Marked, ...]
    links: tuple[Marked, ...]
    gone: tuple[tuple[str, tuple[tuple[int, object], ...]], ...]
    expected: dict[str, Sums]

    @property
    def rows(self) -> int:
        """How many elements are written or deleted."""
        return len(self.nodes) + len(self.links) + sum(len(keys) for _, keys in self.gone)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was done; `created` and `deleted` are the server's own counts of nodes and relationships."""

    changes: tuple[Change, ...]
    created: int
    deleted: int

    @property
    def nodes(self) -> int:
        """How many nodes the database holds now."""
        return sum(change.number for change in self.changes if change.kind in KEYED)

    @property
    def links(self) -> int:
        """How many relationships it holds now."""
        return sum(change.number for change in self.changes) - self.nodes


def sync(
    store: Neo4jStore,
    found: Elements,
    schema: Schema,
    run: str,
    *,
    full: bool = False,
    progress: Progress | None = None,
) -> Loaded:
    """Bring the database to these elements; a second time nothing is written.

    `run` is put on every element that is written; `full` writes those again that the database seems to have.
    Raises ServiceError where another load holds the database; before anything is written, DataError where an
    element does not hold what the ontology demands or nodes of others stand under our labels; afterwards
    CheckError where counts, sums or what was written are wrong.
    """
    demands.refuse_unfit(found)
    refuse_foreign(store)
    store.prepare((*schema_statements(), marked.LOCK_STATEMENT))
    with store.holding(marked.HOLD, {"run": run}) as check_held:
        wanted = plan(store, found, schema, full=full)
        tell = progress or _silent
        written = _write(store, _writes(wanted, schema, run), tell, wanted.rows)
        check_held()
        deleted = _delete(store, _deletes(wanted), tell, wanted.rows)
        reconcile(store, wanted)
        audit(store, wanted, run)
    return Loaded(wanted.changes, written, deleted)


def _silent(done: int, total: int) -> None:
    pass


def _write(store: Neo4jStore, batches: Iterable[Batch], tell: Progress, total: int) -> int:
    """Run the batches; gives how many nodes and relationships the server says that it has created."""
    done = created = 0
    for group in marked.transactions(batches):
        for batch, counts in zip(group, store.apply(group), strict=True):
            if counts.found != len(batch.rows):
                what = f"{len(batch.rows)} rows were sent, {counts.found} found their nodes"
                raise DataError(f"{what}: {batch.statement}; run kg load again")
            created += counts.created
            done += len(batch.rows)
        tell(done, total)
    return created


def _delete(store: Neo4jStore, batches: Iterable[Batch], tell: Progress, total: int) -> int:
    """Run the batches; gives how many nodes and relationships the server says that it has deleted."""
    every = list(marked.transactions(batches))
    done = total - sum(len(batch.rows) for group in every for batch in group)
    deleted = 0
    for group in every:
        deleted += sum(counts.deleted for counts in store.apply(group))
        done += sum(len(batch.rows) for batch in group)
        tell(done, total)
    return deleted


def plan(store: Neo4jStore, found: Elements, schema: Schema, *, full: bool = False) -> Plan:
    """What `sync` would do, found by reading alone."""
    nodes, links = marked.marked_nodes(found), marked.marked_links(found, schema.relations)
    stands = _sums(store)
    parts = {
        kind: _compare(store, kind, group, stands.get(kind, NOTHING), full=full)
        for kind, group in (*nodes.items(), *links.items())
    }
    expected = {kind: marked.sums_of(group) for kind, group in (*nodes.items(), *links.items())}
    return Plan(
        tuple(part.change for part in parts.values()),
        tuple(one for kind in nodes for one in parts[kind].write),
        tuple(one for kind in links for one in parts[kind].write),
        tuple((kind, part.gone) for kind, part in parts.items() if part.gone),
        expected | _classes(nodes[ENTITY], schema),
    )


def reconcile(store: Neo4jStore, wanted: Plan) -> None:
    """Raise CheckError where the database has not the counts and sums of the graph, by label and type."""
    stands = _sums(store)
    wrong = [
        f"{kind}: {stands.get(kind, NOTHING)}, expected {sums}"
        for kind, sums in wanted.expected.items()
        if stands.get(kind, NOTHING) != sums
    ]
    if wrong:
        what = f"Neo4j does not hold the graph: {wrong[0]} ({len(wrong)} labels and types differ)"
        raise CheckError(f"{what}; somebody else has changed it: run kg load --full")


def audit(store: Neo4jStore, wanted: Plan, run: str) -> None:
    """Raise CheckError where what this run wrote does not hold in the database what the ontology demands.

    Where existence and types are not enforced, another writer may have taken a property away meanwhile.
    """
    nodes = [one.element for one in wanted.nodes if isinstance(one.element, Node)]
    labels = sorted({label for node in nodes for label in (node.label, *node.labels)})
    audits = [*map(demands.node_audit, labels), *[demands.link_audit()] * bool(wanted.links)]
    for one in audits:
        for row in store.stream(one.text, {"run": run, "stated": demands.stated_types()}):
            for demand, number in zip(one.demands, row["wrong"], strict=True):
                if number:
                    what = f"{number} {row['kind']}: {demand.prop} is not {demand.predicate}"
                    raise CheckError(f"Neo4j: {what}; somebody else has changed it: run kg load --full")


def _classes(entities: Iterable[Marked], schema: Schema) -> dict[str, Sums]:
    """The sums of the entities under the label of each class."""
    groups: dict[str, list[Marked]] = {
        term.neo4j: [] for term in schema.classes.values() if term.neo4j not in KEYED
    }
    for one in entities:
        assert isinstance(one.element, Node)
        for label in one.element.labels:
            groups[label].append(one)
    return {label: marked.sums_of(group) for label, group in groups.items()}


def _sums(store: Neo4jStore) -> dict[str, Sums]:
    rows = [row for text in marked.SUMS for row in store.stream(text, {})]
    return {row["kind"]: Sums(row["number"], row["high"], row["low"]) for row in rows}


def refuse_foreign(store: Neo4jStore) -> None:
    """Raise DataError where nodes that no load of ours wrote bear a label under which ours are found."""
    strange = [f"{row['number']} :{row['label']}" for row in store.stream(marked.FOREIGN, {})]
    if strange:
        what = f"Neo4j: {', '.join(strange)}: nodes in this database that kg load did not write"
        raise DataError(f"{what}; nothing was changed: name an empty database, or remove those nodes")


@dataclass(frozen=True, slots=True)
class _Difference:
    """What is to be written of one kind, and the hashes and names of what is to go."""

    change: Change
    write: tuple[Marked, ...] = ()
    gone: tuple[tuple[int, object], ...] = ()


def _compare(store: Neo4jStore, kind: str, group: list[Marked], sums: Sums, *, full: bool) -> _Difference:
    if not full and sums == marked.sums_of(group):
        return _Difference(Change(kind, len(group), 0, 0, 0))
    wanted = {one.hash for one in group}
    stands, stale = _standing(store, kind, wanted) if sums.number else (set[int](), dict[int, object]())
    names = {one.name for one in group}
    gone = tuple(sorted((hash_, name) for hash_, name in stale.items() if name not in names))
    missing = [one for one in group if one.hash not in stands]
    write = group if full else missing
    new = len(missing) - (len(stale) - len(gone))
    return _Difference(Change(kind, len(group), new, len(write) - new, len(gone)), tuple(write), gone)


def _standing(store: Neo4jStore, kind: str, wanted: set[int]) -> tuple[set[int], dict[int, object]]:
    """The hashes that stand in the database, and the names of those that are not wanted."""
    if kind in KEYED:
        found = {row["hash"]: row["id"] for row in store.stream(marked.node_hashes(kind), {})}
        return set(found), {hash_: name for hash_, name in found.items() if hash_ not in wanted}
    stands = {row["hash"] for row in store.stream(marked.link_hashes(kind), {})}
    return stands, _names(store, kind, sorted(stands - wanted))


def _names(store: Neo4jStore, type_: str, hashes: list[int]) -> dict[int, object]:
    """The names (as `Link.name`) of the relationships in the database that bear these hashes."""
    rows = store.stream(marked.link_names(type_), {"hashes": hashes}) if hashes else ()
    found: dict[int, object] = {}
    for row in rows:
        ends = ((_key_label(row[f"{end}_labels"]), row[end]) for end in ("start", "end"))
        key = [row[name] for name in ("id", "label") if row[name] is not None]
        found[row["hash"]] = (type_, *(part for end in ends for part in end), *key)
    return found


def _key_label(labels: Iterable[str]) -> str:
    return next(label for label in KEYED if label in labels)


def _writes(wanted: Plan, schema: Schema, run: str) -> Iterable[Batch]:
    yield from marked.node_batches(wanted.nodes, schema, run)
    yield from marked.link_batches(wanted.links, run)


def _deletes(wanted: Plan) -> Iterable[Batch]:
    """Relationships first, then nodes."""
    for kind, gone in reversed(wanted.gone):
        if kind in KEYED:
            yield from marked.gone_nodes(kind, (str(name) for _, name in gone))
        else:
            yield from marked.gone_links(kind, (hash_ for hash_, _ in gone))


def retract_run(store: Neo4jStore, schema: Schema, run: str) -> dict[str, int]:
    """Delete what this run wrote last, and nothing else; gives how many of each label and type.

    A node that it changed stays where relationships of other runs hang on it. Raises ServiceError where
    another load holds the database.
    """
    refuse_foreign(store)
    store.prepare((*schema_statements(), marked.LOCK_STATEMENT))
    with store.holding(marked.HOLD, {"run": f"without {run}"}):
        steps = marked.gone_run(schema.relations)
        found = {kind: store.apply([Batch(text, (run,))])[0].found for kind, text in steps}
    return {kind: number for kind, number in found.items() if number}
