"""What stands around a figure and a thing that it may be of, as signs for the linear model of kg.nlp.judge.

A sign is a name and what it shows: `before=办结`, `unit=件`. Nothing is decided here.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kg.nlp.acts import Said
from kg.nlp.frames import CLAUSE_STOP, LETTERS, SIGN_OF, Frame
from kg.nlp.spans import Hit

SIGNS = {
    "figure": ("before", "behind", "unit", "clause", "beside"),
    "thing": ("name", "act", "to", "to two", "on", "on two", "label on two"),
    "pair": (
        *("way", "past", "kind", "counts", "far", "figures", "topic"),
        *("rule", "rule and way", "rule and act"),
    ),
}
"""The names of the signs of a figure, of a thing, and of both together, in the order of what they show."""
_LETTERS, _OTHER = {"Initiative": "I", "Platform": "L", "Regulation": "R"}, "A"
_NAMED, _METRIC = tuple((letter, SIGN_OF[label]) for letter, label in LETTERS.items()), SIGN_OF["Metric"]
"""The letters of labels with their signs in a mask."""
_LEAD, _STEP = 12, 4
"""How many characters may stand before what a sentence begins with, and how many make a step between two."""
_BEFORE = 2
"""How many of the things before a figure it may be of, beside those that the rule says."""
_NUMBER = re.compile("[0-9.,，余多超近约达万亿千百个]+")
_UNITS = {"share": "%", "money": "元", "people": "人户名", "size": "亩米里顷吨", "time": "天日时钟月年秒"}
"""The kinds of units, by a character that those of the kind hold; others are counts."""


class Weigh(NamedTuple):
    """What signs come to, by what they show: the sum of their weights, in training the signs themselves."""

    figure: Callable[[Sequence[str]], Any]
    thing: Callable[[Sequence[str]], Any]
    pair: Callable[[Sequence[str]], Any]


class _Figure(NamedTuple):
    """A figure in the mask: its place, what its signs come to, its unit and the kind of that."""

    start: int
    end: int
    signs: Any
    unit: str
    kind: str


class _Thing(NamedTuple):
    """A thing in the mask: its place, what its signs come to, its letter and the relation told of it.

    `topic` is T for one with which the sentence begins, else empty.
    """

    start: int
    end: int
    signs: Any
    letter: str
    act: str
    topic: str


def pairs_of(
    frame: Frame, acts: Sequence[Said], figures: Sequence[Said], weigh: Weigh
) -> Iterator[tuple[Hit, Hit, Any]]:
    """Each figure of a sentence with each thing that it may be of, and what their signs come to.

    `acts` are the acts and ties of the sentence, `figures` what the rule says of its figures.
    """
    things, ruled = _things(frame), _ruled(figures)
    if not things and not ruled:
        return
    told = {said.object: said.predicate for said in reversed(acts)}
    known: dict[Hit, _Thing] = {}
    for metric in frame.mentions:
        if metric.label != "Metric":
            continue
        first, mine = bisect_left(things, metric), ruled.get(metric, ())
        near = things[first - _BEFORE : first] if first > _BEFORE else things[:first]
        near += [thing for thing in mine if thing not in near]
        if not near:
            continue
        here = _figure(frame, metric, weigh)
        for thing in near:
            there = known.get(thing)
            if there is None:
                there = known[thing] = _thing(frame, thing, told.get(thing, ""), weigh)
            answer = "this" if thing in mine else "another" if mine else "none"
            shown = _pair(frame, here, there, abs(bisect_left(things, thing) - first), answer)
            yield metric, thing, here.signs + there.signs + weigh.pair(shown)


def _ruled(figures: Sequence[Said]) -> Mapping[Hit, Sequence[Hit]]:
    """The things that the rule says each figure is of."""
    things: dict[Hit, list[Hit]] = {}
    for said in figures:
        if isinstance(said.subject, Hit) and isinstance(said.object, Hit):
            things.setdefault(said.subject, []).append(said.object)
    return things


def _things(frame: Frame) -> list[Hit]:
    """What figures of a sentence can be about, in order; an initiative in the name of an agreement counts."""
    things = [mention for mention in frame.mentions if mention.label in _LETTERS]
    if "Agreement" in frame.labels:
        inner = [h for m in frame.mentions if m.label == "Agreement" for h in frame.inner.get(m, ())]
        things = sorted([*things, *(hit for hit in inner if hit.label in _LETTERS)])
    return things


def _figure(frame: Frame, figure: Hit, weigh: Weigh) -> _Figure:
    """A figure with its signs; its clause by how it begins and by the labels of what it names."""
    start, end = figure.start - frame.start, figure.end - frame.start
    before, behind = _beside(frame.mask, start, end)
    unit, kind = _unit(frame.words(figure))
    clause = frame.mask[frame.clause_start(start) : frame.clause_end(end)]
    named = "".join([letter for letter, sign in _NAMED if sign in clause])
    return _Figure(start, end, weigh.figure((before, behind, unit, clause[:2], named)), unit, kind)


def _thing(frame: Frame, thing: Hit, act: str, weigh: Weigh) -> _Thing:
    """A thing with its signs; `act` is the relation that is told of it."""
    start, end = thing.start - frame.start, thing.end - frame.start
    before, behind = _beside(frame.mask, start, end)
    name = frame.text[max(thing.start, thing.end - 2) : thing.end]
    letter = _LETTERS.get(thing.label, _OTHER)
    signs = weigh.thing((name, act, before[-1:], before, behind[:1], behind, letter + behind))
    topic = "T" if start <= _LEAD and frame.clause_start(start) == 0 else ""
    return _Thing(start, end, signs, letter, act, topic)


def _beside(mask: str, start: int, end: int) -> tuple[str, str]:
    """The two characters of a mask before a mention and behind it, but for the quotes around it."""
    if start and mask[start - 1] == "“":
        start -= 1
    if mask[end : end + 1] == "”":
        end += 1
    return mask[start - 2 if start > 2 else 0 : start], mask[end : end + 2]


def _unit(words: str) -> tuple[str, str]:
    """The unit of a figure, and its kind."""
    unit = _NUMBER.sub("", words)
    return unit, _kind(unit)


@functools.lru_cache(maxsize=1000)
def _kind(unit: str) -> str:
    return next((kind for kind, parts in _UNITS.items() if any(part in unit for part in parts)), "count")


def _pair(frame: Frame, here: _Figure, there: _Thing, past: int, answer: str) -> Sequence[str]:
    """What the signs of a figure with a thing show; `past` is how many things apart they are.

    The way from one to the other is the letter of the thing, < where it comes first, and the clauses between.
    """
    ahead = there.start < here.start
    low, high = (there.end, here.start) if ahead else (here.end, there.start)
    stops = min(len(CLAUSE_STOP.findall(frame.mask, low, high)), 4)
    way = f"{there.letter}<{stops}" if ahead else f"{there.letter}>{stops}"
    figures = frame.mask.count(_METRIC, low, high)
    return (
        way,
        f"{way} {min(past, 3)}",
        f"{way} {here.kind}",
        f"{way} {here.unit}",
        f"{way} {min((high - low) // _STEP, 8)}",
        f"{way} {min(figures, 3)}",
        f"{way} {there.topic}",
        answer,
        f"{answer} {way}",
        f"{answer} {there.act}",
    )
