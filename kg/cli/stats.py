"""`kg stats`: the graph in numbers, and what was left out of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.issues import sort_of
from kg.cli.left_out import COLUMNS as LEFT_OUT
from kg.cli.left_out import left_out
from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, path_of, row_format
from kg.cli.rows import Row, render
from kg.cli.words import say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph import Graph

COLUMNS = ("what", "name", "status", "count")
Key = tuple[str, str | None]
Files = Annotated[
    list[Path] | None,
    typer.Argument(
        parser=path_of,
        metavar="PATH",
        help="与 --left-out 同用：直接读这些报告，不用图 | With --left-out: read these reports, not a graph",
    ),
]
LeftOut = Annotated[
    bool,
    typer.Option(
        "--left-out",
        help="列出看似名称而未取的文字及原因 | List what looks like a name and was not taken, and why",
    ),
]
Report = Annotated[
    str | None,
    typer.Option("--report", metavar="SOURCE|ID", help="只看图中这一份报告 | Only this report of the graph"),
]
Opinion = Annotated[
    bool,
    typer.Option("--second-opinion", help="再加 LAC 的意见（需 neural） | Add what LAC proposes (neural)"),
]
Limit = Annotated[int, typer.Option("--limit", min=1, help="至多几组 | Groups shown at most")]


def command(
    paths: Files = None,
    graph: GraphFolder = None,
    left_out_: LeftOut = False,
    report: Report = None,
    second_opinion: Opinion = False,
    limit: Limit = 20,
    format: RowFormat = "table",
    json: Json = False,
) -> None:
    """Print counts for each class, relation and status, and the issues; or what was left out."""
    chosen = row_format(format, json)
    if not left_out_:
        if paths or report or second_opinion:
            raise UsageError("PATH, --report and --second-opinion go with --left-out only")
        print(render(_counts(graph_folder(graph)), COLUMNS, chosen), end="")
        return
    if paths and (graph or report):
        raise UsageError("--left-out: give reports (PATH) or a graph (--graph, --report), not both")
    found = left_out(paths, graph_folder(graph), report, second=second_opinion)
    print(render(found[:limit], LEFT_OUT, chosen), end="")
    if len(found) > limit:
        more = len(found) - limit
        say("另有 {count} 组未显示；用 --limit 增加 | {count} more groups; raise --limit", count=more)


def _counts(folder: Path) -> list[Row]:
    from kg.store import read_graph, read_options

    built = [
        dict(zip(COLUMNS, (f"built {option}", value, None, None), strict=True))
        for option, values in read_options(folder).items()
        for value in values
    ]
    return [*built, *rows(read_graph(folder))]


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
