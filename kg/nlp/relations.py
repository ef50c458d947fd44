"""Claims: what each sentence says of its mentions, with status.

Reads `mentions`, `sentences`, layout and genre; writes `user_data["kg.claims"]`: tuples (subject, predicate,
object, status, rule, start, end), an end being @issuer, @region or (start, end, label), all in raw offsets.
我局深化“放管服”改革 gives (@issuer, ADVANCES, 放管服, done). How well this does is in docs/quality.md.
"""

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import POINTS_BACK, REGION
from kg.nlp.acts import Cue, Said, acts, after_patterns, cues_in, unspoken
from kg.nlp.frames import End, Frame, frames
from kg.nlp.hints import Hints
from kg.nlp.judge import WEIGHED, weighed
from kg.nlp.measures import measures
from kg.nlp.sections import GENRE, LAW, LAYOUT, NORM, OPEN, SENTENCES
from kg.nlp.spans import DEICTICS, MENTIONS, Hit, hits_of, without
from kg.nlp.status import (
    Layout,
    all_done,
    coming,
    falls_short,
    is_ended,
    opened,
    status_at,
    status_patterns,
    turns,
)
from kg.nlp.subjects import Actors, subject_patterns
from kg.nlp.ties import tie_patterns, ties
from kg.nlp.view import View, view_of

CLAIMS, META = "kg.claims", "kg.meta"
_OF_NORMS = frozenset(("region", "rests", "basis", "done"))
_EVERYWHERE = frozenset(("opens", "lists", "told", "not", "with", "leads", "aim"))
"""Patterns that are asked of norms and laws alone, and those that are asked of few places, seen or not."""


class Sentence(NamedTuple):
    """A sentence with the verbs in its mask, who acts in it, the layout of its text, its section's kind."""

    frame: Frame
    cues: Sequence[Cue]
    actors: Actors
    layout: Layout
    kind: str


class Proposed(NamedTuple):
    """What the rules find in a sentence; `wanting` is what falls short, None where nothing is said to.

    `turn` is where in the view the sentence comes to its shortcomings: what stands before is none.
    """

    acts: list[Said]
    ties: list[Said]
    figures: list[Said]
    wanting: list[Said] | None
    turn: int


class Found(NamedTuple):
    """A claim in view offsets; [start, end) is the sentence that says it."""

    subject: End
    predicate: str
    object: End
    status: str
    rule: str
    start: int
    end: int


def find(
    text: str,
    mentions: Sequence[Hit],
    sentences: Sequence[tuple[int, int]],
    layout: Layout,
    *,
    region: str = "",
    left_out: Collection[str] = (),
) -> list[Found]:
    """The claims of a view, in order, each once; `mentions` are sorted by (start, −end).

    `region` is the full name of the region that the report is of, empty where unknown; `left_out` are the
    ids of rules that propose nothing.
    """
    found: dict[tuple[End, str, End], Found] = {}
    for sentence in spoken(text, mentions, sentences, layout, region=region):
        start, end = sentence.frame.start, sentence.frame.end
        for said, status in _said(sentence, left_out):
            key = said.subject, said.predicate, said.object
            if key not in found and said.rule not in left_out and not _of_itself(text, said, region):
                found[key] = Found(*key, status, said.rule, start, end)
    return list(found.values())


def spoken(
    text: str,
    mentions: Sequence[Hit],
    sentences: Sequence[tuple[int, int]],
    layout: Layout,
    *,
    region: str = "",
) -> Iterator[Sentence]:
    """The sentences of a view that can state a claim, with what `find` is told of them."""
    layout = opened(text, sentences, layout)
    framed = frames(text, mentions, sentences, _hints(norm=layout.genre in (LAW, NORM)))
    for frame, cues in zip(framed, cues_in([frame.mask for frame in framed]), strict=True):
        actors = Actors(frame, cues, region, norm=layout.genre == LAW)
        yield Sentence(frame, cues, actors, layout, layout.kind_at(frame.start))


def _of_itself(text: str, said: Said, region: str) -> bool:
    """Whether both ends are one thing: one mention, one name twice, or @region and the name of the region."""
    subject, object_ = said.subject, said.object
    if subject == object_ or not isinstance(object_, Hit):
        return subject == object_
    name = text[object_.start : object_.end]
    if isinstance(subject, Hit):
        return subject.label == object_.label and text[subject.start : subject.end] == name
    return subject == REGION and object_.label == "Region" and region.endswith(name)


_FORMER = "（原"


@functools.cache
def _hints(*, norm: bool) -> Hints:
    """The patterns that are worth looking for beforehand: with those of norms and laws, or without."""
    every = {**subject_patterns(), **status_patterns(), **tie_patterns(), **after_patterns()}
    unasked = _EVERYWHERE if norm else _EVERYWHERE | _OF_NORMS
    return Hints({name: pattern for name, pattern in every.items() if name not in unasked})


def _said(sentence: Sentence, left_out: Collection[str]) -> list[tuple[Said, str]]:
    """What a sentence says, with its status."""
    frame, cues, _, layout, kind = sentence
    rules, genre = proposed(sentence, left_out), layout.genre
    told = [*rules.acts, *rules.ties]
    told += weighed(frame, told, rules.figures) if WEIGHED not in left_out else rules.figures
    if rules.wanting is None and all_done(frame, kind=kind, genre=genre):
        return [(said, "done") for said in told]
    soon = coming(frame, cues)
    stated = [(said, status_at(frame, said, kind=kind, genre=genre, soon=soon)) for said in told]
    return stated if rules.wanting is None else _short(rules, stated)


