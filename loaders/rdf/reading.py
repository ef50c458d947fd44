"""RDF → Graph: what `loaders.rdf.writing` wrote, in any of its syntaxes, becomes the graph that it was.

Every field of a Graph comes back equal, but for what is not carried by design:

- `issues`: they tell of a run, of its files and what it left out; nothing in the graph rests on them.
- Characters that XML cannot hold (controls, lone surrogates) are U+FFFD in RDF, one for one.
- Zeros at the end of a decimal: 35000.0 is the number 35000. `Observation.raw` has the figure as printed.

What follows from the rest is not written and is worked out here, as `kg.assembly` does: facts that claims
alone state (basis `stated`) with years, reports and evidence; the fact and the section of a claim; page and
paragraph of a span. The order is that of a graph that was built.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from kg.assembly import Claimed, facts_of
from kg.errors import DataError, EvidenceError
from kg.graph import Graph
from kg.metric.sections import innermost_of
from kg.model import Claim, ClaimFact, EntityId, Evidence, Report, Section, evidence_at, fact_id, place_of
from kg.schema import load_schema, terms_of
from loaders.plain import kebab
from loaders.rdf import revived
from loaders.rdf.origin import terms_version
from loaders.rdf.said import Said, Things, things_in
from loaders.rdf.writing import read_quads, unreified

T = TypeVar("T")
Ends = tuple[EntityId, EntityId]
SPOKEN = ("Report", "Section", "Evidence", "Mention", "Claim", "Observation")
"""The classes of what documents say; the others are those of entities."""


def read_rdf(path: Path | str) -> Graph:
    """The graph in an RDF file that `kg export` wrote; the end of its name tells the syntax.

    The file is read as a stream; the graph is held in memory. Raises UsageError for a file that cannot be
    read, has another suffix or does not parse, and DataError for one that holds no graph of ours, is cut off
    or changed, or was written with another version of the ontology.
    """
    told = Counted(read_quads(Path(path)))
    things = things_in(unreified(told))
    try:
        _check_whole(things)
        check_number(things, told.number)
        return _graph(things)
    except (DataError, EvidenceError, ValueError, ArithmeticError) as error:
        raise refused(path, error) from error


def refused(path: Path | str, error: Exception) -> DataError:
    """What is told of a file that kg export did not write so."""
    return DataError(f"{path}: {error}; expected a file as kg export writes it, so export it anew")


class Counted(Iterator[T]):
    """The values as they come; `number` is how many came."""

    def __init__(self, values: Iterable[T]) -> None:
        self._values, self.number = iter(values), 0

    def __next__(self) -> T:
        value = next(self._values)
        self.number += 1
        return value


def check_number(things: Things, found: int) -> None:
    """DataError where a file of one run has not as many triples as its run says; `found` is the number."""
    runs = list(things["run"].values())
    if len(runs) == 1 and (told := runs[0].maybe("void:triples")) != str(found):
        raise DataError(f"cut off or changed: {found} triples, where its run says {told or 'no number'}")


def check_terms(things: Things) -> None:
    """DataError where a program that wrote the file has another version of the ontology."""
    ours = terms_version()
    for program in things["software"].values():
        theirs = program.maybe("dcterms:conformsTo")
        if terms_of(theirs or "") != terms_of(ours):
            raise DataError(
                f"written in terms of {theirs or 'an older ontology'}, where this program has {ours}"
            )


def _check_whole(things: Things) -> None:
    """DataError for what is no graph of ours, or not the whole of one."""
    if not things["report"]:
        raise DataError("no graph of reports: it describes no gsr:Report")
    check_terms(things)
    runs = [run for run in things["run"].values() if run.maybe("prov:wasAssociatedWith")]
    if len(runs) != 1 or not things["software"]:
        raise DataError(f"cut off or put together: it names {len(runs)} whole runs; the one run ends a file")
    lost = set(runs[0].all("prov:used")) ^ things["report"].keys()
    if lost:
        raise DataError(f"report {min(lost)} is named or described, not both")


def _graph(things: Things) -> Graph:
    reports = {key: revived.report(said) for key, said in things["report"].items()}
    span = _spans(reports)
    _check_quotes(things["evidence"], span)
    spoken = [said for key, said in things["mention"].items() if key.startswith("e")]
    named = [revived.mention(said, span) for said in spoken if not said.maybe("deictic")]
    pointing = [revived.mention(said, span) for said in spoken if said.maybe("deictic")]
    denoted = filter(None, map(revived.resolved, things["mention"].values()))
    graph = Graph(
        reports=_in_order(reports.values()),
        sections=_in_order(revived.section(said, span) for said in things["section"].values()),
        mentions=_in_order(named),
        deictics=_in_order(pointing),
        claims=_in_order(revived.claim(said, span) for said in things["claim"].values()),
        entities=_in_order(revived.entity(said, cls) for cls, said in _named(things)),
        observations=_in_order(map(revived.observation, things["observation"].values())),
        resolved=_in_order(denoted, "report_id", "mention"),
    )
    return _with_facts(graph, things)


def _spans(reports: Mapping[str, Report]) -> revived.Spans:
    @functools.cache
    def span(key: str) -> Evidence:
        report, start, end = place_of(key)
        if report not in reports:
            raise DataError(f"{key}: stands in report {report}, which is not described")
        return evidence_at(reports[report], start, end)

    return span


def _check_quotes(evidence: Mapping[str, Said], span: revived.Spans) -> None:
    for key, said in evidence.items():
        if span(key).quote != said.one("quote"):
            raise DataError(f"{key}: its report has other words there")


def _named(things: Things) -> Iterator[tuple[str, Said]]:
    """The entities, each with its class."""
    for cls in load_schema().classes:
        if cls not in SPOKEN:
            yield from ((cls, said) for said in things[kebab(cls)].values())


def _said(link: ClaimFact, claim: Claim, ends: Ends) -> tuple[str, Claimed]:
    said = link.fact_id, ends[0], claim.predicate, ends[1], claim.status
    return link.report_id, (*said, [link.evidence_id])


def _with_facts(graph: Graph, things: Things) -> Graph:
    """The graph with the facts that its claims state, those that are told, and where findings stand."""
    joined = {claim.id: ends for claim in graph.claims if (ends := revived.ends(things["claim"][claim.id]))}
    links = [*_links(graph, joined)]
    years = {report.id: report.meta.year for report in graph.reports}
    facts = [
        *facts_of((_said(link, claim, joined[claim.id]) for link, claim in links), years).values(),
        *map(revived.fact, things["fact"].values()),
        *(fact for _, said in _named(things) for fact in revived.placed(said)),
    ]
    return replace(
        graph,
        facts=_in_order({fact.id: fact for fact in facts}.values()),
        claim_facts=_in_order((link for link, _ in links), "fact_id", "claim_id"),
    )


def _links(graph: Graph, joined: Mapping[str, Ends]) -> Iterator[tuple[ClaimFact, Claim]]:
    """Each claim that states a fact, as evidence of it."""
    sections: dict[str, list[Section]] = defaultdict(list)
    for section in graph.sections:
        sections[section.evidence.report_id].append(section)
    innermost = {report.id: innermost_of(sections[report.id]) for report in graph.reports}
    for claim in graph.claims:
        if claim.id in joined:
            subject, object_ = joined[claim.id]
            fact = fact_id(subject, claim.predicate, object_, claim.status)
            report = claim.evidence.report_id
            around = innermost[report](claim.evidence)
            place = None if around is None else around.id
            yield ClaimFact(claim.id, fact, report, claim.evidence.id, place, claim.rule), claim


def _in_order(values: Iterable[T], *names: str) -> tuple[T, ...]:
    """The values, sorted by their ids or by these attributes."""
    return tuple(sorted(values, key=attrgetter(*(names or ("id",)))))
