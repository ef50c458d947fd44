"""A Neo4j database is brought to a graph: only what differs is written, what left goes last, all is counted.

The state of the database is read from the server each time, so a load that was killed needs no repair: the
same command goes on where it stopped. One load writes at a time; nodes and relationships of others are not
touched.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from kg.errors import CheckError, DataError, UsageError
from kg.schema import Schema
from loaders.neo4j import demands, marked
from loaders.neo4j.ahead import ahead
from loaders.neo4j.comparing import (
    Change,
    Outcome,
    Plan,
    compared,
    gone_links,
    gone_nodes,
    outcome,
    standing,
)
from loaders.neo4j.neo4j_store import Counts, Neo4jStore
from loaders.neo4j.sheets import NOTHING, Sheets, Sums, laid_out
from loaders.property_graph.cypher import Batch
from loaders.property_graph.indexes import keyed, schema_statements
from loaders.property_graph.rows import Rows

Progress = Callable[[int, int], None]
RUNS = 3
"""Runs that are named where none is of the name that was given."""
AGAIN = "run kg load --full"
ANEW = "take back what each run wrote, kg load --retract run:RUN, and run kg load again"
"""What to do where somebody else has changed what is ours; and where all of it was written again in vain."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was done; `created` and `deleted` are the server's own counts of nodes and relationships."""

    changes: tuple[Change, ...]
    created: int
    deleted: int

    @property
    def nodes(self) -> int:
        """How many nodes the database holds now."""
        return sum(change.number for change in self.changes if change.kind in keyed())

    @property
    def links(self) -> int:
        """How many relationships it holds now."""
        return sum(change.number for change in self.changes) - self.nodes


def sync(
    store: Neo4jStore,
    found: Iterable[Rows],
    schema: Schema,
    run: str,
    *,
    full: bool = False,
    progress: Progress | None = None,
) -> Loaded:
    """Bring the database to these elements, each given once; a second time nothing is written.

    `run` is put on every element that is written; `full` writes those again that the database seems to have.
    Raises ServiceError where another load holds the database; before anything is written, DataError where an
    element does not hold what the ontology demands or nodes of others stand under our labels; afterwards
    CheckError where counts, sums or what was written are wrong.
    """
    refuse_foreign(store)
    store.prepare((*schema_statements(), marked.LOCK_STATEMENT))
    with store.holding(marked.HOLD, {"run": run}) as check_held, ThreadPoolExecutor(1) as beside:
        stands = beside.submit(standing, store)  # the server reads while rows are worked out
        with laid_out(found) as sheets:
            wanted = compared(store, sheets, schema, stands.result(), full=full)
            tell = _counting(progress, wanted.rows)
            written, copies = _write(store, _writes(sheets, wanted, schema, run), tell, check_held)
            deleted = _delete(store, _deletes(sheets, wanted), tell, check_held)
            todo = ANEW if full else AGAIN
            if wanted.rows:
                after = outcome(store, run, _written(sheets, wanted))
                reconcile(after.sums, wanted, todo)
                audit(after, todo)
            else:
                reconcile(wanted.stood, wanted, todo)
    return Loaded(wanted.changes, written, deleted + copies)


def _counting(progress: Progress | None, total: int) -> Callable[[int], None]:
    """What is told how many rows were written or deleted further."""
    done = 0

    def tell(further: int) -> None:
        nonlocal done
        done += further
        if progress is not None:
            progress(done, total)

    return tell


def _write(
    store: Neo4jStore,
    batches: Iterable[Batch],
    tell: Callable[[int], None],
    check_held: Callable[[], None],
) -> tuple[int, int]:
    """Run the batches; gives how many nodes and relationships the server says that it has created, and
    how many copies of ours it has deleted.
    """
    created = deleted = 0
    for batch, counts in _sent(store, batches, tell, check_held):
        if counts.found != len(batch.rows):
            what = f"{len(batch.rows)} rows were sent, {counts.found} found their nodes"
            raise DataError(f"{what}: {batch.statement}; run kg load again")
        created += counts.created
        deleted += counts.deleted
    return created, deleted


def _delete(
    store: Neo4jStore,
    batches: Iterable[Batch],
    tell: Callable[[int], None],
    check_held: Callable[[], None],
) -> int:
    """Run the batches; gives how many nodes and relationships the server says that it has deleted."""
    return sum(counts.deleted for _, counts in _sent(store, batches, tell, check_held))


def _sent(
    store: Neo4jStore,
    batches: Iterable[Batch],
    tell: Callable[[int], None],
    check_held: Callable[[], None],
) -> Iterator[tuple[Batch, Counts]]:
    """Each batch with what the server counted, once its transaction is committed.

    Before that it is checked that this load still holds the database: two would make twice what no constraint
    keeps single.
    """
    for group in ahead(marked.transactions(batches)):
        yield from zip(group, store.apply(group, check_held), strict=True)
        tell(sum(len(batch.rows) for batch in group))


