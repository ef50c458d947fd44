"""Clusters and names against the annotated entities of the samples and of the reports beside the checkout."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kg.folding import fold
from kg.model import Claim, Label, Mention, MentionId, Metadata, Reading, Report, evidence_at, report_id
from kg.resolve import resolve

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "gold"
LABELS: dict[str, Label] = {"ORG": "Org", "DOCNO": "DocNo"}
AS_WRITTEN = ("REGULATION", "INITIATIVE", "PLATFORM", "AGREEMENT")

CORPORA = [
    pytest.param(ROOT / "samples", "gold.jsonl", "entities.json", "questions.json", id="samples"),
    pytest.param(
        SHARED, "seeds.jsonl", "seeds_entities.json", "questions_seeds.json",
        id="seeds", marks=pytest.mark.shared,
    ),
]  # fmt: skip
Place = tuple[str, str]


def gold_reading(record: dict[str, Any]) -> Reading:
    text = record["text"]
    meta = Metadata(
        issuer=record["issuer"], issuer_basis="stated", region=record["region"], region_basis="registry",
        year=record["year"], year_basis="stated",
    )  # fmt: skip
    report = Report(report_id(text.encode()), record["id"], text, meta)
    spans = {
        span["id"]: Mention(
            LABELS.get(span["label"], span["label"].capitalize()),
            evidence_at(report, span["start"], span["end"]),
            "gold",
        )
        for span in record["spans"]
    }
    ends = {name: mention.id for name, mention in spans.items()}
    claims = []
    for row in record["relations"]:
        head, tail = (ends.get(row[side], MentionId(row[side])) for side in ("head", "tail"))
        around = [spans[row[side]].evidence for side in ("head", "tail") if row[side] in spans]
        evidence = evidence_at(report, min(e.start for e in around), max(e.end for e in around))
        claims.append(Claim(head, row["type"], tail, row["status"], "gold", evidence))
    return Reading(report, mentions=tuple(spans.values()), claims=tuple(claims))


@pytest.mark.parametrize(("folder", "gold", "entities", "questions"), CORPORA)
def test_clusters_and_names(folder: Path, gold: str, entities: str, questions: str) -> None:
    if not folder.is_dir():
        pytest.skip(f"{folder}: the annotated reports are not beside this checkout")
    records = [json.loads(line) for line in (folder / gold).read_text("utf-8").splitlines()]
    readings = {record["id"]: gold_reading(record) for record in records}
    spans = {(r["id"], s["id"]): (s["start"], s["end"]) for r in records for s in r["spans"]}
    resolution = resolve(list(readings.values()))
    names = {entity.id: entity.name for entity in resolution.entities}
    at = {(row.report_id, row.mention): row.entity for row in resolution.resolved}
    aliases = json.loads((folder / questions).read_text("utf-8"))["_aliases"]
    true: dict[Place, str] = {}
    found: dict[Place, str] = {}
    right = 0
    for entity in json.loads((folder / entities).read_text("utf-8")):
        if entity["label"] == "DOCNO":
            continue
        for record, span in entity["mentions"]:
            reading, (start, end) = readings[record], spans[record, span]
            mention = next(
                m for m in reading.mentions
                if (m.evidence.start, m.evidence.end) == (start, end) and m.label.upper() == entity["label"]
            )  # fmt: skip
            true[record, span] = entity["id"]
            denoted = at.get((reading.report.id, mention.id))
            found[record, span] = denoted or f"none {record} {span}"
            written = [mention.evidence.quote] if entity["label"] in AS_WRITTEN else []
            right += denoted is not None and fold(names[denoted]) in accepted(
                entity["name"], aliases, written
            )
    assert b_cubed(true, found) >= 0.99
    assert right / len(true) >= 0.98


def accepted(name: str, aliases: dict[str, list[str]], written: list[str]) -> set[str]:
    """What the questions accept for a name; （…） that tells homonyms apart is not part of it."""
    plain = re.sub(r"[（(][^（）()]*[)）]\Z", "", name)
    groups = [[key, *others] for key, others in aliases.items() if fold(name) in map(fold, [key, *others])]
    return {fold(each) for each in (name, plain, *written, *(each for group in groups for each in group))}


def b_cubed(true: dict[Place, str], found: dict[Place, str]) -> float:
    """The B³ F1 of the clusters `found` against the clusters `true`."""
    gold: dict[str, set[Place]] = defaultdict(set)
    ours: dict[str, set[Place]] = defaultdict(set)
    for place in true:
        gold[true[place]].add(place)
        ours[found[place]].add(place)
    both = {place: len(gold[true[place]] & ours[found[place]]) for place in true}
    precision = sum(both[p] / len(ours[found[p]]) for p in true) / len(true)
    recall = sum(both[p] / len(gold[true[p]]) for p in true) / len(true)
    return 2 * precision * recall / (precision + recall)
