"""How much memory does an export to RDF take beyond start-up, however big the graph?

    python -m benchmarks.rdf_memory REPORTS [TRIPLES]

Each export is a process of its own, which tells the most memory that it had before and after, as Linux counts
it (VmHWM): what getrusage tells includes the memory of the process that began it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.many import many
from kg.pipeline import build
from kg.store import read_graph, write_graph
from loaders.rdf.writing import FORMATS, quads

Measured = tuple[str, float, str, str]
BASE = "https://example.org/kg"
TRIPLES = 300_000
WHOLE = 5_000_000
PROGRAM = """
import re, sys
from pathlib import Path
from benchmarks.rdf_speed import Nowhere
from kg.schema import load_schema
from kg.store import slices
from loaders.rdf.writing import export

def peak():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1])

load_schema()
before = peak()
with slices(Path(sys.argv[1])) as graph:
    export(graph, sys.argv[2], Nowhere(), base="https://example.org/kg")
print((peak() - before) / 1000)
"""


def measure(reports: Path, triples: int = TRIPLES) -> list[Measured]:
    """The memory of each format, for a graph of at least so many triples."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "graph"
        size = grown(reports, folder, triples)
        what = f"RDF of {size:,} triples as"
        return [(f"{what} {name}", _memory(folder, name), "MB beyond start-up", "≤ 150") for name in FORMATS]


def grown(reports: Path, folder: Path, triples: int) -> int:
    """Write a graph of at least so many triples to the folder; gives how many they are."""
    build([reports], folder)
    small = read_graph(folder)
    count = sum(1 for _ in quads(small, base=BASE))
    write_graph(many(small, triples // count + 1), folder)
    return count * (triples // count + 1)


def _memory(folder: Path, name: str) -> float:
    command = [sys.executable, "-c", PROGRAM, str(folder), name]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    reports = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("samples/texts")
    for row in measure(reports, int(sys.argv[2]) if len(sys.argv) > 2 else WHOLE):
        print(*row, sep="\t")
