"""MEASURES: what each figure of a sentence is about."""

from collections.abc import Iterator, Sequence

from kg.nlp.acts import Said
from kg.nlp.frames import Frame
from kg.nlp.spans import Hit
from kg.nlp.subjects import Clause

THINGS = ("Initiative", "Platform")


def measures(frame: Frame, found: Sequence[Clause]) -> Iterator[Said]:
    """A claim from each metric of a sentence to the nearest thing that the figure can be about."""
    for metric in frame.mentions:
        if metric.label != "Metric":
            continue
        for target in _targets(frame, metric, found):
            yield Said(metric, "MEASURES", target, "measure.nearest", metric.start)


def _targets(frame: Frame, metric: Hit, found: Sequence[Clause]) -> list[Hit]:
    start, end = frame.clause(frame.local(metric)[0])
    low, high = frame.start + start, frame.start + end
    things = _things(frame)
    inside = [t for t in things if low <= t.start < high]
    before = [t for t in inside if t.end <= metric.start]
    earlier = [t for t in things if t.end <= low]
    actors = _actors(frame, metric, found)
    if before or inside:
        return _listed(frame, before, -1) if before else _listed(frame, inside, 0)
    if actors and (not earlier or actors[0].start > earlier[-1].start):
        return actors
    if earlier:
        return _listed(frame, earlier, -1)
    later = [t for t in things if t.start >= high]
    return actors or _listed(frame, later, 0)


def _things(frame: Frame) -> list[Hit]:
    inner = [
        h
        for m in frame.mentions
        if m.label == "Agreement"
        for h in frame.inner.get(m, ())
        if h.label == "Initiative"
    ]
    return sorted([*(m for m in frame.mentions if m.label in THINGS), *inner])


def _actors(frame: Frame, metric: Hit, found: Sequence[Clause]) -> list[Hit]:
    place = frame.local(metric)[0]
    subjects = next((c.subjects for c in found if c.start <= place < c.end), ())
    return [s for s in subjects if isinstance(s, Hit) and s.label == "Agency"]


def _listed(frame: Frame, things: list[Hit], at: int) -> list[Hit]:
    """The thing at that place of the list with those that stand in one list with it."""
    return [things[at]] if things else []
