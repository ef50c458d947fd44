"""Annotated texts, and what `kg extract` said of them, as Readings.

Gold is JSON Lines: `id`, `text`, `issuer`, `region`, `year`, `spans` (label, start, end) and `relations`
(head, type, tail, status).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, cast

from kg.errors import DataError, EvidenceError, UsageError
from kg.evaluate.files import text_of
from kg.evaluate.places import Place
from kg.model import (
    ISSUER,
    LABELS,
    PREDICATES,
    REGION,
    STATUSES,
    Claim,
    Label,
    Mention,
    MentionId,
    Metadata,
    Predicate,
    Reading,
    Report,
    Status,
    evidence_at,
    report_id,
)

Record = Mapping[str, Any]
Pair = tuple[Reading, Reading]
Spans = Mapping[tuple[str, str], Place]
"""The place of each annotated span by the ids of its text and of itself."""

_LABELS = {label.upper(): label for label in LABELS}
_GOLD_RULE = "gold"


def gold_readings(path: Path) -> tuple[Reading, ...]:
    """The annotated texts of a JSON Lines file as readings; their source is the gold id.

    DataError for a line that is no record, a label or relation that is none, or a span that is not there;
    UsageError for a file that cannot be read as text or holds no record.
    """
    expected = "annotated texts, one JSON record a line"
    found = tuple(_parsed(path, reading_of, expected))
    if not found:
        raise UsageError(f"{path}: no record in it; expected {expected}")
    return found


def _parsed(path: Path, parse: Any, expected: str) -> Iterator[Any]:
    for number, line in enumerate(text_of(path, expected).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield parse(json.loads(line))
        except (AttributeError, KeyError, RecursionError, TypeError, ValueError, EvidenceError) as error:
            raise DataError(
                f"{path}, line {number}: not a record ({type(error).__name__}: {error})"
            ) from error


def reading_of(record: Record) -> Reading:
    """A gold record as a Reading: mentions and claims with the rule `gold`, no sections, no figures.

    The evidence of a claim is the shortest span that holds its mentions.
    """
    text = record["text"]
    meta = _metadata(record)
    report = Report(report_id(text.encode("utf-8")), str(record["id"]), text, meta)
    mentions = {span["id"]: _mention(report, span, _LABELS[span["label"]]) for span in record["spans"]}
    claims = [_gold_claim(report, relation, mentions) for relation in record["relations"]]
    return _reading(report, mentions.values(), claims)


def gold_spans(path: Path) -> Spans:
    """Where the spans of a file stand that `gold_readings` can read."""
    records = _parsed(path, dict, "annotated texts, one JSON record a line")
    return {
        (str(record["id"]), str(span["id"])): (span["start"], span["end"], _LABELS[span["label"]])
        for record in records
        for span in record["spans"]
    }


def _metadata(record: Record) -> Metadata:
    known = {name: record.get(name) for name in ("title", "issuer", "region", "year", "issued_on", "url")}
    basis = {f"{name}_basis": "stated" for name in ("issuer", "region", "year") if known[name] is not None}
    return Metadata(**known, **basis)  # type: ignore[arg-type]


def _mention(report: Report, span: Record, label: Label) -> Mention:
    evidence = evidence_at(report, span["start"], span["end"])
    if span.get("text", evidence.quote) != evidence.quote:
        place = f"[{evidence.start}, {evidence.end})"
        raise ValueError(f"{report.source} {place}: {span['text']} expected, {evidence.quote} stands there")
    return Mention(label, evidence, span.get("rule", _GOLD_RULE))


def _gold_claim(report: Report, relation: Record, mentions: Mapping[str, Mention]) -> Claim:
    named = [mentions[end] for end in (relation["head"], relation["tail"]) if not end.startswith("@")]
    start = min((m.evidence.start for m in named), default=0)
    end = max((m.evidence.end for m in named), default=len(report.text))
    return _claim(report, relation, mentions, keys=("head", "type", "tail"), evidence=(start, end))


def _claim(
    report: Report,
    said: Record,
    mentions: Mapping[str, Mention],
    *,
    keys: tuple[str, str, str],
    evidence: Sequence[int],
) -> Claim:
    head, predicate, tail = (said[key] for key in keys)
    if predicate not in PREDICATES:
        raise ValueError(f"{predicate}: no such relation")
    if said["status"] not in STATUSES:
        raise ValueError(f"{said['status']}: no such status")
    return Claim(
        _end(head, mentions),
        cast("Predicate", predicate),
        _end(tail, mentions),
        cast("Status", said["status"]),
        said.get("rule", _GOLD_RULE),
        evidence_at(report, evidence[0], evidence[1]),
    )


def _end(name: str, mentions: Mapping[str, Mention]) -> MentionId:
    return MentionId(name) if name in (ISSUER, REGION) else mentions[name].id


def _reading(report: Report, mentions: Iterable[Mention], claims: Iterable[Claim]) -> Reading:
    ordered = sorted(mentions, key=lambda m: (m.evidence.start, -m.evidence.end, m.label))
    return Reading(report, mentions=tuple(ordered), claims=tuple(sorted(claims, key=lambda c: c.id)))


def pair_predictions(gold: Sequence[Reading], path: Path) -> tuple[Pair, ...]:
    """Each gold reading with what a file of `kg extract` says of the same text.

    A line belongs to the gold text whose id is its `source` without folder and suffix, else to the one whose
    UTF-8 bytes give its report id. Gold texts without a line are paired with nothing found; lines without a
    gold text are passed over. DataError for a line that is no record or whose spans are not in the text;
    UsageError for a file that cannot be read as text.
    """
    by_name = {reading.report.source: reading for reading in gold}
    by_id = {reading.report.id: reading for reading in gold}
    found: dict[str, Reading] = {}

    def take(record: Record) -> None:
        name = PurePosixPath(record["source"]).stem
        match = by_name.get(name) or by_id.get(record["report"]["id"])
        if match is not None:
            found[match.report.source] = _predicted(record, match.report)

    for _ in _parsed(path, take, "the output of kg extract, one JSON record a line"):
        pass
    return tuple((reading, found.get(reading.report.source, Reading(reading.report))) for reading in gold)


def pair_extractions(gold: Sequence[Reading], extract: Callable[[Report], Reading]) -> tuple[Pair, ...]:
    """Each gold reading with what a function reads out of its bare text."""
    bare = (Report(reading.report.id, reading.report.source, reading.report.text) for reading in gold)
    return tuple(zip(gold, map(extract, bare), strict=True))


def _predicted(record: Record, report: Report) -> Reading:
    known = {m["id"]: _mention(report, m, _LABELS[m["label"].upper()]) for m in record["mentions"]}
    report = replace(report, meta=_metadata(record["report"]))
    keys = ("subject", "predicate", "object")
    claims = [_claim(report, c, known, keys=keys, evidence=c["evidence"]) for c in record["claims"]]
    return _reading(report, known.values(), claims)
