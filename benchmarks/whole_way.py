"""How long do build, load and one question take in all, start-up included, and how much memory at most?"""

import tempfile
import time
from pathlib import Path

from benchmarks.scale import run

Measured = tuple[str, float, str, str]
STEPS = (
    ("build", ["build", "{reports}", "-o", "{graph}"]),
    ("build again, nothing changed", ["build", "{reports}", "-o", "{graph}"]),
    ("load and ask in Cypher", ["ask", "Q05", "-g", "{graph}", "--format", "json"]),
    ("ask in Cypher again", ["ask", "Q05", "-g", "{graph}", "--format", "json"]),
    ("load and ask in SPARQL", ["ask", "Q05", "-g", "{graph}", "--format", "json", "--lang", "sparql"]),
)


def measure(reports: Path) -> list[Measured]:
    """Wall seconds of each step in a process of its own, their sum, and the largest memory of one of them."""
    with tempfile.TemporaryDirectory() as folder:
        values = {"reports": str(reports), "graph": str(Path(folder) / "graph")}
        steps = [(name, *_run([part.format(**values) for part in parts])) for name, parts in STEPS]
    rows = [(name, seconds, "s", "") for name, seconds, _ in steps]
    total = sum(seconds for _, seconds, _ in steps)
    peak = max(memory for *_, memory in steps)
    return [*rows, ("all of it", total, "s", "< 15 for five reports"), ("peak memory", peak, "MB", "< 700")]


def _run(arguments: list[str]) -> tuple[float, float]:
    """Wall seconds and peak memory in MB of `kg ARGUMENTS` (POSIX)."""
    start = time.perf_counter()
    cost = run(arguments)
    return time.perf_counter() - start, cost.memory