def _short(rules: Proposed, stated: Iterable[tuple[Said, str]]) -> list[tuple[Said, str]]:
    """What a sentence on shortcomings says, with its status."""
    wanting = rules.wanting or ()
    objects = {said.object for said in wanting}
    return [
        *(
            (said, "problem" if said.object in objects or _alone(rules, said) else status)
            for said, status in stated
        ),
        *((said, "problem") for said in wanting),
    ]


def _alone(rules: Proposed, said: Said) -> bool:
    """Whether a figure stands where no act is told."""
    return said.predicate == "MEASURES" and not rules.acts and said.place >= rules.turn


def proposed(sentence: Sentence, left_out: Collection[str] = ()) -> Proposed:
    """What the rules find in a sentence."""
    frame, cues, actors, layout, kind = sentence
    done = [said for said in acts(frame, actors, cues, left_out) if not is_ended(frame, said)]
    wanting: list[Said] | None = None
    turn = frame.start
    if falls_short(frame, kind):
        turn += turns(frame, kind)
        done = [s for s in done if s.place < turn or (s.rule, s.predicate) != ("act.after", "ADVANCES")]
        wanting = unspoken(frame, done, "act.problem") if "act.problem" not in left_out else []
        wanting = [said for said in wanting if said.place >= turn]
    elif "act.heading" not in left_out and layout.is_heading(frame.start, frame.end):
        done += unspoken(frame, done, "act.heading")
    return Proposed(done, ties(frame, actors, done, left_out), measures(frame, actors, done), wanting, turn)


@Language.component("kg_relations")
def annotate(doc: Doc) -> Doc:
    """Write the claims of the Doc."""
    view = view_of(doc)
    text, mentions, sentences, layout, region = told_of(doc)
    found = find(text, mentions, sentences, layout, region=region, left_out=without(doc))
    doc.user_data[CLAIMS] = tuple(_raw(found, view.offsets))
    return doc


def told_of(doc: Doc) -> tuple[str, list[Hit], Sequence[tuple[int, int]], Layout, str]:
    """What `find` is asked of a Doc: its view, mentions, sentences, layout and region."""
    view, sentences = view_of(doc), doc.user_data.get(SENTENCES, ())
    mentions = _without_former(_named_or_meant(doc, sentences), view.text)
    region = (doc.user_data.get(META) or {}).get("region") or ""
    return view.text, mentions, sentences, _layout(doc, view), region


def _named_or_meant(doc: Doc, sentences: Sequence[tuple[int, int]]) -> list[Hit]:
    """The mentions, with words that point back beyond their sentence (该平台): sorted by (start, −end)."""
    mentions = list(hits_of(doc, MENTIONS))
    back = [hit for hit in hits_of(doc, DEICTICS) if hit.rule == POINTS_BACK]
    if not back:
        return mentions
    starts = [start for start, _ in sentences]
    beyond = []
    for hit in back:
        at = bisect_right(starts, hit.start) - 1
        begin = starts[at] if at >= 0 else 0
        first, last = (bisect_left(mentions, (place,)) for place in (begin, hit.start))
        if all(mention.label != hit.label for mention in mentions[first:last]):
            beyond.append(hit)
    return sorted([*mentions, *beyond], key=lambda hit: (hit.start, -hit.end))


def _without_former(mentions: list[Hit], text: str) -> list[Hit]:
    """The mentions but for former names, of which nothing is said: 信都区（原桥西区）."""
    if _FORMER not in text:
        return mentions
    return [hit for hit in mentions if not text.endswith(_FORMER, 0, hit.start)]


def _layout(doc: Doc, view: View) -> Layout:
    """The sections in view offsets, before them those that a window of a longer text begins inside of."""
    found, at = doc.user_data.get(LAYOUT, ()), view.offsets
    parts = [
        (bisect_left(at, start), bisect_left(at, end), rank, kind) for start, end, _, kind, _, rank in found
    ]
    still = []
    for level, (rank, _, kind) in enumerate(doc.user_data.get(OPEN, ()), 1):
        ends = (part[0] for part, section in zip(parts, found, strict=True) if section[2] <= level)
        still.append((0, next(ends, len(view.text)), rank, kind))
    year = (doc.user_data.get(META) or {}).get("year")
    return Layout((*still, *parts), doc.user_data.get(GENRE, ""), year=year)


def _raw(found: Iterable[Found], at: Sequence[int]) -> list[tuple[object, ...]]:
    return [
        (
            subject if isinstance(subject, str) else _raw_end(subject, at),
            predicate,
            target if isinstance(target, str) else _raw_end(target, at),
            status,
            rule,
            at[start],
            at[end - 1] + 1,
        )
        for subject, predicate, target, status, rule, start, end in found
    ]


def _raw_end(hit: Hit, at: Sequence[int]) -> tuple[int, int, str]:
    start, end, label, _ = hit
    return at[start], at[end - 1] + 1, label
