"""A reading as the record that `kg extract` prints: one JSON object a report, ids local to it."""

from typing import Any

from kg.errors import EvidenceError
from kg.model import ISSUER, REGION, Claim, Mention, MentionId, Reading, Report

Record = dict[str, Any]


def record_of(reading: Reading) -> Record:
    """The report, its mentions and its claims as plain values for JSON.

    Mentions are numbered m1, m2 … by (start, −end, label); claims are sorted by (evidence, subject,
    predicate, object). A deictic is no mention: as the end of a claim it stands for @issuer or @region, and
    a claim about 该平台 is left to the graph.
    """
    mentions = sorted(reading.mentions, key=_place)
    local = {mention.id: f"m{number}" for number, mention in enumerate(mentions, 1)}
    ends = {
        ISSUER: ISSUER,
        REGION: REGION,
        **{mention.id: _side(mention) for mention in reading.deictics},
        **local,
    }
    claims = [_claim(claim, ends) for claim in reading.said()]
    return {
        "source": reading.report.source,
        "report": _report(reading.report),
        "mentions": [_mention(mention, local[mention.id]) for mention in mentions],
        "claims": sorted(
            claims, key=lambda c: (c["evidence"], c["subject"], c["predicate"], c["object"], c["status"])
        ),
    }


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.evidence.start, -mention.evidence.end, mention.label


def _side(deictic: Mention) -> str:
    return REGION if deictic.label == "Region" else ISSUER


def _report(report: Report) -> Record:
    meta = report.meta
    return {
        "id": report.id,
        "title": meta.title,
        "issuer": meta.issuer,
        "region": meta.region,
        "year": meta.year,
        "basis": {"issuer": meta.issuer_basis, "region": meta.region_basis, "year": meta.year_basis},
    }


def _mention(mention: Mention, name: str) -> Record:
    place = mention.evidence
    return {
        "id": name,
        "start": place.start,
        "end": place.end,
        "label": mention.label,
        "text": place.quote,
        "rule": mention.rule,
    }


def _claim(claim: Claim, ends: dict[MentionId, str]) -> Record:
    for end in (claim.subject, claim.object):
        if end not in ends:
            raise EvidenceError(f"{claim.evidence.id}: rule {claim.rule} claims {end}, which is no mention")
    return {
        "subject": ends[claim.subject],
        "predicate": claim.predicate,
        "object": ends[claim.object],
        "status": claim.status,
        "rule": claim.rule,
        "evidence": [claim.evidence.start, claim.evidence.end],
    }
