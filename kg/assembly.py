"""From readings and their resolution to the graph: claims with their ends resolved become facts.

What a report says is worked out of its reading, of what its mentions denote and of what it asks of the things
that it names (`saying`): plain values, that are kept with what it said in resolution (kg.resolve.telling).
Facts and metrics of all reports are gathered of these; the rows of a report are made when they are asked for.
"""

import functools
import hashlib
import marshal
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from kg.graph import Graph, Parted, together
from kg.merging import Merged
from kg.metric.families import Spoken
from kg.metric.found import with_findings
from kg.metric.observe import (
    TOPICS,
    Denoted,
    Measured,
    measured,
    metric_id,
    metrics_of,
    observation_id,
    observations_of,
)
from kg.metric.sections import innermost_of
from kg.metric.wide import Wide, wide_from, wide_of
from kg.model import (
    ISSUER,
    REGION,
    Claim,
    ClaimFact,
    Entity,
    EntityId,
    Fact,
    Figure,
    Issue,
    MentionId,
    Reading,
    Report,
    Resolution,
    Severity,
    Status,
    fact_id,
)
from kg.readings import Read, held, read_of
from kg.resolve.agencies import only_agencies
from kg.resolve.resolution import Settled, resolved_of
from kg.resolve.telling import Ended, Then, Told
from kg.resolve.things import things
from kg.room import WORDS
from kg.rounds import Traces, View
from kg.schema import Schema
from kg.sorting import PLAIN, Rows, Sorted, by_id

Claimed = tuple[str, str, str, str, str, Sequence[str]]
"""A fact that a report claims: id, subject, relation, object, status, and the ids of the evidence, sorted."""
Note = tuple[Severity, str, str, str]
"""The fields of an Issue, but for the file."""
_BY_FACT = attrgetter("fact_id", "claim_id")


class Said(NamedTuple):
    """What the claims and figures of a report come to, in plain values.

    `facts` are those that it claims; `claims` give for each claim the place of its fact among them, None for
    one that states none, of which `notes` tell why; `figures` are the fields of Measured, `wide` those of
    Wide.
    """

    facts: Sequence[Claimed]
    claims: Sequence[int | None]
    notes: Sequence[Note]
    figures: Sequence[Sequence[Any]]
    wide: Sequence[Sequence[Any]]


def assemble(readings: Sequence[Reading], resolution: Resolution, schema: Schema) -> Graph:
    """The graph of all readings under one resolution, as `assemble_plain`, with its findings."""
    return with_findings(assemble_plain(readings, resolution, schema))


def assemble_plain(readings: Sequence[Reading], resolution: Resolution, schema: Schema) -> Graph:
    """The graph of all readings under one resolution, without findings.

    Each claim becomes one piece of evidence (ClaimFact) of the fact that its resolved ends state. A claim
    with an end that resolution left open gives a `note`; one that the ontology does not allow is `refused`;
    both stay in `claims` and out of `facts`. The subject of a MEASURES fact is the id of an observation.
    """
    rows: dict[str, list[Any]] = {reading.report.id: [] for reading in readings}
    for row in resolution.resolved:
        rows.setdefault(row.report_id, []).append((row.mention, row.entity, row.reason, row.basis))
    agencies = {one.key: one.id for one in resolution.entities if one.cls == "Agency"}
    entities: dict[str, Entity] = {one.id: one for one in resolution.entities}
    asked, then = things(entities.get, agencies.get), saying(schema)
    ended: dict[str, Ended] = {}
    for one in readings:
        own = rows[one.report.id]
        said = then(one, {row[0]: row[1] for row in own}, asked)
        ended[one.report.id] = own, (), (), said
    facts: dict[str, Fact] = {fact.id: fact for fact in resolution.facts}
    settled = Settled(entities, facts, resolution.issues, Traces((), 0), ended)
    plain = parted(read_of(readings), settled, schema)
    issues = [*(issue for reading in readings for issue in reading.issues), *plain.issues]
    return replace(plain.whole(), issues=tuple(sorted(issues, key=_place)))


def parted(read: Read, settled: Settled, schema: Schema) -> Parted:
    """As `assemble_plain`, of what came out for each report (with what `saying` made), by its id.

    The rows of a report are made when they are asked for; those that there is room for are held. Notes of
    readings are not among the issues.
    """
    ended = settled.ended
    years = {report.id: report.meta.year for report in read.reports}
    sources = {report.id: report.source for report in read.reports}
    said = ((report, Said(*one[-1])) for report, one in ended.items())
    issues = [_issue(sources[report], note) for report, each in said for note in each.notes]
    figures = (map(Measured._make, Said(*one[-1]).figures) for one in ended.values())
    name_of = functools.lru_cache(WORDS)(lambda topic: settled.entities[topic].name)
    claimed = ((report, fact) for report, one in ended.items() for fact in Said(*one[-1]).facts)
    return Parted(
        tuple(read.reports),
        Merged(by_id(Entity, metrics_of(figures, schema, name_of)), settled.entities),
        facts_of(claimed, years),
        settled.facts,
        (*settled.issues, *issues),
        _rows_of(read, ended, schema),
        functools.partial(_claimed_in, ended),
        read.ahead,
    )


