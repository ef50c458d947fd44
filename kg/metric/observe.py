"""From figures to observations: the metric, the period, the status, and what each is about."""

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kg.metric.indicator import metric_key, metric_name, unit_code, unit_kind, with_topic
from kg.metric.sections import innermost_of
from kg.metric.themes import theme_of
from kg.model import (
    ISSUER,
    REGION,
    Claim,
    Entity,
    EntityId,
    Evidence,
    Figure,
    Mention,
    MentionId,
    Observation,
    Reading,
    Report,
    Section,
    Status,
    digest,
)
from kg.room import WORDS
from kg.schema import Schema
from kg.sorting import Rows

METRIC = "Metric"
TOPICS = ("Initiative", "Platform")
"""Classes of what a figure can be about so that it belongs to the identity of its metric."""
Places = Mapping[tuple[str, MentionId], EntityId]
"""The entity of each (report id, mention)."""
Denoted = Mapping[MentionId, EntityId]
"""The entity of each mention of a report."""
Topics = Callable[[EntityId], str | None]
"""The key of an entity that is one of TOPICS, or its name; None for others."""


class Observed(NamedTuple):
    """The metrics and observations of a corpus, each sorted by id."""

    metrics: tuple[Entity, ...]
    observations: tuple[Observation, ...]


class _Said(NamedTuple):
    """What one reading says around its figures: mentions by id, claims by subject, the section of a place."""

    reading: Reading
    mentions: Mapping[MentionId, Mention]
    claims: Mapping[MentionId, list[Claim]]
    section: Callable[[Evidence], Section | None]


def observation_id(evidence: Evidence) -> str:
    """`v` and the place of the figure."""
    return "v" + evidence.id[1:]


class Measured(NamedTuple):
    """What is worked out of a figure, plainly: key of its metric, words for that, and the initiative or
    platform that it is about; the rest as in Observation.
    """

    key: str
    word: str
    topic: EntityId | None
    status: Status
    about: tuple[EntityId, ...]
    unit_code: str | None
    theme: str | None


def observe(
    readings: Sequence[Reading], denoted: Places, entities: Iterable[Entity], schema: Schema
) -> Observed:
    """Every figure of every reading as an Observation of a Metric.

    `denoted` tells which of the `entities` a mention denotes. A figure of which nothing tells what was
    counted has a metric of its own: it is comparable with no other.
    """
    topics = {entity.id: entity for entity in entities if entity.cls in TOPICS}
    keys = {one: entity.key for one, entity in topics.items()}
    names = {one: entity.name for one, entity in topics.items()}
    own: dict[str, dict[MentionId, EntityId]] = defaultdict(dict)
    for (report, mention), entity in denoted.items():
        own[report][mention] = entity
    rows = [measured(one, own[one.report.id], keys.get) for one in readings]
    made = (
        one
        for reading, some in zip(readings, rows, strict=True)
        for one in observations_of(reading, some, own[reading.report.id], schema)
    )
    return Observed(tuple(metrics_of(rows, schema, names.get)), tuple(sorted(made, key=lambda one: one.id)))


def measured(reading: Reading, denoted: Denoted, topic_of: Topics) -> list[Measured]:
    """What is worked out of each figure of a reading; `topic_of` gives the key of one of TOPICS."""
    said = _said(reading)
    return [_measured(figure, said, denoted, topic_of) for figure in reading.figures]


def metrics_of(rows: Iterable[Iterable[Measured]], schema: Schema, name_of: Topics) -> Iterator[Entity]:
    """The metrics of all figures, by id; `name_of` names one of TOPICS."""
    words: Rows[str] = Rows()
    words.add((metric_id(row[0], schema), row[:3]) for row in chain.from_iterable(rows))
    for identity, said in words.groups():
        names = (with_topic(word, (name_of(topic) if topic else None) or "") for _, word, topic in said)
        yield _metric(EntityId(identity), said[0][0], Counter(names))


