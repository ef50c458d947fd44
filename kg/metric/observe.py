"""From figures to observations: the metric, the period, the status, and what each is about."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.metric.indicator import metric_key, metric_name, unit_code, unit_kind
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
    Section,
    Status,
    digest,
)
from kg.schema import Schema

METRIC = "Metric"
TOPICS = ("Initiative", "Platform")
"""Classes of what a figure can be about so that it belongs to the identity of its metric."""
Places = Mapping[tuple[str, MentionId], EntityId]
"""The entity of each (report id, mention)."""


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


def observe(
    readings: Sequence[Reading], denoted: Places, entities: Iterable[Entity], schema: Schema
) -> Observed:
    """Every figure of every reading as an Observation of a Metric.

    `denoted` tells which of the `entities` a mention denotes. A figure of which nothing tells what was
    counted has a metric of its own: it is comparable with no other.
    """
    prefix = schema.classes[METRIC].id_prefix
    topics = {entity.id: entity.name for entity in entities if entity.cls in TOPICS}
    words: dict[str, Counter[str]] = defaultdict(Counter)
    observations = []
    for reading in readings:
        said = _said(reading)
        for figure in reading.figures:
            evidence = said.mentions[figure.mention].evidence
            topic = _topic(figure, evidence, said, denoted, topics)
            key = (
                metric_key(figure.indicator, figure.unit, topic) or f"{evidence.id}|{unit_kind(figure.unit)}"
            )
            words[key][metric_name(figure.indicator, topic, figure.unit) or evidence.quote] += 1
            observations.append(_observation(figure, EntityId(prefix + digest(METRIC, key)), said, denoted))
    metrics = [_metric(key, counts, prefix) for key, counts in words.items()]
    return Observed(
        tuple(sorted(metrics, key=lambda entity: entity.id)),
        tuple(sorted(observations, key=lambda one: one.id)),
    )


def _said(reading: Reading) -> _Said:
    claims: dict[MentionId, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        claims[claim.subject].append(claim)
    mentions = {mention.id: mention for mention in (*reading.deictics, *reading.mentions)}
    return _Said(reading, mentions, claims, innermost_of(reading.sections))


def _topic(
    figure: Figure, evidence: Evidence, said: _Said, denoted: Places, topics: Mapping[EntityId, str]
) -> str:
    """The name of the initiative or platform that the figure measures; of several the one nearest to it."""
    found = []
    for claim in said.claims.get(figure.mention, ()):
        name = topics.get(denoted.get((said.reading.report.id, claim.object), EntityId("")))
        if name is not None:
            found.append((abs(said.mentions[claim.object].evidence.start - evidence.start), name))
    return min(found)[1] if found else ""


def _metric(key: str, words: Counter[str], prefix: str) -> Entity:
    name = min(words, key=lambda word: (-words[word], len(word), word))
    names = tuple(sorted(filter(None, words)))
    return Entity(EntityId(prefix + digest(METRIC, key)), METRIC, key, name, names)


def _observation(figure: Figure, metric: EntityId, said: _Said, denoted: Places) -> Observation:
    report = said.reading.report
    evidence = said.mentions[figure.mention].evidence
    start = said.mentions.get(figure.change_from) if figure.change_from else None
    year = None if report.meta.year is None else str(report.meta.year)
    about = {denoted.get((report.id, claim.object)) for claim in said.claims.get(figure.mention, ())}
    return Observation(
        id=observation_id(evidence),
        metric=metric,
        value=figure.value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        raw=evidence.quote,
        status=_status(figure, evidence, said),
        report_id=report.id,
        evidence_id=evidence.id,
        period=figure.period or year,
        about=tuple(sorted(entity for entity in about if entity)),
        agency=denoted.get((report.id, ISSUER)),
        region=denoted.get((report.id, REGION)),
        change_from=observation_id(start.evidence) if start else None,
        unit_code=unit_code(figure.unit),
        theme=theme_of(report.text, evidence.start, evidence.end, figure.unit),
    )


def _status(figure: Figure, evidence: Evidence, said: _Said) -> Status:
    """What the claims on the figure say, else what its section is for."""
    claimed = sorted(claim.status for claim in said.claims.get(figure.mention, ()))
    if claimed:
        return claimed[0]
    section = said.section(evidence)
    kinds: dict[str, Status] = {"plans": "planned", "problems": "problem"}
    return kinds.get(section.kind, "done") if section else "done"
