"""`kg audit`: percentages and rates of growth against the figures that they are computed from."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, row_format
from kg.cli.rows import Row, render
from kg.cli.words import pick, say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.model import Observation, Report

COLUMNS = (
    "verdict", "kind", "stated", "computed", "part", "whole", "report", "agency", "quote", "other_quote",
    "evidence",
)  # fmt: skip
VERDICTS = {
    "exact": "一致 | exact",
    "rounded": "四舍五入 | rounded",
    "truncated": "截断 | truncated",
    "inconsistent": "不符 | inconsistent",
}
Verdict = Annotated[
    str | None, typer.Option("--verdict", metavar="|".join(VERDICTS), help="只列此判定 | This verdict alone")
]


def command(
    graph: GraphFolder = None, verdict: Verdict = None, format: RowFormat = "table", json: Json = False
) -> int:
    """Print each percentage with what it is computed from, those that do not agree first."""
    from kg.store import read_graph

    if verdict is not None and verdict not in VERDICTS:
        raise UsageError(f"--verdict {verdict}: expected one of {', '.join(VERDICTS)}")
    chosen, folder = row_format(format, json), graph_folder(graph)
    worst = [*VERDICTS][::-1]
    made = [*rows(read_graph(folder))]
    found = sorted(made, key=lambda row: worst.index(str(row["verdict"])))
    shown = [row for row in found if verdict in (None, row["verdict"])]
    print(render(shown, COLUMNS, chosen), end="")
    counts = {each: sum(row["verdict"] == each for row in found) for each in VERDICTS}
    say("；".join(f"{pick(words)} {counts[each]}" for each, words in VERDICTS.items()))
    return 0


def rows(graph: "Graph") -> Iterator[Row]:
    """A row a check: shares, reductions and savings within a passage, then growth against the year before."""
    from kg.metric import percentage_checks
    from kg.metric.growth import growth_checks

    known = {one.id: one for one in graph.observations}
    reports = {report.id: report for report in graph.reports}
    names: dict[str, str] = {entity.id: entity.name for entity in graph.entities}
    for check in percentage_checks(graph):
        ends = [known[each] for each in check.part_of]
        cells = (check.verdict, check.kind, check.stated, check.computed, check.part, check.whole)
        yield _row(cells, [known[check.observation], *ends], reports, names)
    for found in growth_checks(graph):
        after, before = found.pair.after, found.pair.before
        values = (found.verdict, "growth", found.rate.value, found.computed, after.value, before.value)
        yield _row(values, [found.rate, before, after], reports, names)


def _row(
    cells: tuple[object, ...],
    figures: Sequence["Observation"],
    reports: Mapping[str, "Report"],
    names: Mapping[str, str],
) -> Row:
    """The row of a check: `cells` up to the whole; of `figures` the first is the one checked."""
    from kg.passages import sentence_around

    quotes = []
    for figure in figures[:2]:
        text = reports[figure.report_id].text
        at, to = sentence_around(text, *figure.span)
        quotes.append(text[at:to])
    verdict, kind, stated, computed, part, whole = cells
    assert isinstance(computed, Decimal)
    where = (reports[figures[0].report_id].source, names.get(figures[0].agency or ""))
    places = [figure.evidence_id for figure in figures]
    values = (verdict, kind, stated, round(computed, 4), part, whole, *where, *quotes, places)
    return dict(zip(COLUMNS, values, strict=True))
