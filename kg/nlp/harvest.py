"""Doc → Reading: the one point where spans become Mentions, Claims, Figures and Sections with evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, cast

from spacy.tokens import Doc

from kg.model import (
    Claim,
    Evidence,
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
from kg.nlp.condition import conditions
from kg.nlp.quantities import broken_percentages, is_plausible, misplaced_commas
from kg.nlp.spans import DEICTICS, MENTIONS, raw_hits_of
from kg.nlp.view import view_of

GIVEN, META, OFFSET = "kg.given_meta", "kg.meta", "kg.offset"
CLAIMS, FIGURES, LAYOUT = "kg.claims", "kg.figures", "kg.layout"

_End = MentionId | tuple[int, int, str]
_Claim = tuple[_End, Predicate, _End, Status, str, int, int]
_KNOWN = ("issuer", "region", "year")


def harvest(doc: Doc, report: Report) -> Reading:
    """What the components wrote to a Doc, as values of the report with its metadata completed.

    The Doc may be a window of the report: `user_data["kg.offset"]` is where it begins (0 if absent).
    """
    report = replace(report, meta=_metadata(doc, report))
    at = _Places(report, int(doc.user_data.get(OFFSET, 0)))
    return Reading(
        report,
        _sections(doc, at),
        _mentions(doc, at, MENTIONS),
        _mentions(doc, at, DEICTICS),
        _claims(doc, at),
        _figures(doc, at),
        _issues(doc, report),
    )


class _Places:
    """What stands at places of a Doc that begins at `shift` of the report; a sentence is evidence once."""

    def __init__(self, report: Report, shift: int) -> None:
        self._report, self._shift, self._id = report, shift, f"e{report.id[1:]}"
        self._sentences: dict[tuple[int, int], Evidence] = {}

    def evidence(self, start: int, end: int) -> Evidence:
        return evidence_at(self._report, start + self._shift, end + self._shift)

    def sentence(self, start: int, end: int) -> Evidence:
        known = self._sentences.get((start, end))
        if known is None:
            known = self._sentences[start, end] = self.evidence(start, end)
        return known

    def end(self, end: _End) -> MentionId:
        """The id of a claim's end: ISSUER or REGION, or that of the mention (start, end, label)."""
        if isinstance(end, str):
            return end
        start, stop, label = end
        return MentionId(f"{self._id}-{start + self._shift}-{stop + self._shift}-{label}")


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


def _mentions(doc: Doc, at: _Places, group: str) -> tuple[Mention, ...]:
    hits = cast("list[tuple[int, int, Label, str]]", raw_hits_of(doc, group))
    return tuple([Mention(label, at.evidence(start, end), rule) for start, end, label, rule in hits])


def _claims(doc: Doc, at: _Places) -> tuple[Claim, ...]:
    claims: Iterable[_Claim] = doc.user_data.get(CLAIMS, ())
    return tuple(
        [
            Claim(at.end(subject), predicate, at.end(target), status, rule, at.sentence(start, end))
            for subject, predicate, target, status, rule, start, end in claims
        ]
    )


def _figures(doc: Doc, at: _Places) -> tuple[Figure, ...]:
    known = [one for one in doc.user_data.get(FIGURES, ()) if is_plausible(one["value"])]
    starts = {(one["start"], one["end"]) for one in known}
    return tuple([_figure(one, at, one["change_from"] in starts) for one in known])


def _figure(values: Mapping[str, Any], at: _Places, begun: bool) -> Figure:
    origin = values["change_from"] if begun else None
    return Figure(
        at.end((values["start"], values["end"], "Metric")),
        Decimal(values["value"]),
        values["unit"],
        values["qualifier"],
        values["indicator"],
        values["period"],
        None if origin is None else at.end((*origin, "Metric")),
    )


def _sections(doc: Doc, at: _Places) -> tuple[Section, ...]:
    layout: Iterable[tuple[int, int, int, SectionKind, str, int]] = doc.user_data.get(LAYOUT, ())
    return tuple(
        [Section(at.evidence(start, end), level, kind, title) for start, end, level, kind, title, _ in layout]
    )


def _issues(doc: Doc, report: Report) -> tuple[Issue, ...]:
    return (*_debris(doc, report), *_condition(doc, report), *_bad_figures(doc, report), *_unsure(report))


def _bad_figures(doc: Doc, report: Report) -> list[Issue]:
    """A note for each figure that can't be one; the mention of it stays, the rest of the text is read."""
    shift = int(doc.user_data.get(OFFSET, 0))
    found = [
        (one["start"] + shift, one["end"] + shift, "is more than there is of anything")
        for one in doc.user_data.get(FIGURES, ())
        if not is_plausible(one["value"])
    ]
    if not shift:  # once a report
        found += [(start, end, "has two decimal points") for start, end in broken_percentages(report.text)]
        found += [(start, end, "has a comma out of place") for start, end in misplaced_commas(report.text)]
    return [
        Issue(
            "note",
            report.source,
            f"[{start}, {end})",
            f"figure {report.text[start:end]} (line {_line(report.text, start)}) {why}: not taken as one",
            "look at the text; a slip of the report or of what read it",
        )
        for start, end, why in sorted(found)
    ]


def _line(text: str, place: int) -> int:
    """The line of a place, from 1."""
    return text.count("\n", 0, place) + 1


def _condition(doc: Doc, report: Report) -> list[Issue]:
    """What makes the text hard to read, told once a report."""
    found = () if doc.user_data.get(OFFSET) else conditions(report.text)
    return [Issue("note", report.source, "text", each.what, each.todo) for each in found]


def _debris(doc: Doc, report: Report) -> list[Issue]:
    """One note for all that was dropped from the view, with the first place and how many there are."""
    dropped = view_of(doc).dropped
    if not dropped:
        return []
    shift, (start, end) = int(doc.user_data.get(OFFSET, 0)), dropped[0]
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