def plan(store: Neo4jStore, found: Iterable[Rows], schema: Schema, *, full: bool = False) -> Plan:
    """What `sync` would do, found by reading alone."""
    with laid_out(found) as sheets:
        return compared(store, sheets, schema, standing(store), full=full)


def reconcile(stands: Mapping[str, Sums], wanted: Plan, todo: str = AGAIN) -> None:
    """Raise CheckError, with what is to do, where the database has not the counts and sums of the graph."""
    wrong = [
        f"{kind}: {stands.get(kind, NOTHING)}, expected {own}"
        for kind, own in wanted.expected.items()
        if stands.get(kind, NOTHING) != own
    ]
    if wrong:
        what = f"Neo4j does not hold the graph: {wrong[0]} ({len(wrong)} labels and types differ)"
        raise CheckError(f"{what}; somebody else has changed it: {todo}")


def audit(after: Outcome, todo: str = AGAIN) -> None:
    """Raise CheckError, with what is to do, where what a run wrote does not hold what the ontology demands.

    Where existence and types are not enforced, another writer may have taken a property away meanwhile.
    """
    broken = Counter[tuple[str, demands.Demand]]()
    for (kind, shape), number in after.shapes.items():
        for demand in demands.unfit(kind, shape):
            broken[kind, demand] += number
    for (kind, demand), number in broken.items():
        what = f"{number} {kind}: {demand.prop} is not {demand.predicate}"
        raise CheckError(f"Neo4j: {what}; somebody else has changed it: {todo}")


def _written(sheets: Sheets, wanted: Plan) -> list[int] | None:
    """The hashes of what is written, where those are few; None stands for all that bears the run's name.

    A run has the name of an earlier one of the same graph, so that would be more than it writes.
    """
    if sum(len(one.places) for one in wanted.writes) > marked.NAMED:
        return None
    return [one for some in wanted.writes for one in sheets.hashes(some.form)[some.places].tolist()]


def refuse_foreign(store: Neo4jStore) -> None:
    """Raise DataError where nodes that no load of ours wrote bear a label under which ours are found."""
    strange = [f"{row['number']} :{row['label']}" for row in store.stream(marked.foreign(), {})]
    if strange:
        what = f"Neo4j: {', '.join(strange)}: nodes in this database that kg load did not write"
        raise DataError(f"{what}; nothing was changed: name an empty database, or remove those nodes")


def _writes(sheets: Sheets, wanted: Plan, schema: Schema, run: str) -> Iterator[Batch]:
    """Nodes first, then relationships; of each, what the database has none of first."""
    for linked in (False, True):
        those = [one for one in wanted.writes if bool(one.form.ends) is linked]
        new = [one for one in those if one.form.kind not in wanted.stood]
        few = sum(len(one.places) for one in new) <= marked.FEW
        yield from marked.makes(((one.form, sheets.rows(*one)) for one in new), run, few=few)
        for one in those:
            if one.form.kind in wanted.stood:
                yield from marked.writes(one.form, sheets.rows(*one), schema, run)


def _deletes(sheets: Sheets, wanted: Plan) -> Iterator[Batch]:
    """Relationships first, then nodes."""
    yield from marked.gone_links(gone_links(sheets))
    for label in reversed([change.kind for change in wanted.changes if change.kind in keyed()]):
        yield from marked.gone_nodes(label, gone_nodes(sheets, label))


def retract_run(store: Neo4jStore, schema: Schema, run: str) -> dict[str, int]:
    """Delete what this run wrote last, and nothing else; gives how many of each label and type.

    A node that it changed stays where relationships of other runs hang on it. Raises UsageError for a run
    that wrote nothing of what is there, ServiceError where another load holds the database.
    """
    refuse_foreign(store)
    store.prepare((*schema_statements(), marked.LOCK_STATEMENT))
    with store.holding(marked.HOLD, {"run": f"without {run}"}) as check_held:
        runs = sorted(row["run"] for row in store.stream(marked.runs(schema.relations), {}))
        if run not in runs:
            there = (
                f"name one of the {len(runs)}, such as {', '.join(runs[:RUNS])}" if runs else "there is none"
            )
            raise UsageError(f"run:{run}: no run of that name wrote what Neo4j holds; {there}")
        steps = marked.gone_run(schema.relations, run)
        found = {kind: _until_done(store, batch, check_held) for kind, batch in steps}
    return {kind: number for kind, number in found.items() if number}


def _until_done(store: Neo4jStore, batch: Batch, check_held: Callable[[], None]) -> int:
    """Run a statement that takes BATCH at a time until there are no more; gives how many it found."""
    done = 0
    while (found := store.apply([batch], check_held)[0].found) == marked.BATCH:
        done += found
    return done + found
