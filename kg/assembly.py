"""From readings and their resolution to the graph: claims with their ends resolved become facts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from kg.graph import Graph
from kg.metric.found import with_findings
from kg.metric.observe import observation_id, observe
from kg.metric.sections import innermost_of
from kg.model import (
    Claim,
    ClaimFact,
    Entity,
    EntityId,
    Fact,
    Issue,
    MentionId,
    Reading,
    Resolution,
    Severity,
    fact_id,
)
from kg.resolve.agencies import government_key, only_agencies
from kg.schema import Schema


def assemble(readings: Sequence[Reading], resolution: Resolution, schema: Schema) -> Graph:
    """The graph of all readings under one resolution, as `assemble_plain`, with its findings."""
    return with_findings(assemble_plain(readings, resolution, schema))


def assemble_plain(readings: Sequence[Reading], resolution: Resolution, schema: Schema) -> Graph:
    """The graph of all readings under one resolution, without findings.

    Each claim becomes one piece of evidence (ClaimFact) of the fact that its resolved ends state. A claim
    with an end that resolution left open gives a `note`; one that the ontology does not allow is `refused`;
    both stay in `claims` and out of `facts`. The subject of a MEASURES fact is the id of an observation.
    """
    readings = sorted(readings, key=lambda reading: reading.report.id)
    denoted = {(row.report_id, row.mention): row.entity for row in resolution.resolved}
    metrics, observations = observe(readings, denoted, resolution.entities, schema)
    ends = _ends(denoted | dict(_measured(readings)), resolution.entities, schema)
    stated = [each for reading in readings for each in _stated(reading, ends)]
    links = [(claim_fact, claim) for claim_fact, claim in stated if isinstance(claim_fact, ClaimFact)]
    years = {reading.report.id: reading.report.meta.year for reading in readings}
    facts = [*facts_of(links, ends.of, years), *resolution.facts]
    issues = [issue for issue, _ in stated if isinstance(issue, Issue)]
    read = [issue for reading in readings for issue in reading.issues]
    return Graph(
        reports=tuple(reading.report for reading in readings),
        sections=_all(section for reading in readings for section in reading.sections),
        mentions=_all(mention for reading in readings for mention in reading.mentions),
        deictics=_all(mention for reading in readings for mention in reading.deictics),
        claims=_all(claim for reading in readings for claim in reading.claims),
        entities=_all([*resolution.entities, *metrics]),
        facts=_all(facts),
        claim_facts=tuple(
            sorted((link for link, _ in links), key=lambda link: (link.fact_id, link.claim_id))
        ),
        observations=observations,
        resolved=resolution.resolved,
        issues=tuple(sorted([*read, *resolution.issues, *issues], key=_place)),
    )


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Identified)


def _all(items: Iterable[_Item]) -> tuple[_Item, ...]:
    """The items once each, sorted by id."""
    found = {item.id: item for item in items}
    return tuple(found[key] for key in sorted(found))


def _place(issue: Issue) -> tuple[str, str, str]:
    return issue.file, issue.place, issue.what


@dataclass(frozen=True, slots=True)
class _Ends:
    """What the ends of claims denote, with their classes; everything that is no entity is an observation.

    `governments` gives for a region the government that acts for it where only an agency can.
    """

    denoted: Mapping[tuple[str, MentionId], str]
    classes: Mapping[str, str]
    governments: Mapping[str, str]
    schema: Schema
    refusals: dict[tuple[str, str, str], str | None] = field(default_factory=dict)

    def of(self, claim: Claim) -> tuple[EntityId, EntityId] | None:
        """Subject and object of a claim, None where one of them is not known."""
        report = claim.evidence.report_id
        subject, object_ = self.denoted.get((report, claim.subject)), self.denoted.get((report, claim.object))
        if subject is None or object_ is None:
            return None
        if only_agencies(claim.predicate, self.schema):
            subject = self.governments.get(subject, subject)
        return EntityId(subject), EntityId(object_)

    def refusal(self, claim: Claim, subject: EntityId, object_: EntityId) -> str | None:
        """Why the ontology does not allow the claim, or None."""
        left, right = self.classes.get(subject, "Observation"), self.classes.get(object_, "Observation")
        asked = left, claim.predicate, right
        if asked not in self.refusals:
            self.refusals[asked] = self.schema.refusal(*asked)
        return self.refusals[asked]


def _ends(denoted: Mapping[tuple[str, MentionId], str], entities: Iterable[Entity], schema: Schema) -> _Ends:
    agencies = {entity.key: entity.id for entity in entities if entity.cls == "Agency"}
    governments: dict[str, str] = {
        entity.id: agencies[government_key(entity.key)]
        for entity in entities
        if entity.cls == "Region" and government_key(entity.key) in agencies
    }
    return _Ends(denoted, {entity.id: entity.cls for entity in entities}, governments, schema)


def _measured(readings: Iterable[Reading]) -> Iterator[tuple[tuple[str, MentionId], str]]:
    for reading in readings:
        spans = {mention.id: mention.evidence for mention in reading.mentions}
        for figure in reading.figures:
            yield (reading.report.id, figure.mention), observation_id(spans[figure.mention])


def _stated(reading: Reading, ends: _Ends) -> Iterator[tuple[ClaimFact | Issue, Claim]]:
    """Every claim of a reading as evidence of a fact, or why it is none."""
    section_of = innermost_of(reading.sections)
    places: dict[int, tuple[str, str | None]] = {}
    for claim in reading.claims:
        span = claim.evidence
        place = places.get(id(span))  # many claims of one sentence have one span
        if place is None:
            section = section_of(span)
            place = places[id(span)] = span.id, None if section is None else section.id
        yield _evidence(claim, reading, ends, place), claim


def _evidence(
    claim: Claim, reading: Reading, ends: _Ends, place: tuple[str, str | None]
) -> ClaimFact | Issue:
    both = ends.of(claim)
    if both is None:
        return _open(claim, reading)
    subject, object_ = both
    refusal = ends.refusal(claim, subject, object_)
    if refusal is not None:
        return _issue(claim, reading, "refused", refusal)
    if subject == object_:
        return _issue(claim, reading, "note", f"{claim.predicate}: both ends are one thing")
    fact = fact_id(subject, claim.predicate, object_, claim.status)
    return ClaimFact(claim.id, fact, reading.report.id, *place, claim.rule)


def _open(claim: Claim, reading: Reading) -> Issue:
    return _issue(claim, reading, "note", f"{claim.predicate}: an end denotes nothing that is known")


def _issue(claim: Claim, reading: Reading, severity: Severity, what: str) -> Issue:
    place = f"{claim.evidence.start}-{claim.evidence.end}"
    todo = f"look at rule {claim.rule}; the claim is kept, but gives no fact"
    return Issue(severity, reading.report.source, place, f"{what}: {claim.evidence.quote[:60]}", todo)


def facts_of(
    links: Iterable[tuple[ClaimFact, Claim]],
    ends: Callable[[Claim], tuple[EntityId, EntityId] | None],
    years: Mapping[str, int | None],
) -> Iterator[Fact]:
    """One fact for each (subject, relation, object, status), with all its years, reports and evidence.

    `ends` gives what a claim joins, `years` the year of each report.
    """
    groups: dict[str, list[tuple[ClaimFact, Claim]]] = defaultdict(list)
    for link in links:
        groups[link[0].fact_id].append(link)
    told: dict[frozenset[str], tuple[tuple[int, ...], tuple[str, ...]]] = {}  # facts of a report share it
    for group in groups.values():
        claim = group[0][1]
        both = ends(claim)
        assert both is not None  # a claim without both ends gives no link
        subject, object_ = both
        reports = frozenset(link.report_id for link, _ in group)
        said = told.get(reports)
        if said is None:
            said = told[reports] = _told(reports, years)
        evidence = tuple(sorted({link.evidence_id for link, _ in group}))
        yield Fact(subject, claim.predicate, object_, claim.status, "stated", *said, evidence)


def _told(reports: Iterable[str], years: Mapping[str, int | None]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The years of the reports, and the reports, sorted."""
    said = {year for report in reports if (year := years[report]) is not None}
    return tuple(sorted(said)), tuple(sorted(reports))
