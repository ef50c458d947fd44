"""The rows of `kg stats --left-out`: what looks like a mention and was not taken, and why."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.issues import show
from kg.cli.rows import Row
from kg.cli.words import pick
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.model import Mention, Report
    from kg.nlp.leftout import Group, LeftOut

COLUMNS = ("surface", "count", "reason", "why", "report", "start", "end", "sentence")


def left_out(
    paths: Sequence[Path] | None, graph: Path, report: str | None = None, *, second: bool = False
) -> list[Row]:
    """A row for each reason and surface, what tells most first, with the first place and its sentence.

    Of the reports at the paths, else of the graph folder's, else of its one report with this source or id.
    `second` adds what the second opinion proposes.
    """
    from kg.nlp.leftout import grouped

    texts = _read(paths) if paths else _of_graph(graph, report)
    return [_row(group) for group in grouped(_items(texts, second=second))]


def _items(
    texts: "Iterable[tuple[Report, Sequence[Mention]]]", *, second: bool
) -> "Iterator[tuple[Report, LeftOut]]":
    from kg.nlp.leftout import Taken, left_out, proposed

    for report, mentions in texts:
        taken = [Taken(m.evidence.start, m.evidence.end, m.label) for m in mentions]
        found = left_out(report.text, taken) + (proposed(report.text, taken) if second else [])
        yield from ((report, item) for item in found)


def _read(paths: Sequence[Path]) -> "Iterator[tuple[Report, Sequence[Mention]]]":
    from kg.pipeline import extract

    for reading in extract(paths, on_issue=show):
        yield reading.report, (*reading.mentions, *reading.deictics)


def _of_graph(folder: Path, wanted: str | None) -> "Sequence[tuple[Report, Sequence[Mention]]]":
    from kg.store import read_graph

    graph = read_graph(folder)
    mentions = _by_report(graph)
    found = [(report, mentions.get(report.id, [])) for report in graph.reports]
    chosen = [pair for pair in found if wanted in (None, pair[0].id, pair[0].source)]
    if not chosen and wanted:
        names = ", ".join(sorted(report.source for report in graph.reports)[:8])
        raise UsageError(f"--report {wanted}: no such report in {folder.name}; it has {names}")
    return chosen


def _by_report(graph: "Graph") -> "dict[str, list[Mention]]":
    found: dict[str, list[Mention]] = {}
    for mention in (*graph.mentions, *graph.deictics):
        found.setdefault(mention.evidence.report_id, []).append(mention)
    return found


def _row(group: "Group") -> Row:
    from kg.nlp.leftout import reasons
    from kg.passages import sentence_around

    item, text = group.first, group.report.text
    reason = reasons()[item.reason]
    why = pick(f"{reason.zh} | {reason.en}").format(detail=item.detail)
    start, end = sentence_around(text, item.start, item.end)
    place = (group.report.source, item.start, item.end, text[start:end])
    return dict(zip(COLUMNS, (item.surface, group.times, item.reason, why, *place), strict=True))
