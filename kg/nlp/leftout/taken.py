"""What was taken of a text, and what was not: the two sides of the list for a reviewer."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple


class Taken(NamedTuple):
    """A mention or deictic word at [start, end) with its label."""

    start: int
    end: int
    label: str


class LeftOut(NamedTuple):
    """A span [start, end) of the text, `text[start:end] == surface`, that was not taken.

    `reason` is an id of `left_out_reasons.csv`; `detail` is what decided, empty where the reason says all.
    """

    start: int
    end: int
    surface: str
    reason: str
    detail: str = ""


class Spans:
    """The spans taken of a text, to ask what stands in a place of it."""

    def __init__(self, taken: Iterable[Taken]) -> None:
        self._spans = sorted(set(taken))
        self._starts = [span.start for span in self._spans]
        self._reach = [0, *accumulate((span.end for span in self._spans), max)]

    def touching(self, start: int, end: int) -> list[Taken]:
        """The spans that overlap [start, end), in order."""
        found = []
        at = bisect_left(self._starts, end)
        while at and self._reach[at] > start:
            at -= 1
            if self._spans[at].end > start:
                found.append(self._spans[at])
        return found[::-1]

    def around(self, start: int, end: int) -> Taken | None:
        """The shortest span that holds [start, end) with more than two characters beside it."""
        wider = [span for span in self.touching(start, end) if span.start <= start and end <= span.end]
        longer = [span for span in wider if span.end - span.start > end - start + 2]
        return min(longer, key=lambda span: span.end - span.start) if longer and longer == wider else None
