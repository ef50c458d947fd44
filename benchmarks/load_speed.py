"""How fast is a graph loaded into Neo4j, beside a plain loop of the driver that sends the same rows?

    python -m benchmarks.load_speed [ELEMENTS]

A server of its own is started (Maven and a JDK), which compiles and plans as it does by default and is warmed
by the same loads: one that has just begun is busy with its own code. The plain loop has all rows in memory
before its time begins, compares nothing, and sends what the handbooks advise: UNWIND and MERGE, a text for
each label and type. Wall time is worth something where nothing else runs; beside it
stand CPU-seconds, ours and the server's.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.many import many
from kg.graph import Graph
from kg.pipeline import build
from kg.schema import load_schema
from kg.settings import Settings
from kg.store import read_graph, tabled_in, write_graph
from loaders.neo4j import marked
from loaders.neo4j.comparing import compared, standing
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.neo4j.sheets import Sheets, laid_out
from loaders.neo4j.sync import sync
from loaders.property_graph.cypher import Batch, checked_name
from loaders.property_graph.elements import each, elements
from loaders.property_graph.indexes import schema_statements
from loaders.property_graph.rows import Form
from tests.neo4j.conftest import drop_schema
from tests.neo4j.server import LINES, assemble, find_java, prepared, started

Measured = tuple[str, float, str, str]
ELEMENTS = 100_000
TURN = 5
"""Reports that are told over and over, so few that one of their turns is a hundredth of 300,000 elements."""
SCHEMA = load_schema()
TURNS = 4
"""How often the plain loop and the load take turns: a server grows faster with what it has done before."""
WARM = 5
"""How often a hundredth is exchanged, there and back, before it is timed as often again."""
WIPE = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
PROGRAM = """
import re, sys
from pathlib import Path
from kg.cli import run

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1000

code = run(sys.argv[1:])
print(peak(), file=sys.stderr)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, CPU-seconds of the loader and of the server, megabytes of the loader at most."""

    wall: float
    own: float
    server: float
    memory: float = 0.0

    @property
    def cpu(self) -> float:
        return self.own + self.server

    @property
    def waiting(self) -> float:
        """Seconds in which the loader, of one thread, did nothing: on a quiet machine, the server's."""
        return self.wall - self.own


def measure(reports: Path, least: int = ELEMENTS) -> Iterator[Measured]:
    """Rates, ratios, memory of the loader, each once it is known; none where no server can be started."""
    java = find_java(LINES[0])
    if java is None:
        return
    home = assemble(LINES[0])
    with tempfile.TemporaryDirectory() as place:
        folders, share = _graphs(reports, Path(place), least)
        work = Path(place) / "server"
        address = prepared(home, work, java, {}, lasting=True)
        named = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}
        os.environ.update(named)
        with started(home, work, java, address) as server:
            yield from _measured(folders, share, Settings.from_env(named), server.pid)


