"""Doc → Reading: the one point where spans become Mentions, Claims, Figures and Sections with evidence."""

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, cast

from spacy.tokens import Doc

from kg.model import (
    Claim,
    Figure,
    Issue,
    Label,
    Mention,
    MentionId,
    Metadata,
    Predicate,
    Reading,
    Report,
    Section,
    SectionKind,
    Status,
    evidence_at,
)
from kg.nlp.spans import DEICTICS, MENTIONS
from kg.nlp.view import view_of

GIVEN, META, OFFSET = "kg.given_meta", "kg.meta", "kg.offset"
CLAIMS, FIGURES, LAYOUT = "kg.claims", "kg.figures", "kg.layout"

_KNOWN = ("issuer", "region", "year")


def harvest(doc: Doc, report: Report) -> Reading:
    """What the components wrote to a Doc, as values of the report with its metadata completed.

    The Doc may be a window of the report: `user_data["kg.offset"]` is where it begins (0 if absent).
    """
    report = replace(report, meta=_metadata(doc, report))
    return Reading(
        report,
        _sections(doc, report),
        _mentions(doc, report, MENTIONS),
        _mentions(doc, report, DEICTICS),
        _claims(doc, report),
        _figures(doc, report),
        _issues(doc, report),
    )


def metadata_pairs(meta: Metadata) -> dict[str, Any]:
    """The known fields of the metadata as plain values, to travel in `Doc.user_data`."""
    return {
        field.name: getattr(meta, field.name)
        for field in fields(meta)
        if getattr(meta, field.name) is not None
    }


def _metadata(doc: Doc, report: Report) -> Metadata:
    found = doc.user_data.get(META, {})
    return replace(report.meta, **{key: value for key, value in found.items() if value is not None})


def _offset(doc: Doc) -> int:
    return int(doc.user_data.get(OFFSET, 0))


def _mentions(doc: Doc, report: Report, group: str) -> tuple[Mention, ...]:
    shift = _offset(doc)
    return tuple(
        Mention(
            cast("Label", span.label_),
            evidence_at(report, span.start_char + shift, span.end_char + shift),
            span.id_,
        )
        for span in doc.spans.get(group, ())
    )


def _end(report: Report, end: str | tuple[int, int, str], shift: int) -> MentionId:
    """The id of a claim's end: ISSUER or REGION, or that of the mention (start, end, label)."""
    if isinstance(end, str):
        return MentionId(end)
    start, stop, label = end
    return MentionId(f"e{report.id[1:]}-{start + shift}-{stop + shift}-{label}")


def _claims(doc: Doc, report: Report) -> tuple[Claim, ...]:
    shift = _offset(doc)
    return tuple(
        Claim(
            _end(report, subject, shift),
            cast("Predicate", predicate),
            _end(report, target, shift),
            cast("Status", status),
            rule,
            evidence_at(report, start + shift, end + shift),
        )
        for subject, predicate, target, status, rule, start, end in doc.user_data.get(CLAIMS, ())
    )


def _figures(doc: Doc, report: Report) -> tuple[Figure, ...]:
    shift = _offset(doc)
    return tuple(_figure(report, values, shift) for values in doc.user_data.get(FIGURES, ()))


def _figure(report: Report, values: Mapping[str, Any], shift: int) -> Figure:
    origin = values["change_from"]
    return Figure(
        _end(report, (values["start"], values["end"], "Metric"), shift),
        Decimal(values["value"]),
        values["unit"],
        values["qualifier"],
        values["indicator"],
        values["period"],
        None if origin is None else _end(report, (*origin, "Metric"), shift),
    )


def _sections(doc: Doc, report: Report) -> tuple[Section, ...]:
    shift = _offset(doc)
    return tuple(
        Section(evidence_at(report, start + shift, end + shift), level, cast("SectionKind", kind), title)
        for start, end, level, kind, title, _ in doc.user_data.get(LAYOUT, ())
    )


def _issues(doc: Doc, report: Report) -> tuple[Issue, ...]:
    return (*_debris(doc, report), *_unsure(report))


def _debris(doc: Doc, report: Report) -> list[Issue]:
    """One note for all that was dropped from the view, with the first place and how many there are."""
    dropped = view_of(doc).dropped
    if not dropped:
        return []
    shift, (start, end) = _offset(doc), dropped[0]
    more = f" (and {len(dropped) - 1} more places)" if len(dropped) > 1 else ""
    what = f"debris of a portal or word processor: left out of what rules read{more}"
    return [Issue("note", report.source, f"[{start + shift}, {end + shift})", what, "nothing to do")]


def _unsure(report: Report) -> list[Issue]:
    notes = []
    for name in _KNOWN:
        basis = getattr(report.meta, f"{name}_basis")
        if basis not in (None, "inferred"):
            continue
        what = f"{name} unknown" if basis is None else f"{name} inferred: {getattr(report.meta, name)}"
        todo = f"name the {name} in a manifest (--manifest) if it matters"
        notes.append(Issue("note", report.source, "report", what, todo))
    return notes