def metric_id(key: str, schema: Schema) -> EntityId:
    """The id of the metric with this key."""
    return _metric_id(key, schema.classes[METRIC].id_prefix)


@functools.lru_cache(WORDS)
def _metric_id(key: str, prefix: str) -> EntityId:
    return EntityId(prefix + digest(METRIC, key))


def observations_of(
    reading: Reading, rows: Iterable[Measured], sides: Denoted, schema: Schema
) -> list[Observation]:
    """The observations of a report, of what is worked out of its figures; `sides` are ISSUER and REGION."""
    spans = {mention.id: mention.evidence for mention in reading.mentions}
    ends = sides.get(ISSUER), sides.get(REGION)
    return [
        _observation(figure, row, metric_id(row.key, schema), spans, reading.report, ends)
        for figure, row in zip(reading.figures, rows, strict=True)
    ]


def _said(reading: Reading) -> _Said:
    claims: dict[MentionId, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        claims[claim.subject].append(claim)
    mentions = {mention.id: mention for mention in (*reading.deictics, *reading.mentions)}
    return _Said(reading, mentions, claims, innermost_of(reading.sections))


def _measured(figure: Figure, said: _Said, denoted: Denoted, topic_of: Topics) -> Measured:
    evidence = said.mentions[figure.mention].evidence
    about, topic = _topic(figure, evidence, said, denoted, topic_of)
    key = metric_key(figure.indicator, figure.unit, about)
    word = metric_name(figure.indicator, figure.unit)
    every = {denoted.get(claim.object) for claim in said.claims.get(figure.mention, ())}
    return Measured(
        key or f"{evidence.id}|{unit_kind(figure.unit)}",
        word or ("" if topic else evidence.quote),
        topic,
        _status(figure, evidence, said),
        tuple(sorted(entity for entity in every if entity)),
        unit_code(figure.unit),
        theme_of(said.reading.report.text, evidence.start, evidence.end, figure.unit),
    )


def _topic(
    figure: Figure, evidence: Evidence, said: _Said, denoted: Denoted, topic_of: Topics
) -> tuple[str, EntityId | None]:
    """Key and id of the initiative or platform that the figure measures; of several the one nearest to it."""
    found: list[tuple[int, str, EntityId]] = []
    for claim in said.claims.get(figure.mention, ()):
        entity = denoted.get(claim.object)
        key = topic_of(entity) if entity else None
        if entity is not None and key is not None:
            found.append((abs(said.mentions[claim.object].evidence.start - evidence.start), key, entity))
    return min(found)[1:] if found else ("", None)


def _metric(identity: EntityId, key: str, words: Counter[str]) -> Entity:
    name = min(words, key=lambda word: (-words[word], len(word), word))
    return Entity(identity, METRIC, key, name, tuple(sorted(filter(None, words))))


def _observation(
    figure: Figure,
    row: Measured,
    metric: EntityId,
    spans: Mapping[MentionId, Evidence],
    report: Report,
    sides: tuple[EntityId | None, EntityId | None],
) -> Observation:
    evidence = spans[figure.mention]
    start = spans.get(figure.change_from) if figure.change_from else None
    year = None if report.meta.year is None else str(report.meta.year)
    return Observation(
        id=observation_id(evidence),
        metric=metric,
        value=figure.value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        raw=evidence.quote,
        status=row.status,
        report_id=report.id,
        evidence_id=evidence.id,
        period=figure.period or year,
        about=row.about,
        agency=sides[0],
        region=sides[1],
        change_from=observation_id(start) if start else None,
        unit_code=row.unit_code,
        theme=row.theme,
    )


def _status(figure: Figure, evidence: Evidence, said: _Said) -> Status:
    """What the claims on the figure say, else what its section is for."""
    claimed = sorted(claim.status for claim in said.claims.get(figure.mention, ()))
    if claimed:
        return claimed[0]
    section = said.section(evidence)
    kinds: dict[str, Status] = {"plans": "planned", "problems": "problem"}
    return kinds.get(section.kind, "done") if section else "done"
