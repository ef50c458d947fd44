"""How components hand spans on: hits in view offsets, written to span groups of the Doc.

`candidates` holds what the finders propose; `mentions` what the arbiter lets stand; `deictics` 我办, 我区 …;
`sentences` and `sections` the layout. A span's `label_` is its label, its `id_` the rule that found it.

Rules that a pipeline is made without (`Language.add_pipe("kg_without", config={"rules": […]})`, ids of
lexicon/rules.csv) stand in `user_data["kg.without"]`; what they propose is no hit.
"""

import functools
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kg.nlp.view import view_of

CANDIDATES, MENTIONS, DEICTICS = "candidates", "mentions", "deictics"
SENTENCES, SECTIONS = "sentences", "sections"
_WITHOUT = "kg.without"


class Hit(NamedTuple):
    """A proposed span of the view's text: [start, end), its label and the rule that found it."""

    start: int
    end: int
    label: str
    rule: str


_ByPlace = dict[tuple[int, int, str], Hit]
"""Hits by (start, −end, label), which is their order."""


def add_hits(doc: Doc, hits: Iterable[Hit], group: str = CANDIDATES) -> Doc:
    """Add hits to a span group, each place and label once; its spans are made when someone asks for them."""
    groups, left_out = _groups(doc), without(doc)
    made = groups.is_made(group)
    kept = _by_place(_known(doc, group)) if made else _kept(doc, group)
    before = len(kept)
    for hit in hits:
        if hit[3] not in left_out:
            kept.setdefault((hit[0], -hit[1], hit[2]), hit)
    if made:
        new = _by_place([*kept.values()][before:])
        doc.spans[group].extend(_spans(doc, _in_order(new)))
    else:
        groups.wait(group)
    groups.keep(group, kept)
    return doc


def add_later(doc: Doc, hits: Callable[[], Iterable[Hit]], group: str) -> Doc:
    """Add hits to a span group once someone asks for it: for one that few ask for."""
    groups = _groups(doc)
    if group in groups:
        return add_hits(doc, hits(), group)
    groups.wait(group)
    groups.later[group] = hits
    return doc


class _Groups(dict[str, SpanGroup]):
    """What `doc.spans` holds: groups whose hits are kept become spans of the Doc when someone asks for them.

    To make them takes longer than to find them, and what comes next goes by the hits. `kept` are the hits of
    a group as they came, `ordered` the same in order, for groups that were asked for; `later` says what hits
    a group is to have.
    """

    def __init__(self, doc: Doc) -> None:
        super().__init__(doc.spans.data)
        self._doc, self._waiting, self._theirs = weakref.ref(doc), set[str](), set[str]()
        self.kept: dict[str, _ByPlace] = {}
        self.ordered: dict[str, list[Hit]] = {}
        self.later: dict[str, Callable[[], Iterable[Hit]]] = {}

    def __getitem__(self, group: str) -> SpanGroup:
        doc = self._doc()
        if group in self._waiting and doc is not None:
            made = SpanGroup(doc, name=group, spans=_spans(doc, _known(doc, group)))
            self._waiting.discard(group)
            super().__setitem__(group, made)
        return super().__getitem__(group)

    def __setitem__(self, group: str, spans: SpanGroup) -> None:
        """Put in place what someone else made."""
        self._waiting.discard(group)
        self._theirs.add(group)
        super().__setitem__(group, spans)

    def keep(self, group: str, hits: _ByPlace) -> None:
        """Keep the hits of a group."""
        self.kept[group] = hits
        self.ordered.pop(group, None)

    def is_theirs(self, group: str) -> bool:
        """Whether someone else made the group."""
        return group in self._theirs

    def is_made(self, group: str) -> bool:
        """Whether the group has spans that stand for themselves."""
        return group in self and group not in self._waiting

    def drop(self, group: str) -> None:
        """Forget the group without making its spans, which a Doc without tokens cannot hold."""
        self._waiting.discard(group)
        self.pop(group, None)

    def wait(self, group: str) -> None:
        """Make the group from the hits that are kept, once someone asks for it."""
        doc = self._doc()
        if group not in self and doc is not None:
            self._waiting.add(group)
            super().__setitem__(group, SpanGroup(doc, name=group))


