"""Which rows of a graph stand in which part of a table.

What stands in reports lies by report, and a part of it ends where the id of a report says so: a report more
or less changes its own part of each table and no other, however many reports there are. Entities and facts
lie by id, over the whole corpus.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from kg.graph import Graph
from kg.model import Evidence, Figure
from kg.store.parts import chunks
from kg.store.sealed import Seals, seal_of
from kg.store.tables import TABLES, Table

T = TypeVar("T")
REPORTS = 64
"""One report in so many is the last of its part."""
READ = ("sections", "mentions", "claims", "figures", "evidence")
"""The tables whose rows are decided by what was read, but for the spans that findings rest on; those of the
others by report are decided by all that a graph says of a report alone."""
WHOLE = ("entities", "facts", "issues")
"""The tables whose rows are of no report."""
Rows = Mapping[str, Sequence[Any]]
"""Rows by the id of their report."""
_OF_SPAN, _OF_REPORT = attrgetter("evidence.report_id"), attrgetter("report_id")


class Stretch(NamedTuple):
    """The rows of one part: its table, what it is called, the seal of what it is made of, and the rows.

    The seal is "" where that is not known.
    """

    table: Table
    name: str
    seal: str
    rows: Callable[[], Sequence[Any]]


def stretches_of(graph: Graph, figures: Iterable[Figure], seals: Seals) -> Iterator[Stretch]:
    """All parts of a graph, those of each table in order; some have no rows.

    A row of mentions is one with whether it only points.
    """
    rows, told = _by_report(graph, figures), _by(_OF_REPORT, graph.told())
    for reports in together({report for table in (*rows.values(), told) for report in table}):
        spans = [span.id for span in _rows(told, reports)]
        for name in (*rows, "evidence"):
            others = spans if name == "evidence" else ()
            made_of = seals.read if name in READ else seals.joined
            seal = seal_of(TABLES[name], reports, made_of, *others)
            yield Stretch(TABLES[name], reports[0], seal, _taken(name, reports, rows, told))
    for name, values in zip(WHOLE, (graph.entities, graph.facts, graph.issues), strict=True):
        for number, chunk in enumerate(chunks(values)):
            yield Stretch(TABLES[name], f"{number:05d}", "", chunk.copy)


def together(reports: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The ids of reports in order, those in one tuple whose rows share a part."""
    found: list[str] = []
    for report in sorted(reports):
        found.append(report)
        if not crc32(report.encode()) % REPORTS:
            yield tuple(found)
            found = []
    if found:
        yield tuple(found)


def _by_report(graph: Graph, figures: Iterable[Figure]) -> dict[str, Rows]:
    """The rows of each table of what stands in reports, but for that of evidence."""
    mentions = chain(zip(graph.mentions, repeat(False)), zip(graph.deictics, repeat(True)))
    return {
        "reports": _by(attrgetter("id"), graph.reports),
        "sections": _by(_OF_SPAN, graph.sections),
        "mentions": _by(lambda row: row[0].evidence.report_id, mentions),
        "claims": _by(_OF_SPAN, graph.claims),
        "figures": _by(lambda figure: f"r{figure.mention[1:].partition('-')[0]}", figures),
        "claim_facts": _by(_OF_REPORT, graph.claim_facts),
        "observations": _by(_OF_REPORT, graph.observations),
        "resolution": _by(_OF_REPORT, graph.resolved),
    }


def _by(report_of: Callable[[T], str], rows: Iterable[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[report_of(row)].append(row)
    return found


def _rows(rows: Rows, reports: Iterable[str]) -> list[Any]:
    return [*chain.from_iterable(rows.get(report, ()) for report in reports)]


def _taken(
    name: str, reports: Sequence[str], rows: Mapping[str, Rows], told: Rows
) -> Callable[[], Sequence[Any]]:
    """What gives the rows of a table that these reports have."""
    if name == "evidence":
        return lambda: _evidence(reports, rows, told)
    return lambda: _rows(rows[name], reports)


def _evidence(reports: Sequence[str], rows: Mapping[str, Rows], told: Rows) -> list[Evidence]:
    """Every span that a mention, deictic, claim or finding of the reports rests on, once, by id."""
    spans = [mention.evidence for mention, _ in _rows(rows["mentions"], reports)]
    spans += [claim.evidence for claim in _rows(rows["claims"], reports)]
    found = {span.id: span for span in (*spans, *_rows(told, reports))}
    return [found[key] for key in sorted(found)]
