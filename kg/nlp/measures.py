"""MEASURES: what each figure of a sentence is about."""

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from kg.nlp.acts import Said
from kg.nlp.firsts import hastened
from kg.nlp.frames import CLAUSE_STOP, Frame, compiled
from kg.nlp.spans import Hit
from kg.nlp.subjects import Actors
from kg.resources import either, table

_THINGS = ("Initiative", "Platform", "Regulation")
_APART = "分别"
_OPENED = ("", "“")
"""What stands between a figure and the thing that it counts: 26个“就近办”事项."""
_LEAD = 12
"""How many characters may stand before the initiative with which a sentence begins."""
_ACTOR_CLAUSES, _THING_CLAUSES = 1, 2
"""How many clauses on a figure can still be about an agency that acts, or about a thing."""


def measures(frame: Frame, actors: Actors, done: Sequence[Said]) -> list[Said]:
    """A claim from each metric of a sentence to the nearest thing that the figure can be about.

    `done` are the acts of the sentence: a platform that is only the means of an initiative gives way to it.
    """
    if "Metric" not in frame.labels:
        return []
    things = _things(frame, done)
    if not things and "Agency" not in frame.labels:
        return []
    metrics = [mention for mention in frame.mentions if mention.label == "Metric"]
    told: list[Said] = []
    for metric in metrics:
        targets = _targets(frame, metric, things, actors)
        if len(targets) > 1:
            targets = _own(frame, metric, metrics, targets)
        told += [Said(metric, "MEASURES", target, "measure.nearest", metric.start) for target in targets]
    return told


def _own(frame: Frame, metric: Hit, metrics: Sequence[Hit], targets: list[Hit]) -> list[Hit]:
    """Of 甲、乙占比分别为58.4%、41.1% each figure has its own: targets and figures in their order."""
    place = frame.local(metric)[0]
    start = frame.clause_start(place)
    apart = frame.mask.rfind(_APART, start, place)
    if apart < 0 or frame.at(frame.local(targets[-1])[1], apart, ("Metric",)):
        return targets
    listed = [m for m in metrics if m.start > frame.start + apart][: len(targets)]
    return [targets[listed.index(metric)]] if metric in listed and len(listed) == len(targets) else targets


def has_its_own(frame: Frame, place: int) -> bool:
    """Whether the clause of a figure at a place says before it that each figure is of another thing."""
    return frame.mask.rfind(_APART, frame.clause_start(place), place) >= 0


def _things(frame: Frame, done: Sequence[Said]) -> list[Hit]:
    """What figures can be about, in order; an initiative in the name of an agreement counts."""
    things = [mention for mention in frame.mentions if mention.label in _THINGS]
    if "Agreement" in frame.labels:
        inner = [h for m in frame.mentions if m.label == "Agreement" for h in frame.inner.get(m, ())]
        things = sorted([*things, *inner])
    means = {said.object for said in done if said.predicate == "USES"}
    if not means:
        return things
    first = next((thing.start for thing in things if thing.label == "Initiative"), None)
    return [t for t in things if t not in means or first is None or first > t.start]


def _targets(frame: Frame, metric: Hit, things: Sequence[Hit], actors: Actors) -> list[Hit]:
    place = metric.start - frame.start
    start, end = frame.clause_start(place), frame.clause_end(place)
    low, high = frame.start + start, frame.start + end
    counted = things
    if "Regulation" in frame.labels:
        counted = [t for t in things if t.label != "Regulation" or _tells(frame, t, metric)]
    if frame.mask[place - 1 : place] != "（":
        counted = [t for t in counted if not _in_aside(frame, t, place)]
    inside = [t for t in counted if low <= t.start < high]
    if inside:
        before = [t for t in inside if t.end <= metric.start]
        behind = [t for t in inside if t.start >= metric.end]
        counts = [t for t in behind if frame.text[metric.end : t.start].strip() in _OPENED]
        return _listed(frame, before, -1) if before and not counts else _listed(frame, counts or inside, 0)
    agencies = _agencies(place, actors) if "Agency" in frame.labels else []
    earlier = [t for t in counted if t.end <= low]
    if agencies and (not earlier or agencies[0].start > earlier[-1].start):
        near = _clauses_between(frame, agencies[-1], metric) <= _ACTOR_CLAUSES
        return agencies if near and _acts(frame, agencies[-1], metric) else []
    if not earlier:
        return [] if _opens().search(frame.mask, start, place) else _later(frame, high, counted)
    topic = [thing for thing in earlier[:1] if _is_topic(frame, thing)]
    near = bool(topic) or _clauses_between(frame, earlier[-1], metric) <= _THING_CLAUSES
    return _listed(frame, topic or earlier, -1) if near and not is_apart(frame, place) else []