def _groups(doc: Doc) -> _Groups:
    if not isinstance(doc.spans.data, _Groups):
        doc.spans.data = _Groups(doc)
    return doc.spans.data


def set_hits(doc: Doc, hits: Iterable[Hit], group: str) -> Doc:
    """Put hits in place of those of a span group."""
    groups = _groups(doc)
    groups.drop(group)
    for known in (groups.kept, groups.ordered, groups.later):
        known.pop(group, None)
    return add_hits(doc, hits, group)


def apart_from(hits: Iterable[Hit], left_out: Collection[str]) -> list[Hit]:
    """The hits of all rules but these, in order."""
    return [hit for hit in hits if hit.rule not in left_out]


def without(doc: Doc) -> Collection[str]:
    """The ids of the rules that the pipeline of the Doc is made without."""
    rules: Collection[str] = doc.user_data.get(_WITHOUT, ())
    return rules


def _by_place(hits: Iterable[Hit]) -> _ByPlace:
    return {(hit.start, -hit.end, hit.label): hit for hit in hits}


def _in_order(hits: _ByPlace) -> list[Hit]:
    return [hits[place] for place in sorted(hits)]


def _spans(doc: Doc, hits: Sequence[Hit]) -> list[Span]:
    """The hits as spans of the Doc; labels and rules go to spaCy by their numbers, which is faster."""
    offsets, add = view_of(doc).offsets, doc.vocab.strings.add
    numbers = {word: add(word) for word in {word for hit in hits for word in hit[2:]}}
    place = Span if _one_character_a_token(doc) else _by_token
    return [
        place(doc, offsets[start], offsets[end - 1] + 1, label=numbers[label], span_id=numbers[rule])
        for start, end, label, rule in hits
    ]


def _one_character_a_token(doc: Doc) -> bool:
    return len(doc) > 0 and doc[-1].idx == len(doc) - 1 and len(doc[-1]) == 1


def _by_token(doc: Doc, start: int, end: int, *, label: int, span_id: int) -> Span:
    span = doc.char_span(start, end, label=label, span_id=span_id, alignment_mode="expand")
    assert span is not None  # "expand" always finds one inside the text
    return span


def hits_of(doc: Doc, group: str) -> Iterator[Hit]:
    """The spans of a group as hits in view offsets, by (start, −end, label); none where all was dropped."""
    return iter(_known(doc, group))


def raw_hits_of(doc: Doc, group: str) -> list[tuple[int, int, str, str]]:
    """The spans of a group with start and end in raw offsets, label and rule."""
    if _groups(doc).is_made(group) or (len(doc) and not _one_character_a_token(doc)):
        spans = doc.spans.get(group, ())
        return [(span.start_char, span.end_char, span.label_, span.id_) for span in spans]
    at = view_of(doc).offsets
    return [(at[start], at[end - 1] + 1, label, rule) for start, end, label, rule in _known(doc, group)]


def _known(doc: Doc, group: str) -> list[Hit]:
    """The hits of a group, kept from `add_hits`; read off the spans where someone else wrote them."""
    kept, groups = _kept(doc, group), _groups(doc)
    if groups.is_made(group) and (groups.is_theirs(group) or len(kept) != len(doc.spans[group])):
        view = view_of(doc)
        found = (Hit(*view.place(s.start_char, s.end_char), s.label_, s.id_) for s in doc.spans[group])
        return _in_order(_by_place(hit for hit in found if hit.start < hit.end))
    if group not in groups.ordered:
        groups.ordered[group] = _in_order(kept)
    return groups.ordered[group]


def _kept(doc: Doc, group: str) -> _ByPlace:
    """The hits of a group as they were added, in any order, by their places."""
    groups = _groups(doc)
    later = groups.later.pop(group, None)
    if later is not None:
        add_hits(doc, later(), group)
    return groups.kept.get(group, {})


@Language.factory("kg_without", default_config={"rules": []})
def kg_without(nlp: Language, name: str, rules: list[str]) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Names the rules that propose nothing to the components behind it."""
    return functools.partial(_name_rules, rules=frozenset(rules))


def _name_rules(doc: Doc, rules: Collection[str]) -> Doc:
    doc.user_data[_WITHOUT] = rules
    return doc
