"""From figures to observations: the metric, the period, the status, and what each is about."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.metric.indicator import metric_key, metric_name
from kg.model import (
    ISSUER,
    REGION,
    Entity,
    EntityId,
    Evidence,
    Figure,
    Mention,
    MentionId,
    Observation,
    Reading,
    Section,
    Status,
    digest,
)
from kg.schema import Schema

METRIC = "Metric"
Places = Mapping[tuple[str, MentionId], EntityId]
"""The entity of each (report id, mention)."""


class Observed(NamedTuple):
    """The metrics and observations of a corpus, each sorted by id."""

    metrics: tuple[Entity, ...]
    observations: tuple[Observation, ...]


def observation_id(evidence: Evidence) -> str:
    """`v` and the place of the figure."""
    return "v" + evidence.id[1:]


def observe(readings: Sequence[Reading], denoted: Places, schema: Schema) -> Observed:
    """Every figure of every reading as an Observation of a Metric."""
    prefix = schema.classes[METRIC].id_prefix
    words: dict[str, Counter[str]] = defaultdict(Counter)
    observations = []
    for reading in readings:
        mentions = {mention.id: mention for mention in reading.mentions}
        for figure in reading.figures:
            key = metric_key(figure.indicator, figure.unit)
            words[key][metric_name(figure.indicator)] += 1
            metric = EntityId(prefix + digest(METRIC, key))
            observations.append(_observation(figure, metric, mentions, reading, denoted))
    metrics = [_metric(key, counts, prefix) for key, counts in words.items()]
    return Observed(
        tuple(sorted(metrics, key=lambda entity: entity.id)),
        tuple(sorted(observations, key=lambda one: one.id)),
    )


def _metric(key: str, words: Counter[str], prefix: str) -> Entity:
    name = min(words, key=lambda word: (-words[word], len(word), word))
    return Entity(
        EntityId(prefix + digest(METRIC, key)), METRIC, key, name or key, tuple(sorted(filter(None, words)))
    )


def _observation(
    figure: Figure,
    metric: EntityId,
    mentions: Mapping[MentionId, Mention],
    reading: Reading,
    denoted: Places,
) -> Observation:
    report = reading.report
    evidence = mentions[figure.mention].evidence
    start = mentions.get(figure.change_from) if figure.change_from else None
    year = None if report.meta.year is None else str(report.meta.year)
    about = {denoted.get((report.id, c.object)) for c in reading.claims if c.subject == figure.mention}
    return Observation(
        id=observation_id(evidence),
        metric=metric,
        value=figure.value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        raw=evidence.quote,
        status=_status(figure, evidence, reading),
        report_id=report.id,
        evidence_id=evidence.id,
        period=figure.period or year,
        about=tuple(sorted(entity for entity in about if entity)),
        agency=denoted.get((report.id, ISSUER)),
        region=denoted.get((report.id, REGION)),
        change_from=observation_id(start.evidence) if start else None,
    )


def _status(figure: Figure, evidence: Evidence, reading: Reading) -> Status:
    """What the claims on the figure say, else what its section is for."""
    said = sorted(c.status for c in reading.claims if c.subject == figure.mention)
    if said:
        return said[0]
    section = innermost(evidence, reading.sections)
    kinds: dict[str, Status] = {"plans": "planned", "problems": "problem"}
    return kinds.get(section.kind, "done") if section else "done"


def innermost(evidence: Evidence, sections: Sequence[Section]) -> Section | None:
    """The smallest section in which the span begins, None outside all of them."""
    around = [s for s in sections if s.evidence.start <= evidence.start < s.evidence.end]
    return max(around, key=lambda s: (s.level, s.evidence.start), default=None)