def _graphs(reports: Path, place: Path, least: int) -> tuple[dict[str, Path], float]:
    """Folders of so many elements, of as many that differ in a share of them, and of few; the share."""
    build(sorted(reports.glob("*.txt"))[:TURN], place / "small")
    small = read_graph(place / "small")
    one, two = (sum(map(len, elements(many(small, number), SCHEMA))) for number in (1, 2))
    times = max(1, 1 - (one - least) // (two - one))  # what two turns say alike is there once
    other = max(1, times // 100)
    graphs: dict[str, Callable[[], Graph]] = {
        "whole": lambda: many(small, times),
        "other": lambda: many(small, times, other),
    }
    for name, made in graphs.items():
        write_graph(made(), place / name)
    return {name: place / name for name in ("small", *graphs)}, other / times


def _measured(folders: dict[str, Path], share: float, settings: Settings, server: int) -> Iterator[Measured]:
    yield "driver with neo4j-rust-ext", float(find_spec("neo4j._rust") is not None), "1: yes", ""
    for number in range(1, TURNS + 1):
        plain, ours, rows = _turn(folders["whole"], settings, server)
        yield from _beside(number, plain, ours, rows)
    size = sum(rows.values())
    yield "of it the loader", ours.own, "CPU-seconds", ""
    yield "memory of the loader", ours.memory, "MB", "≤ 300"
    yield from _told("the same again", _load(folders["whole"], server))
    swaps = [[_load(folders[name], server) for name in ("other", "whole")] for _ in range(2 * WARM)]
    for what, spent in zip(("there", "and back"), zip(*swaps[WARM:], strict=True), strict=True):
        yield from _told(f"{share:.1%} exchanged, {what}, median of {WARM}", _median(spent), ("≤ 5", "≤ 1"))
    yield from _told("all but a small graph deleted", _load(folders["small"], server))
    for what, anew in (("schema there", False), ("schema made anew", True)):
        spent = _few(folders["small"], settings, server, anew=anew)
        yield f"{TURN} reports, {what}: after connecting", spent.wall, "s", "≤ 2"
        yield f"{TURN} reports, {what}: both sides", spent.cpu, "CPU-seconds", ""
    for kind in ("csv", "parquet"):
        out = folders["whole"].with_name(kind)
        spent = _run(["load", "-g", str(folders["whole"]), "--bulk", str(out), "--bulk-format", kind])
        yield f"--bulk of {size:,} elements as {kind}", spent.own, "CPU-seconds", "≤ 30 for 3 000 000"
        yield f"--bulk as {kind}: memory", spent.memory, "MB", "≤ 500"


def _turn(folder: Path, settings: Settings, server: int) -> tuple[dict[str, Spent], Spent, dict[str, int]]:
    """The plain loop, then the load, each into an empty database; and the rows that both write."""
    with Neo4jStore(settings) as store:
        store.run(WIPE)
    plain, rows = _plain(folder, settings, server)
    return plain, _load(folder, server), rows


def _beside(turn: int, plain: dict[str, Spent], ours: Spent, rows: dict[str, int]) -> Iterator[Measured]:
    for name, number in rows.items():
        yield (
            f"turn {turn}, plain loop, {number:,} {name} rows",
            number / plain[name].wall,
            "rows a second",
            "",
        )
    size = sum(rows.values())
    wall, cpu = (sum(getattr(one, name) for one in plain.values()) for name in ("wall", "cpu"))
    what = f"turn {turn}, kg load of {size:,} elements, start-up included"
    yield what, size / ours.wall, "rows a second", "≥ 10 500"
    yield f"turn {turn}, to the plain loop, on the clock", ours.wall / wall, "times", "≤ 1.3"
    yield f"turn {turn}, to the plain loop, CPU of both sides", ours.cpu / cpu, "times", "≤ 1.3"


def _told(what: str, spent: Spent, goals: tuple[str, str] = ("", "")) -> Iterator[Measured]:
    clock, waiting = (f"{goal} for 300 000" if goal else "" for goal in goals)
    yield f"{what}: on the clock", spent.wall, "s", clock
    yield f"{what}: of it waiting for the server", spent.waiting, "s", waiting
    yield f"{what}: the loader", spent.own, "CPU-seconds", ""
    yield f"{what}: the server", spent.server, "CPU-seconds", ""
    yield f"{what}: memory", spent.memory, "MB", "≤ 300"


def _median(found: Sequence[Spent]) -> Spent:
    return Spent(*(median(getattr(one, name.name) for one in found) for name in fields(Spent)))


def _few(folder: Path, settings: Settings, server: int, *, anew: bool) -> Spent:
    """What a small graph takes in an empty database, once the server is connected to."""
    with tabled_in(folder) as found, Neo4jStore(settings) as store:
        store.run(WIPE)
        if anew:
            drop_schema(store)
        return _timed(lambda: sync(store, each(found, SCHEMA), SCHEMA, "few"), server)


def _plain(folder: Path, settings: Settings, server: int) -> tuple[dict[str, Spent], dict[str, int]]:
    """What a loop of `execute_write` takes for nodes and relationships, and how many there are of each."""
    spent, rows = {}, {}
    with (
        tabled_in(folder) as found,
        laid_out(each(found, SCHEMA)) as sheets,
        Neo4jStore(settings) as store,
    ):
        store.prepare(schema_statements())
        writes = compared(store, sheets, SCHEMA, standing(store)).writes
        for name, linked in (("node", False), ("relationship", True)):
            forms = [one.form for one in writes if bool(one.form.ends) is linked]
            batches = [batch for form in forms for batch in _plainly(form, sheets)]
            rows[name] = sum(len(batch.rows) for batch in batches)
            spent[name] = _timed(lambda: _send(settings, batches), server)  # noqa: B023
        store.run(WIPE)
    return spent, rows


def _plainly(form: Form, sheets: Sheets) -> Iterator[Batch]:
    """What a loop that is not ours would send: rows as they are, each element merged by its key."""
    said = f"x += row[{2 + len(form.names) if form.ends else 1}]"
    if form.ends:
        start, end = map(checked_name, form.ends)
        key = ", ".join(f"{checked_name(name)}: row[{place}]" for place, name in enumerate(form.names, 2))
        found = f"MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}})"
        text = f"{found} MERGE (a)-[x:{checked_name(form.kind)} {{{key}}}]->(b) SET {said}"
    else:
        labels = "".join(f"x:{checked_name(name)}, " for name in form.names)
        text = f"MERGE (x:{checked_name(form.kind)} {{id: row[0]}}) SET {labels}{said}"
    for batch in marked.writes(form, sheets.rows(form), SCHEMA, "plain"):
        yield Batch(f"UNWIND $rows AS row {text}", batch.rows)


def _send(settings: Settings, batches: list[Batch]) -> None:
    from neo4j import GraphDatabase, ManagedTransaction

    def run(transaction: ManagedTransaction, batch: Batch) -> None:
        transaction.run(batch.statement, rows=batch.rows).consume()

    auth = (settings.neo4j_user, settings.neo4j_password or "")
    with GraphDatabase.driver(settings.neo4j_uri or "", auth=auth) as driver, driver.session() as session:
        for batch in batches:
            session.execute_write(run, batch)


def _timed(work: Callable[[], object], server: int) -> Spent:
    wall, own, theirs = time.perf_counter(), time.process_time(), _cpu(server)
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - own, _cpu(server) - theirs)


def _load(folder: Path, server: int) -> Spent:
    before = _cpu(server)
    spent = _run(["load", "-g", str(folder)])
    return replace(spent, server=_cpu(server) - before)


def _run(arguments: list[str]) -> Spent:
    """What `kg ARGUMENTS` takes in a process of its own (Linux)."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg {' '.join(arguments)}: {said}")
    wall, own = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
    return Spent(wall, own, 0.0, float(said.split()[-1]))


def _cpu(process: int) -> float:
    """The CPU-seconds that a process has had so far (Linux)."""
    said = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    for row in measure(Path("samples/texts"), int(sys.argv[1]) if len(sys.argv) > 1 else ELEMENTS):
        print(*row, sep="\t", flush=True)
