"""Scores of readings against annotated texts: precision, recall and F1 by label, relation, status and rule.

Gold is JSON Lines: `id`, `text`, `issuer`, `region`, `year`, `spans` (label, start, end) and `relations`
(head, type, tail, status). Gold, predictions and extractions all become Readings, so that one comparison
serves them all; nothing here reads texts for meaning.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

from kg.errors import DataError, EvidenceError, UsageError
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
Place = tuple[int, int, str]
End = Place | str
Said = tuple[End, str, End]

_LABELS = {label.upper(): label for label in LABELS}
_GOLD_RULE = "gold"


@dataclass(frozen=True, slots=True)
class Score:
    """One line of a score table.

    `gold` and `found` are what was annotated and predicted; `right` counts predictions that are right,
    `reached` annotations that were found (the same number where only equal ones count).
    """

    what: str
    name: str
    gold: int
    found: int
    right: int
    reached: int

    @property
    def precision(self) -> float | None:
        """Right among the found; None where nothing was."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Reached among the annotated; None where there is none."""
        return self.reached / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; 0 where one is 0, None where neither is known."""
        p, r = self.precision, self.recall
        if p is None and r is None:
            return None
        return 2 * p * r / (p + r) if p and r else 0.0


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
    for number, line in enumerate(_text(path, expected).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield parse(json.loads(line))
        except (AttributeError, KeyError, RecursionError, TypeError, ValueError, EvidenceError) as error:
            raise DataError(
                f"{path}, line {number}: not a record ({type(error).__name__}: {error})"
            ) from error


def _text(path: Path, expected: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or 'unreadable'}; expected {expected}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not a text in UTF-8; expected {expected}") from error


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


def _predicted(record: Record, report: Report) -> Reading:
    known = {m["id"]: _mention(report, m, _LABELS[m["label"].upper()]) for m in record["mentions"]}
    keys = ("subject", "predicate", "object")
    claims = [_claim(report, c, known, keys=keys, evidence=c["evidence"]) for c in record["claims"]]
    return _reading(report, known.values(), claims)


def score(pairs: Sequence[Pair]) -> tuple[Score, ...]:
    """All score lines of (gold, predicted) pairs, in a fixed order.

    `mention strict` wants equal span and label, `mention relaxed` an overlap with the same label; `claim`
    compares subject, relation and object, `claim with status` the status too, `claim lenient` counts a
    named issuer as @issuer. `micro` is the sum; `status`, `mention rule` and `claim rule` follow.
    """
    mentions = [(_places(gold), _places(found)) for gold, found in pairs]
    claims = [(_said(gold), _said(found)) for gold, found in pairs]
    plain = [(set(gold), set(found)) for gold, found in claims]
    stated = [(set(gold.items()), set(found.items())) for gold, found in claims]
    lenient = [(_lenient(gold, gold), _lenient(gold, found)) for gold, found in pairs]
    return (
        *_exact("mention strict", mentions, lambda place: place[2]),
        *_relaxed(mentions),
        *_exact("claim", plain, lambda said: said[1]),
        *_exact("claim with status", stated, lambda item: item[0][1]),
        *_exact("claim lenient", lenient, lambda said: said[1]),
        *_exact("status", stated, lambda item: item[1])[:-1],
        *_rules("mention rule", [_mention_rules(gold, found) for gold, found in pairs]),
        *_rules("claim rule", [_claim_rules(gold, found) for gold, found in pairs]),
    )


def macro(scores: Iterable[Score], what: str) -> float | None:
    """The mean F1 over the names of one table that have gold; None where none has."""
    known = [s.f1 for s in scores if s.what == what and s.name != "micro" and s.gold and s.f1 is not None]
    return sum(known) / len(known) if known else None


def _place(mention: Mention) -> Place:
    return mention.evidence.start, mention.evidence.end, mention.label


def _places(reading: Reading) -> set[Place]:
    return {_place(mention) for mention in reading.mentions}


def _ends(reading: Reading) -> dict[str, End]:
    """Mention id → place; deictics stand for @issuer and @region."""
    ends: dict[str, End] = {ISSUER: ISSUER, REGION: REGION}
    ends |= {m.id: REGION if m.label == "Region" else ISSUER for m in reading.deictics}
    return ends | {m.id: _place(m) for m in reading.mentions}


def _said(reading: Reading) -> dict[Said, str]:
    ends = _ends(reading)
    return {(ends[c.subject], c.predicate, ends[c.object]): c.status for c in reading.claims}


def _lenient(gold: Reading, reading: Reading) -> set[Said]:
    issuer = gold.report.meta.issuer or ""
    own = {
        _place(m): ISSUER for m in reading.mentions if m.label == "Agency" and names(issuer, m.evidence.quote)
    }

    def folded(end: End) -> End:
        return own.get(end, end) if isinstance(end, tuple) else end

    return {(folded(head), relation, folded(tail)) for head, relation, tail in _said(reading)}


def names(full: str, short: str) -> bool:
    """Whether `short` can be a short form of the agency name `full`: its characters in order, its ending."""
    rest = iter(full)
    return bool(short) and short[-1] in full[-3:] and all(character in rest for character in short)


def _exact(what: str, pairs: Iterable[tuple[set[Any], set[Any]]], name: Any) -> list[Score]:
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for expected, predicted in pairs:
        gold.update(map(name, expected))
        found.update(map(name, predicted))
        right.update(map(name, expected & predicted))
    return _table(what, gold, found, right, right)


def _relaxed(pairs: Iterable[tuple[set[Place], set[Place]]]) -> list[Score]:
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for expected, predicted in pairs:
        gold.update(place[2] for place in expected)
        found.update(place[2] for place in predicted)
        right.update(place[2] for place in _touching(predicted, expected))
        reached.update(place[2] for place in _touching(expected, predicted))
    return _table("mention relaxed", gold, found, right, reached)


def _touching(places: set[Place], others: set[Place]) -> list[Place]:
    """Those places that overlap one of the others with their label."""
    by_label: dict[str, list[Place]] = {}
    for other in others:
        by_label.setdefault(other[2], []).append(other)
    return [p for p in places if any(o[0] < p[1] and p[0] < o[1] for o in by_label.get(p[2], ()))]


def _table(
    what: str, gold: Counter[str], found: Counter[str], right: Counter[str], reached: Counter[str]
) -> list[Score]:
    known = sorted({*gold, *found})
    lines = [Score(what, name, gold[name], found[name], right[name], reached[name]) for name in known]
    total = Score(what, "micro", gold.total(), found.total(), right.total(), reached.total())
    return [*lines, total]


def _mention_rules(gold: Reading, found: Reading) -> Iterator[tuple[str, bool]]:
    expected = _places(gold)
    return ((mention.rule, _place(mention) in expected) for mention in found.mentions)


def _claim_rules(gold: Reading, found: Reading) -> Iterator[tuple[str, bool]]:
    expected, ends = _said(gold), _ends(found)
    return (
        (claim.rule, (ends[claim.subject], claim.predicate, ends[claim.object]) in expected)
        for claim in found.claims
    )


def _rules(what: str, outcomes: Iterable[Iterable[tuple[str, bool]]]) -> list[Score]:
    """How often each rule fired and was right; what a rule should have found is not known (gold 0)."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for rule, good in (outcome for text in outcomes for outcome in text):
        found[rule] += 1
        right[rule] += good
    return _table(what, Counter(), found, right, Counter())[:-1]
