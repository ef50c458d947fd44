"""What the page of a report shows: what it is, its sentences that say something, and what they say.

Sentences have their start and text; marks, claims and sections name places in them by offset, so that a
place of any finding is found in its sentence.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kg.model import ISSUER, REGION, Claim, Report, Section, place_of
from kg.passages import heading_of
from loaders.lookup import Lookup
from loaders.publish.explorer.shelf import Known

SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
Names = Callable[[str], Known | None]


def page_of(report: Report, found: Lookup, known: Names) -> dict[str, Any]:
    """The page as JSON has it; `things` are [id, class, name], which claims and sides name by number."""
    meta, things = report.meta, _Things(known)
    sides = [things.number(found.denoted(report.id, side)) for side in (ISSUER, REGION)]
    claims = [_claim(claim, found, things) for claim in found.claims.get(report.id, ())]
    spans = [(span.start, span.end) for span in found.spans(report.id)]
    return {
        "source": report.source,
        "url": meta.url,
        "year": meta.year,
        "issued": meta.issued_on,
        "documentNumber": meta.document_number,
        "indexNumber": meta.index_number,
        "sides": sides,
        "sections": [_section(one) for one in found.sections.get(report.id, ()) if one.level],
        "sentences": list(sentences(report.text, spans)),
        "claims": claims,
        "things": things.found,
    }


class _Things:
    """The things that a report speaks of, numbered as they come."""

    def __init__(self, known: Names) -> None:
        self._known = known
        self._numbers: dict[str, int] = {}
        self.found: list[tuple[str, str, str]] = []

    def number(self, key: str | None) -> int | None:
        """The number of a thing; None for what is none."""
        if key is None or key in self._numbers:
            return None if key is None else self._numbers[key]
        known = self._known(key)
        if known is None:
            return None
        self._numbers[key] = len(self.found)
        self.found.append((key, known.cls, known.name))
        return self._numbers[key]


def _section(section: Section) -> tuple[int, int, str]:
    return section.evidence.start, section.evidence.end, heading_of(section)


def _claim(claim: Claim, found: Lookup, things: _Things) -> list[Any]:
    """The claim with the fact that it states, its place, and the places of its ends."""
    keys = found.ends.get(claim.id, (None, None))
    marks = [spot for end in (claim.subject, claim.object) for spot in _spots(end)]
    ends = [
        _end(key, end, claim, things) for key, end in zip(keys, (claim.subject, claim.object), strict=True)
    ]
    place = claim.evidence
    said = (claim.predicate, claim.status, claim.rule)
    return [*ends, *said, place.start, place.end, marks]


def _spots(end: str) -> Iterator[tuple[int, int]]:
    """Where the mention at an end of a claim stands; nowhere for ISSUER and REGION."""
    if end not in (ISSUER, REGION):
        yield place_of(end.rpartition("-")[0])[1:]


def _end(key: str | None, end: str, claim: Claim, things: _Things) -> int | str | None:
    """The number of the thing at an end; the words that stand there for a figure or what is not resolved."""
    number = things.number(key)
    if number is not None:
        return number
    first = claim.evidence.start
    return next((claim.evidence.quote[start - first : stop - first] for start, stop in _spots(end)), None)


def sentences(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """The sentences of a text that spans (sorted) touch: start and words, without space around them."""
    cuts = ((found.start(), found.end()) for found in SENTENCE.finditer(text))
    covered, left = 0, iter(spans)
    span = next(left, None)
    for start, end in cuts:
        touched = covered > start
        while span is not None and span[0] < end:
            covered, span = max(covered, span[1]), next(left, None)
            touched = touched or covered > start
        words = text[start:end]
        if touched and words.strip():
            yield start + len(words) - len(words.lstrip()), words.strip()
