"""`kg stats`: the graph in numbers, and what was left out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.cli.issues import sort_of
from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, row_format
from kg.cli.rows import Row, render

if TYPE_CHECKING:
    from kg.graph import Graph

COLUMNS = ("what", "name", "status", "count")
Key = tuple[str, str | None]


def command(graph: GraphFolder = None, format: RowFormat = "table", json: Json = False) -> None:
    """Print counts for each class, relation and status, and the issues."""
    from kg.store import read_graph, read_options

    chosen, folder = row_format(format, json), graph_folder(graph)
    built = [
        dict(zip(COLUMNS, (f"built {option}", value, None, None), strict=True))
        for option, values in read_options(folder).items()
        for value in values
    ]
    print(render([*built, *rows(read_graph(folder))], COLUMNS, chosen), end="")


def rows(graph: "Graph") -> Iterator[Row]:
    """A row for each kind of thing, sorted by name within the kind; `status` where the kind has one."""
    yield from _rows("report", _count(("read", None) for _ in graph.reports))
    yield from _rows("report without", _count((name, None) for name in _unknown(graph)))
    yield from _rows("mention", _count((mention.label, None) for mention in graph.mentions))
    yield from _rows("claim", _count((claim.predicate, claim.status) for claim in graph.claims))
    yield from _rows("entity", _count((entity.cls, None) for entity in graph.entities))
    yield from _rows("fact", _count((fact.relation, fact.status) for fact in graph.facts))
    yield from _rows("observation", _count(("figure", found.status) for found in graph.observations))
    yield from _rows("left out", _count((sort_of(issue), issue.severity) for issue in graph.issues))


def _unknown(graph: "Graph") -> Iterator[str]:
    for report in graph.reports:
        yield from (name for name in ("issuer", "region", "year") if getattr(report.meta, name) is None)


def _count(keys: Iterable[Key]) -> "Counter[Key]":
    return Counter(keys)


def _rows(what: str, counts: "Counter[Key]") -> Iterator[Row]:
    for (name, status), count in sorted(counts.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        yield dict(zip(COLUMNS, (what, name, status, count), strict=True))
