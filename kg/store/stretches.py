"""Which rows of a graph stand in which part of a table.

What stands in reports lies by report, and a part of it ends where the id of a report says so: a report more
or less changes its own part of each table and no other, however many reports there are. So do findings by
family. All other entities and facts lie by id, over the whole corpus, before them.
"""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby, repeat
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from kg.graph import Apart, Graph, Parted
from kg.model import Evidence, Fact, evidence_at, place_of
from kg.sorting import Rows
from kg.store.parts import ROWS_PER_PART
from kg.store.sealed import Seals, seal_of
from kg.store.tables import TABLES, Table

T = TypeVar("T")
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


class Stretch(NamedTuple):
    """The rows of one part: its table, what it is called, the seal of what it is made of, and the rows.

    The seal is "" where that is not known; `reports` are the ids of those whose rows they are, if of any.
    """

    table: Table
    name: str
    seal: str
    rows: Callable[[], Iterable[Any]]
    reports: Sequence[str] = ()


def stretches_of(graph: Parted, seals: Seals) -> Iterator[Stretch]:
    """All parts of a graph, those of each table in order; some have no rows.

    The rows of one are taken before the next is asked for, or not at all: entities and facts are gone through
    once. A row of mentions is one with whether it only points, a row of facts one behind its id.
    """
    told: Rows[str] = Rows()
    yield from _whole("entities", graph.entities.values())
    yield from _whole("facts", _noting(graph.facts.items(), told))
    yield from _of_families(graph.apart)
    told.add(_by_report(graph.apart.spans()))
    yield from _whole("issues", graph.issues)
    for reports in together(report.id for report in graph.reports):
        spans = sorted({span for report in reports for span in told.of(report)})
        rows = functools.cache(functools.partial(_rows, graph, reports, spans))
        for name in OF_REPORTS:
            others = spans if name == "evidence" else ()
            made_of = seals.read if name in READ else seals.joined
            seal = seal_of(TABLES[name], reports, made_of, *others)
            yield Stretch(TABLES[name], reports[0], seal, functools.partial(_of_table, rows, name), reports)


def _whole(name: str, rows: Iterable[Any]) -> Iterator[Stretch]:
    """The parts of a table that lies over the whole corpus."""
    counted = count()
    for number, some in groupby(rows, lambda _: next(counted) // ROWS_PER_PART):
        yield Stretch(TABLES[name], f"{number:05d}", "", functools.partial(iter, some))


def _noting(facts: Iterable[tuple[str, Fact]], told: Rows[str]) -> Iterator[tuple[str, Fact]]:
    """The facts; the ids of the spans that findings rest on are added to `told`, by report."""
    for key, fact in facts:
        if fact.relation == "EVIDENCE":
            told.add(_by_report([fact.object]))
        yield key, fact


def _by_report(spans: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The ids of spans, each with that of its report."""
    return ((f"r{span[1:].partition('-')[0]}", span) for span in spans)


def _of_families(apart: Apart) -> Iterator[Stretch]:
    """The parts of what lies by family: the more reports one has, the likelier it is the last of its part."""
    for some in _cut(apart.families, lambda one: _sign(one.reports[0]) < len(one.reports)):
        names, first = [family.name for family in some], some[0].reports[0]
        rows = functools.cache(functools.partial(_found, apart, names))
        for name in ("entities", "facts"):
            seal = seal_of(TABLES[name], (), {}, *names)
            yield Stretch(TABLES[name], f"f{first[1:]}", seal, functools.partial(_of_table, rows, name))


def _found(apart: Apart, names: Iterable[str]) -> Mapping[str, Sequence[Any]]:
    """The rows of each table that these families have."""
    entities, facts = apart.of(names)
    return {"entities": entities, "facts": facts}


def together(reports: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The ids of reports in order, those in one tuple whose rows share a part."""
    return _cut(sorted(reports), lambda report: not _sign(report))


def _cut(items: Iterable[T], ends: Callable[[T], bool]) -> Iterator[tuple[T, ...]]:
    """The items in tuples, each with the first that ends it."""
    found: list[T] = []
    for item in items:
        found.append(item)
        if ends(item):
            yield tuple(found)
            found = []
    if found:
        yield tuple(found)


def _sign(report: str) -> int:
    """A number below REPORTS that hangs on the id of a report alone."""
    return crc32(report.encode()) % REPORTS


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
