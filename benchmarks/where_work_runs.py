"""What does it cost to read a report in a pool of processes, and as a task of Ray?

    python -m benchmarks.where_work_runs [REPORTS] [ROUNDS]

Generated reports (benchmarks.generate), half of them and all, by turns in two processes and on a Ray of our
own on this machine: CPU-seconds of every process that had to do with it. What a report costs is all less
half, over half: what it takes to begin falls out. Linux only, which gives a process its orphans.
"""

import contextlib
import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import generate

REPORTS, ROUNDS = 2_000, 2
WORKERS = 2
SUBREAPER = 36
"""What prctl is told by who wants to be the parent of all orphans below it (linux/prctl.h)."""
PROGRAM = """
import sys
from pathlib import Path
from kg.read import discover
from kg.run import executor_for
from kg.shards import fingerprint, plan, read_shard, reader

if __name__ == "__main__":
    reports, cache, number, workers, ray = sys.argv[1:]
    inputs, _ = discover(reports)
    extract = reader()
    with executor_for(int(workers), ray or None) as executor:
        folder = Path(cache) / fingerprint(extract)
        shards = plan(inputs[: int(number)], folder, extract, workers=int(workers))
        assert sum(result.inputs for _, result in executor.map(read_shard, shards)) == int(number)
"""
PARENT, USER, SYSTEM, BORN = 1, 11, 12, 19
"""Where these stand in /proc/PID/stat, counted behind the name."""
EVERY_SECONDS = 0.1
Costs = dict[tuple[str, int], list[float]]


def main(reports: int, rounds: int) -> None:
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    costs: Costs = {}
    with tempfile.TemporaryDirectory() as place:
        generate.write(reports, Path(place))
        for turn in range(rounds):
            for number in (reports // 2, reports):
                for name, ray in (("pool", ""), ("Ray", "auto")):
                    cache = Path(place) / f"{name}-{number}-{turn}"
                    costs.setdefault((name, number), []).append(_cpu(Path(place), cache, number, ray))
                    print(f"{name}, {number} reports: {costs[name, number][-1]:.1f} CPU-s", flush=True)
    told = {name: _told(costs, name, reports) for name in ("pool", "Ray")}
    print(f"a report on Ray costs {told['Ray'] / told['pool']:.2f} times what it does in the pool")


def _told(costs: Costs, name: str, reports: int) -> float:
    """Print what it takes to begin, and what a report costs; gives the latter."""
    half, whole = (statistics.median(costs[name, number]) for number in (reports // 2, reports))
    each = (whole - half) / (reports - reports // 2)
    print(f"{name}: {1000 * each:.2f} ms a report, {whole - each * reports:.1f} CPU-s to begin")
    return each


def _cpu(place: Path, cache: Path, number: int, ray: str) -> float:
    """CPU-seconds of the program and of all below it, as last seen before each ended.

    What a process tells of its children will not do: Ray's raylet has those forgotten that end.
    """
    arguments = [str(place / "reports"), str(cache), str(number), str(WORKERS), ray]
    seen: dict[tuple[str, str], int] = {}
    with subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments]) as process:
        while process.poll() is None:
            seen |= _below(os.getpid())
            time.sleep(EVERY_SECONDS)
    if process.returncode:
        raise SystemExit(f"reading ended with {process.returncode}")
    return sum(seen.values()) / os.sysconf("SC_CLK_TCK")


def _below(root: int) -> dict[tuple[str, str], int]:
    """The processes below this one, by number and birth, and the clock ticks that each used itself."""
    cells = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            cells[path.parent.name] = path.read_text().rpartition(")")[2].split()
    inside = {str(root)}
    while more := {name for name, cell in cells.items() if cell[PARENT] in inside} - inside:
        inside |= more
    inside.remove(str(root))
    return {(name, cells[name][BORN]): int(cells[name][USER]) + int(cells[name][SYSTEM]) for name in inside}


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*(given + [REPORTS, ROUNDS][len(given) :]))
