"""Which rows of a graph stand in which part of a table.

What stands in reports lies by report, and a part of it ends where the id of a report says so: a report more
or less changes its own part of each table and no other, however many reports there are. Entities and facts
lie by id, over the whole corpus.
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, NamedTuple
from zlib import crc32

from kg.graph import Graph, Parted
from kg.model import Evidence, Fact, evidence_at, place_of
from kg.store.parts import chunks
from kg.store.sealed import Seals, seal_of
from kg.store.tables import TABLES, Table

REPORTS = 64
"""One report in so many is the last of its part."""
OF_REPORTS = (
    *("reports", "sections", "mentions", "claims", "figures"),
    *("claim_facts", "observations", "resolution", "evidence"),
)
"""The tables that lie by report."""
READ = ("sections", "mentions", "claims", "figures", "evidence")
"""The tables whose rows are decided by what was read, but for the spans that findings rest on; those of the
others by report are decided by all that a graph says of a report alone."""
WHOLE = ("entities", "facts", "issues")
"""The tables whose rows are of no report."""
_OF_SPAN, _OF_REPORT = attrgetter("evidence.report_id"), attrgetter("report_id")


class Stretch(NamedTuple):
    """The rows of one part: its table, what it is called, the seal of what it is made of, and the rows.

    The seal is "" where that is not known.
    """

    table: Table
    name: str
    seal: str
    rows: Callable[[], Sequence[Any]]


def stretches_of(graph: Parted, seals: Seals) -> Iterator[Stretch]:
    """All parts of a graph, those of each table in order; some have no rows.

    A row of mentions is one with whether it only points, a row of facts one behind its id.
    """
    told = _told({report.id for report in graph.reports}, graph.facts.values())
    for reports in together(report.id for report in graph.reports):
        spans = sorted({span for report in reports for span in told.get(report, ())})
        rows = functools.cache(functools.partial(_rows, graph, reports, spans))
        for name in OF_REPORTS:
            others = spans if name == "evidence" else ()
            made_of = seals.read if name in READ else seals.joined
            seal = seal_of(TABLES[name], reports, made_of, *others)
            yield Stretch(TABLES[name], reports[0], seal, functools.partial(_of_table, rows, name))
    whole: tuple[Iterable[Any], ...] = (graph.entities.values(), graph.facts.items(), graph.issues)
    for name, values in zip(WHOLE, whole, strict=True):
        for number, chunk in enumerate(chunks(values)):
            yield Stretch(TABLES[name], f"{number:05d}", "", chunk.copy)


def _told(reports: Container[str], facts: Iterable[Fact]) -> dict[str, list[str]]:
    """The ids of the spans that findings rest on, by report."""
    found: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        if fact.relation == "EVIDENCE":
            report = f"r{fact.object[1:].partition('-')[0]}"
            if report in reports:
                found[report].append(fact.object)
    return found


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


def _of_table(rows: Callable[[], Mapping[str, Sequence[Any]]], name: str) -> Sequence[Any]:
    return rows()[name]


def _rows(graph: Parted, reports: Collection[str], told: Iterable[str]) -> Mapping[str, Sequence[Any]]:
    """The rows of each table that these reports have, by report; `told` are spans that findings rest on."""
    those, figures = graph.of(reports)
    mentions = [*zip(those.mentions, repeat(False)), *zip(those.deictics, repeat(True))]
    return {
        "reports": those.reports,
        "sections": those.sections,
        "mentions": sorted(mentions, key=lambda row: row[0].evidence.report_id),
        "claims": those.claims,
        "figures": figures,
        "claim_facts": those.claim_facts,
        "observations": those.observations,
        "resolution": those.resolved,
        "evidence": _evidence(those, told),
    }


def _evidence(graph: Graph, told: Iterable[str]) -> list[Evidence]:
    """Every span that a mention, deictic, claim or finding rests on, once, by id."""
    spans = [
        *(one.evidence for one in (*graph.mentions, *graph.deictics)),
        *(one.evidence for one in graph.claims),
    ]
    found = {span.id: span for span in spans}
    reports = {report.id: report for report in graph.reports}
    for key in told:
        report, start, end = place_of(key)
        if report in reports:
            found[key] = evidence_at(reports[report], start, end)
    return [found[key] for key in sorted(found)]
