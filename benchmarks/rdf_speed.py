"""How fast is the graph written as RDF and checked, and how is that beside rdflib?"""

import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.many import many
from kg.graph import Graph
from kg.pipeline import build
from kg.store import Slices, read_graph, slices, write_graph
from loaders.checks.validation import of_folder
from loaders.rdf.writing import FORMATS, export, quads

Measured = tuple[str, float, str, str]
BASE = "https://example.org/kg"
TRIPLES = 300_000
BESIDE = 50_000
CHECKED = 1_000_000
AIMS = {"nt": "≥ 250 000"}


class Nowhere(io.RawIOBase):
    """Takes bytes and forgets them."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return memoryview(data).nbytes


def measure(reports: Path) -> list[Measured]:
    """Triples a CPU-second by format, sorting apart; ratio to rdflib; CPU-seconds of kg validate."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "graph"
        build([reports], folder)
        small = read_graph(folder)
        write_graph(many(small, TRIPLES // _count(small) + 1), folder)
        rows = list(_writing(folder))
    few = many(small, BESIDE // _count(small) + 1)
    return [*rows, *_beside_rdflib(few), _validation(many(small, CHECKED // _count(small) + 1))]


def _writing(folder: Path) -> Iterator[Measured]:
    """Reading of the rows included; they are sorted once for all formats."""
    start = time.process_time()
    with slices(folder) as graph:
        spent = time.process_time() - start
        size = _count(graph)
        yield f"sorting {size:,} triples", size / spent, "triples a CPU-second", ""
        for name in FORMATS:
            spent = _seconds(lambda: export(graph, name, Nowhere(), base=BASE))  # noqa: B023
            yield f"RDF as {name}", size / spent, "triples a CPU-second", AIMS.get(name, "≥ 150 000")


def _count(graph: Graph | Slices) -> int:
    return sum(1 for _ in quads(graph, base=BASE))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _beside_rdflib(graph: Graph) -> list[Measured]:
    """How many times as fast as rdflib, which must build its graph of the same triples first."""
    rows: list[Measured] = []
    for name, theirs, aim in (("nt", "nt", "≥ 4"), ("ttl", "turtle", "≥ 15")):
        ours = _seconds(lambda: export(graph, name, Nowhere(), base=BASE))  # noqa: B023
        spent = _rdflib_seconds(graph, theirs)
        rows.append((f"RDF as {name}, to rdflib in the same run", spent / ours, "times", aim))
    return rows


def _rdflib_seconds(graph: Graph, name: str) -> float:
    import rdflib

    data = [tuple(map(_plain, (q.subject, q.predicate, q.object))) for q in quads(graph, base=BASE)]

    def work() -> None:
        store = rdflib.Graph()
        for triple in data:
            store.add(tuple(_rdflib_term(*end) for end in triple))  # type: ignore[arg-type]
        store.serialize(format=name)

    return _seconds(work)


def _plain(node: Any) -> tuple[str, str | None, str | None]:
    datatype = getattr(node, "datatype", None)
    return node.value, None if datatype is None else datatype.value, getattr(node, "language", None)


def _rdflib_term(value: str, datatype: str | None, language: str | None) -> Any:
    import rdflib

    if datatype is None:
        return rdflib.URIRef(value)
    if language:
        return rdflib.Literal(value, lang=language)
    return rdflib.Literal(value, datatype=rdflib.URIRef(datatype), normalize=False)


def _validation(graph: Graph) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        write_graph(graph, Path(folder))
        spent = _seconds(lambda: of_folder(Path(folder), base=BASE))
    return (f"kg validate, {_count(graph):,} triples", spent, "CPU-seconds", "≤ 60 for a million")


if __name__ == "__main__":
    for row in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("samples/texts")):
        print(*row, sep="\t")