def _rows_of(
    read: Read, ended: Mapping[str, Ended], schema: Schema
) -> Callable[[Collection[str]], tuple[Graph, list[Figure]]]:
    """What gives the rows of some reports, and their figures."""

    def make(reports: Collection[str]) -> dict[str, tuple[Graph, Sequence[Figure]]]:
        return {
            report: (_rows(reading, Told(*ended[report]), schema), reading.figures)
            for report, reading in read.of(reports).items()
        }

    made = held(make)

    def of(reports: Collection[str]) -> tuple[Graph, list[Figure]]:
        found = made(sorted(reports)).values()
        return together(graph for graph, _ in found), [one for _, figures in found for one in figures]

    return of


def _claimed_in(ended: Mapping[str, Ended], reports: Iterable[str]) -> Iterator[Fact]:
    """The facts that these reports claim, as kg.graph.Parted gives them."""
    own: dict[str, list[str]] = defaultdict(list)
    said: dict[str, Claimed] = {}
    for report in sorted(reports):
        for fact in Said(*ended[report][-1]).facts:
            own[fact[0]].append(report)
            said[fact[0]] = fact
    for key in sorted(said):
        yield _fact(said[key], (), own[key], ())


def spoken_by(ended: Mapping[str, Ended], schema: Schema) -> Mapping[str, Spoken]:
    """Whom each report is of, and all that it speaks of."""
    rows = Rows[str]()
    rows.add((report, _spoken(one, schema)) for report, one in ended.items())

    def spoken(found: Sequence[Any]) -> Spoken:
        mark, sides, things = found[0]
        return Spoken(mark, sides, things.split())

    return Sorted(rows, spoken)


def _spoken(ended: Ended, schema: Schema) -> tuple[Any, ...]:
    """The fields of Spoken, the things as one text: so many ids would take four times as much."""
    rows, said = ended[0], Said(*ended[-1])
    metrics = {metric_id(row[0], schema) for row in said.figures}
    sides = {(row[0], row[1]) for row in rows if row[0] in (ISSUER, REGION)}
    values = marshal.dumps(cast(Any, ended), PLAIN)
    mark = hashlib.sha256(values).hexdigest()[:16]
    return mark, sorted(sides), " ".join(sorted({row[1] for row in rows} | metrics))


def held_against(
    reports: Iterable[Report], ended: Mapping[str, Ended], entities: Mapping[str, Entity]
) -> Wide:
    """What all reports say that is held against each other."""
    return wide_from(reports, (Said(*one[-1]).wide for one in ended.values()), entities)


def saying(schema: Schema) -> Then:
    """What makes the fields of Said of a report, what its mentions denote, and what it asks of `things`."""
    refusal = functools.cache(schema.refusal)

    def said_of(reading: Reading, denoted: Denoted, asked: View) -> tuple[Any, ...]:
        classes, keys = asked["classes"], asked["keys"]

        def topic_of(entity: EntityId) -> str | None:
            return keys[entity] if classes.get(entity) in TOPICS else None

        figures = measured(reading, denoted, topic_of)
        ends = _Ends(denoted, _figures_of(reading), classes, asked["governments"], schema, refusal)
        rows = [tuple(row) for row in figures]
        facts, claims, notes = _claimed(reading, ends)
        return facts, claims, notes, rows, wide_of(reading, denoted, figures, schema)

    return said_of


