"""`kg diff`: the figures of a region in two years side by side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphFolder, Json, RowFormat, graph_folder, row_format
from kg.cli.rows import Row, render
from kg.cli.words import pick, say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.metric.years import YearPair
    from kg.model import EntityId, Observation, Report

COLUMNS = (
    "indicator", "before", "after", "difference", "unit", "why", "agency",
    "before_period", "after_period", "before_quote", "after_quote", "evidence",
)  # fmt: skip
WHY = {
    "period": "期间不同 | periods differ",
    "running total": "一为累计 | one is a running total",
    "another body": "填报机关不同 | another body reports",
    "level": "层级不同 | levels differ",
    "denominator": "分母不同 | shares of different wholes",
    "approximate": "约数 | approximate",
}
Region = Annotated[str, typer.Argument(metavar="REGION", help="地区全称 | A region by its full name")]
Year = Annotated[int, typer.Argument(metavar="YEAR", help="年度 | A year")]


def command(
    region: Region,
    first: Year,
    second: Year,
    graph: GraphFolder = None,
    format: RowFormat = "table",
    json: Json = False,
) -> int:
    """Print the indicators that reports of both years state, with the difference or why there is none."""
    from kg.metric.years import year_pairs
    from kg.store import read_graph

    chosen, made = row_format(format, json), read_graph(graph_folder(graph))
    known = [report for report in made.reports if (report.meta.region or "").endswith(region)]
    of_year = {year: [r for r in known if r.meta.year == year] for year in (first, second)}
    _check(region, made.reports, known, of_year)
    pairs = year_pairs(made, *([report.id for report in of_year[year]] for year in (first, second)))
    print(render([*rows(made, pairs)], COLUMNS, chosen), end="")
    if not pairs:
        say(nothing(made, *of_year.values()))
    counts = {"pairs": len(pairs), "compared": sum(pair.difference is not None for pair in pairs)}
    say("{pairs} 对，可比 {compared} 对 | {pairs} pairs, {compared} of them comparable", **counts)
    return 0


def _check(
    region: str,
    reports: Sequence["Report"],
    known: Sequence["Report"],
    of_year: Mapping[int, Sequence["Report"]],
) -> None:
    """UsageError for a region or year without reports, one year alone, a name that several regions end in."""
    if len(of_year) == 1:
        raise UsageError(f"{next(iter(of_year))}: one year is compared with another; name two")
    names = sorted({report.meta.region or "" for report in known})
    if not names:
        there = ", ".join(sorted({each.meta.region for each in reports if each.meta.region})) or "none"
        raise UsageError(f"{region}: no report of this region; the graph has {there}")
    if len(names) > 1 and region not in names:
        raise UsageError(f"{region}: may be {', '.join(names)}; give the full name")
    for year, found in of_year.items():
        if not found:
            years = ", ".join(sorted({str(report.meta.year) for report in known if report.meta.year}))
            raise UsageError(f"{region} {year}: no report of this year; years there: {years or 'none'}")


def nothing(graph: "Graph", *years: Sequence["Report"]) -> str:
    """Why the reports of two years have no indicator in common."""
    done = {figure.report_id for figure in graph.observations if figure.status == "done"}
    for reports in years:
        if not done & {report.id for report in reports}:
            year = reports[0].meta.year
            return f"{year} 年的报告没有报出数字 | the reports on {year} state no figure"
    sides = ["、".join(sorted({report.meta.issuer or "?" for report in reports})) for reports in years]
    if not {report.meta.issuer for report in years[0]} & {report.meta.issuer for report in years[1]}:
        english, between = "reported by different bodies, each with figures of its own", " ≠ ".join(sides)
        return f"两年发文机构不同，各报各的数字：{between} | {english}: {between}"
    return "两年没有同一指标 | no indicator is in the reports of both years"


def rows(graph: "Graph", pairs: Sequence["YearPair"]) -> Iterator[Row]:
    """A row a pair, with both sentences and the ids of both figures' evidence."""
    texts = {report.id: report.text for report in graph.reports}
    names = {entity.id: entity.name for entity in graph.entities}
    for pair in pairs:
        before, after = pair.before, pair.after
        unit = pick("个百分点 | percentage points") if after.unit in ("%", "％") else after.unit
        cells = (
            pair.name, before.value, after.value, pair.difference, unit,
            [pick(WHY[each]) for each in pair.obstacles or pair.cautions], _bodies(pair, names),
            before.period, after.period, _sentence(before, texts), _sentence(after, texts),
            [before.evidence_id, after.evidence_id],
        )  # fmt: skip
        yield dict(zip(COLUMNS, cells, strict=True))


def _bodies(pair: "YearPair", names: Mapping["EntityId", str]) -> str | None:
    """Who reports the figures; both where they are two: 甲局 → 乙局."""
    said = dict.fromkeys(names.get(one.agency, "?") for one in (pair.before, pair.after) if one.agency)
    return " → ".join(said) or None


def _sentence(figure: "Observation", texts: Mapping[str, str]) -> str:
    from kg.passages import sentence_around

    text = texts[figure.report_id]
    return text[slice(*sentence_around(text, *figure.span))]
