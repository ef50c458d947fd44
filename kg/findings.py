"""The findings of a graph with the sentences that they rest on, for people to look at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.graph import Graph
from kg.metric.finding import FINDING
from kg.model import Entity, Fact, Report, place_of
from kg.passages import sentence_around

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report, `text[start:end]`, with the spans in it that matter; offsets of the report."""

    report: Report
    start: int
    end: int
    marks: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The characters that stand there."""
        return self.report.text[self.start : self.end]

    @property
    def place(self) -> str:
        """`s-01.txt [569-583]`: the file and the offsets, end exclusive."""
        return f"{self.report.source} [{self.start}-{self.end}]"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: kind, verdict, the numbers and words that go with it, and the sentences.

    The sentence that is judged comes first, then the others by year and place. `evidence` are the ids of all
    spans; `agency` and `region` the names of the reporting side.
    """

    id: str
    kind: str
    verdict: str
    name: str
    values: Mapping[str, object]
    agency: str | None
    region: str | None
    sentences: tuple[Sentence, ...]
    evidence: tuple[str, ...]


def findings(graph: Graph) -> tuple[Finding, ...]:
    """Every finding of the graph, by kind, name and id."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in graph.facts:
        facts[fact.subject].append(fact)
    reports = {report.id: report for report in graph.reports}
    names: dict[str, str] = {entity.id: entity.name for entity in graph.entities}
    judged = {found.id: found.evidence_id for found in graph.observations}
    made = [
        _finding(entity, facts[entity.id], reports, names, judged)
        for entity in graph.entities
        if entity.cls == FINDING
    ]
    return tuple(sorted(made, key=lambda one: (one.kind, one.name, one.id)))


def _finding(
    entity: Entity,
    facts: Iterable[Fact],
    reports: Mapping[str, Report],
    names: Mapping[str, str],
    judged: Mapping[str, str],
) -> Finding:
    ends: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        ends[fact.relation].append(fact.object)
    values = dict(entity.properties)
    first = {judged[end] for end in ends["CHECKS"] if end in judged}
    evidence = sorted(ends["EVIDENCE"], key=lambda key: (key not in first, *_order(key, reports)))
    return Finding(
        entity.id,
        str(values.pop("findingKind")),
        str(values.pop("verdict")),
        entity.name,
        values,
        next((names[end] for end in ends["REPORTED_BY"]), None),
        next((names[end] for end in ends["REPORTED_FOR"]), None),
        _sentences(evidence, reports),
        tuple(evidence),
    )


def _order(key: str, reports: Mapping[str, Report]) -> tuple[int, str, int]:
    report, start, _ = place_of(key)
    return reports[report].meta.year or 0, reports[report].source, start


def _sentences(evidence: Iterable[str], reports: Mapping[str, Report]) -> tuple[Sentence, ...]:
    """The sentences around the spans, each once, in the order of their first spans."""
    marks: dict[tuple[str, int, int], list[Span]] = defaultdict(list)
    for key in evidence:
        report, start, end = place_of(key)
        marks[report, *sentence_around(reports[report].text, start, end)].append((start, end))
    return tuple(
        Sentence(reports[report], start, end, tuple(sorted(set(spans))))
        for (report, start, end), spans in marks.items()
    )