def _in_aside(frame: Frame, thing: Hit, place: int) -> bool:
    """Whether a thing stands in round brackets closed before a place: 受理各渠道（含甲）诉求277件."""
    start, end = frame.local(thing)
    opens = frame.mask.rfind("（", 0, start)
    return frame.mask.rfind("）", 0, start) < opens and end <= frame.mask.find("）", end) < place


def _is_topic(frame: Frame, thing: Hit) -> bool:
    """Whether a sentence begins with an initiative and tells how it goes: “三项改革”深化拓展，…"""
    start, end = frame.local(thing)
    opens = thing.label == "Initiative" and start <= _LEAD and frame.clause_start(start) == 0
    return opens and _goes().match(frame.mask, end) is not None


def _clauses_between(frame: Frame, left: Hit, right: Hit) -> int:
    """How many clauses a figure is behind what it may be about; those that hold figures go on with it."""
    place = frame.local(left)[1], frame.local(right)[0]
    stops = [stop.start() for stop in CLAUSE_STOP.finditer(frame.mask, *place)]
    figures = [frame.local(m)[0] for m in frame.mentions if m.label == "Metric"] if len(stops) > 1 else []
    silent = (1 for low, high in pairwise(stops) if bisect_left(figures, low) == bisect_left(figures, high))
    return sum(silent) + bool(stops)


def _acts(frame: Frame, agency: Hit, metric: Hit) -> bool:
    """Whether the words behind an agency let a figure tell of what it did: not of its head, not of a list."""
    between = frame.mask[frame.local(agency)[1] : frame.local(metric)[0]]
    return bool(between.strip()) and not _no_act().search(between)


def _tells(frame: Frame, regulation: Hit, metric: Hit) -> bool:
    """Whether the words between a document and a figure say that the figure is of the document."""
    if metric.start <= regulation.start:
        return False
    between = frame.mask[frame.local(regulation)[1] : frame.local(metric)[0]]
    return _of_document().match(between) is not None


def _later(frame: Frame, high: int, things: Sequence[Hit]) -> list[Hit]:
    """The thing of the next clause, if that clause has no figure of its own."""
    later = [t for t in things if t.start >= high and t.label == "Initiative"]
    if not later:
        return []
    place = later[0].start - frame.start
    start, end = frame.clause_start(place), frame.clause_end(place)
    own = frame.at(start, end, ("Metric",))
    return [] if own or start + frame.start > high + 1 else _listed(frame, later, 0)


def _agencies(place: int, actors: Actors) -> list[Hit]:
    subjects = next((c.subjects for c in actors.clauses if c.start <= place < c.end), ())
    return [s for s in subjects if isinstance(s, Hit) and s.label == "Agency"]


def _listed(frame: Frame, things: Sequence[Hit], at: int) -> list[Hit]:
    """The thing at that place with those that stand in one list with it."""
    if not things:
        return []
    at %= len(things)
    first = last = at
    while first > 0 and _joined(frame, things[first - 1], things[first]):
        first -= 1
    while last + 1 < len(things) and _joined(frame, things[last], things[last + 1]):
        last += 1
    return list(things[first : last + 1])


def _joined(frame: Frame, left: Hit, right: Hit) -> bool:
    if left.label != right.label:
        return False
    return _list().fullmatch(frame.mask[left.end - frame.start : right.start - frame.start]) is not None


@functools.cache
def _list() -> re.Pattern[str]:
    return compiled(rf"[“”]*(?:（[^（）]{{0,30}}）)?(?:、|{either('list_words', 'and')})?[“”]*")


@functools.cache
def _of_document() -> re.Pattern[str]:
    return compiled("|".join(row["pattern"] for row in table("measure_documents")))


def is_apart(frame: Frame, place: int) -> bool:
    """Whether the clause of a figure at a place tells of other things than those that earlier ones name."""
    start, mask = frame.clause_start(place), frame.mask
    if _of_its_own().search(mask[start:place]):
        return True
    turned = frame.clause_start(max(start - 2, 0))
    begin = turned if _of_others().fullmatch(mask, turned, max(start - 1, 0)) else start
    return _of_others().search(mask, begin, frame.clause_end(place)) is not None


@functools.cache
def _of_others() -> re.Pattern[str]:
    """What shows that the figures of a clause are no result of what an earlier clause names.

    They are of the economy at large, or the clause turns to something else (同时走访企业200家).
    """
    return hastened(f"{either('measure_not', 'economy')}|{either('measure_not', 'apart')}")


@functools.cache
def _of_its_own() -> re.Pattern[str]:
    """What stands before a figure of an act or a topic of its own."""
    return hastened(either("measure_not", "own"))


@functools.cache
def _opens() -> re.Pattern[str]:
    """What stands before a figure of an act that a later clause does not go on with."""
    return hastened(either("measure_not", "ahead"))


@functools.cache
def _no_act() -> re.Pattern[str]:
    return compiled(either("measure_not", "agency"))


@functools.cache
def _goes() -> re.Pattern[str]:
    return compiled("|".join(row["pattern"] for row in table("measure_topics")))
