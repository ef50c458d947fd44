"""Which found span stands for which annotated one, and the table of labels taken for others."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator

from kg.evaluate.places import Place

NONE = "none"
Match = tuple[Place | None, Place | None]
"""An annotated and a found place; None where there is no counterpart."""


def align(gold: Collection[Place], found: Collection[Place]) -> list[Match]:
    """Annotated and found places of one text in pairs, every place once, by their start.

    Pairs overlap. The best are made first: best is the largest share of their characters in common, which
    counts half where the labels differ; then what stands first. What is left over is paired with None.
    """
    pairs = sorted(_overlapping(gold, found), key=lambda pair: (-_likeness(*pair), *pair))
    left, right = set(gold), set(found)
    matches: list[Match] = []
    for expected, place in pairs:
        if expected in left and place in right:
            matches.append((expected, place))
            left.remove(expected)
            right.remove(place)
    matches += [(place, None) for place in left]
    matches += [(None, place) for place in right]
    return sorted(matches, key=_where)


def confusion(matches: Iterator[Match]) -> Counter[tuple[str, str]]:
    """How often each annotated label was found as which; `none` for what was missed or is spurious."""
    return Counter((gold[2] if gold else NONE, found[2] if found else NONE) for gold, found in matches)


def _where(match: Match) -> tuple[Place, bool]:
    gold, found = match
    place = gold or found
    assert place is not None
    return place, gold is None


def _overlapping(gold: Collection[Place], found: Collection[Place]) -> Iterator[tuple[Place, Place]]:
    others = sorted(found)
    longest = max((end - start for start, end, _ in others), default=0)
    for place in gold:
        first = bisect_left(others, (place[0] - longest, 0, ""))
        for other in others[first : bisect_left(others, (place[1], 0, ""))]:
            if place[0] < other[1]:
                yield place, other


def _likeness(gold: Place, found: Place) -> float:
    common = min(gold[1], found[1]) - max(gold[0], found[0])
    covered = max(gold[1], found[1]) - min(gold[0], found[0])
    return common / covered * (1.0 if gold[2] == found[2] else 0.5)