def _rows(reading: Reading, told: Told, schema: Schema) -> Graph:
    """What stands in a report, and what was made of it."""
    said = Said._make(told.then)
    sides = {row[0]: row[1] for row in told.rows}
    figures = observations_of(reading, map(Measured._make, said.figures), sides, schema)
    claims = [(claim.id, claim) for claim in reading.claims]
    return Graph(
        reports=(reading.report,),
        sections=_all(reading.sections),
        mentions=_all(reading.mentions),
        deictics=_all(reading.deictics),
        claims=tuple(claim for _, claim in sorted(dict(claims).items())),
        claim_facts=tuple(sorted(_links(reading, claims, said), key=_BY_FACT)),
        observations=tuple(sorted(figures, key=lambda one: one.id)),
        resolved=tuple(resolved_of(reading.report.id, told)),
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


class _Ends(NamedTuple):
    """What the ends of claims of a report denote, with their classes; its figures are observations.

    `governments` gives for a region the government that acts for it where only an agency can.
    """

    denoted: Denoted
    figures: Mapping[MentionId, str]
    classes: Mapping[str, str]
    governments: Mapping[str, str]
    schema: Schema
    refusal: Callable[[str, str, str], str | None]

    def of(self, claim: Claim) -> tuple[str, str] | None:
        """Subject and object of a claim, None where one of them is not known."""
        subject, object_ = self._of(claim.subject), self._of(claim.object)
        if subject is None or object_ is None:
            return None
        if only_agencies(claim.predicate, self.schema):
            subject = self.governments.get(subject, subject)
        return subject, object_

    def _of(self, mention: MentionId) -> str | None:
        return self.figures.get(mention) or self.denoted.get(mention)

    def refused(self, claim: Claim, subject: str, object: str) -> str | None:
        """Why the ontology does not allow the claim, or None."""
        return self.refusal(self._class_of(subject), claim.predicate, self._class_of(object))

    def _class_of(self, end: str) -> str:
        return "Observation" if end.startswith("v") else self.classes.get(end, "Observation")


def _figures_of(reading: Reading) -> dict[MentionId, str]:
    """The observation of each mention that states a figure."""
    spans = {mention.id: mention.evidence for mention in reading.mentions}
    return {figure.mention: observation_id(spans[figure.mention]) for figure in reading.figures}


def _claimed(reading: Reading, ends: _Ends) -> tuple[list[Claimed], list[int | None], list[Note]]:
    """The first three fields of Said."""
    places: dict[tuple[str, str, str, str], int] = {}
    evidence: list[set[str]] = []
    claims: list[int | None] = []
    notes: list[Note] = []
    for claim in reading.claims:
        both, why = _stated(claim, ends)
        if both is None:
            notes.append(_note(claim, *why))
            claims.append(None)
            continue
        said = both[0], claim.predicate, both[1], claim.status
        place = places.setdefault(said, len(places))
        if place == len(evidence):
            evidence.append(set())
        evidence[place].add(claim.evidence.id)
        claims.append(place)
    facts: list[Claimed] = [
        (fact_id(*said), *said, sorted(evidence[place])) for said, place in places.items()
    ]
    return facts, claims, notes


def _stated(claim: Claim, ends: _Ends) -> tuple[tuple[str, str] | None, tuple[Severity, str]]:
    """What a claim joins; else None, and why it states nothing."""
    both = ends.of(claim)
    if both is None:
        return None, ("note", f"{claim.predicate}: an end denotes nothing that is known")
    refusal = ends.refused(claim, *both)
    if refusal is not None:
        return None, ("refused", refusal)
    if both[0] == both[1]:
        return None, ("note", f"{claim.predicate}: both ends are one thing")
    return both, ("note", "")


def _note(claim: Claim, severity: Severity, what: str) -> Note:
    place = f"{claim.evidence.start}-{claim.evidence.end}"
    todo = f"look at rule {claim.rule}; the claim is kept, but gives no fact"
    return severity, place, f"{what}: {claim.evidence.quote[:60]}", todo


def _issue(source: str, note: Note) -> Issue:
    return Issue(note[0], source, *note[1:])


def _links(reading: Reading, claims: Iterable[tuple[str, Claim]], said: Said) -> Iterator[ClaimFact]:
    """Every claim of a reading, with its id, that states a fact, as evidence of it."""
    section_of = innermost_of(reading.sections)
    places: dict[int, tuple[str, str | None]] = {}
    for (key, claim), stated in zip(claims, said.claims, strict=True):
        if stated is None:
            continue
        span = claim.evidence
        place = places.get(id(span))  # many claims of one sentence have one span
        if place is None:
            section = section_of(span)
            place = places[id(span)] = span.id, None if section is None else section.id
        yield ClaimFact(key, said.facts[stated][0], reading.report.id, *place, claim.rule)


def facts_of(claimed: Iterable[tuple[str, Claimed]], years: Mapping[str, int | None]) -> Mapping[str, Fact]:
    """One fact for each (subject, relation, object, status), by id, with all its years, reports and evidence.

    `claimed` are reports with what they claim, `years` gives the year of each.
    """
    rows = Rows[str]()
    rows.add((fact[0], (report, fact)) for report, fact in claimed)

    def fact_of(group: Sequence[tuple[str, Claimed]]) -> Fact:
        reports, evidence = [group[0][0]], group[0][1][-1]
        if len(group) > 1:
            reports = sorted({report for report, _ in group})
            evidence = sorted({span for _, fact in group for span in fact[-1]})
        told = {year for report in reports if (year := years[report]) is not None}
        return _fact(group[0][1], sorted(told), reports, evidence)

    return Sorted(rows, fact_of)


def _fact(said: Claimed, years: Sequence[int], reports: Sequence[str], evidence: Sequence[str]) -> Fact:
    _, subject, relation, object_, status, _ = said
    ends = EntityId(subject), relation, EntityId(object_), cast(Status, status)
    return Fact(*ends, "stated", tuple(years), tuple(reports), tuple(evidence))
