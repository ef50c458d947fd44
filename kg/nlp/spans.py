"""How components hand spans on: hits in view offsets, written to span groups of the Doc.

`candidates` holds what the finders propose; `mentions` what the arbiter lets stand; `deictics` 我办, 我区 …;
`sentences` and `sections` the layout. A span's `label_` is its label, its `id_` the rule that found it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span

from kg.nlp.view import View, view_of

CANDIDATES, MENTIONS, DEICTICS = "candidates", "mentions", "deictics"
SENTENCES, SECTIONS = "sentences", "sections"


class Hit(NamedTuple):
    """A proposed span of the view's text: [start, end), its label and the rule that found it."""

    start: int
    end: int
    label: str
    rule: str


def add_hits(doc: Doc, hits: Iterable[Hit], group: str = CANDIDATES) -> Doc:
    """Add hits to a span group as spans of the Doc, in order of (start, −end, label), without repetition."""
    view = view_of(doc)
    found = {(s.start_char, -s.end_char, s.label_): s for s in doc.spans.get(group, ())}
    for hit in hits:
        span = _span(doc, view, hit)
        found.setdefault((span.start_char, -span.end_char, span.label_), span)
    doc.spans[group] = [found[key] for key in sorted(found)]
    return doc


def _span(doc: Doc, view: View, hit: Hit) -> Span:
    start, end = view.raw(hit.start, hit.end)
    span = doc.char_span(start, end, label=hit.label, span_id=hit.rule, alignment_mode="expand")
    assert span is not None  # "expand" always finds one inside the text
    return span


def hits_of(doc: Doc, group: str) -> Iterator[Hit]:
    """The spans of a group as hits in view offsets, in the group's order; none where all was dropped."""
    view = view_of(doc)
    for span in doc.spans.get(group, ()):
        start, end = view.place(span.start_char, span.end_char)
        if start < end:
            yield Hit(start, end, span.label_, span.id_)
