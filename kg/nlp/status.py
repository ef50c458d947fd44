"""Whether what a sentence says is done, planned or a shortcoming: by section, genre and words."""

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from kg.nlp.acts import Said
from kg.nlp.frames import Frame, compiled
from kg.nlp.headings import ITEM
from kg.nlp.sections import NORM
from kg.resources import table

_VERB, _HEADING = 2, 40
"""The length of a verb to be read with 将, and of the longest heading."""


_BASIS = frozenset(("ISSUED", "REVISED", "REPEALED", "IMPLEMENTS"))


class Layout(NamedTuple):
    """The sections of a view as (start, end, rank, kind), in order, and the genre of the document."""

    parts: tuple[tuple[int, int, int, str], ...]
    genre: str

    def kind_at(self, place: int) -> str:
        """The kind of the innermost section at a place; `other` outside of all."""
        return next((kind for start, end, _, kind in reversed(self.parts) if start <= place < end), "other")

    def is_heading(self, start: int, end: int) -> bool:
        """Whether a sentence is a short heading of its own, no item (一是 …)."""
        heads = (rank for at, _, rank, _ in self.parts if at == start)
        return end - start <= _HEADING and any(rank < ITEM for rank in heads)


def opened(text: str, sentences: Iterable[tuple[int, int]], layout: Layout) -> Layout:
    """The layout with a section of plans from each 下一步 … that opens a sentence to the next heading.

    Items (一是 …) are no headings here, nor is a mark inside a line: 下一步，我们将：（一） …
    """
    pattern = _cues()["opens"]
    starts = [start for start, end in sentences if pattern.search(text[start:end])]
    heads = [at for at, _, rank, _ in layout.parts if rank < ITEM and text[at - 1 : at] in ("", "\n")]
    ends = [next((head for head in heads if head > start), len(text)) for start in starts]
    plans = tuple((start, end, ITEM, "plans") for start, end in zip(starts, ends, strict=True))
    return Layout((*layout.parts, *plans), layout.genre)


def status_at(frame: Frame, said: Said, *, kind: str, genre: str) -> str:
    """`planned`, `problem` or `done` for what is said in a sentence.

    `kind` is that of its section, `genre` that of the document. The basis that a norm names (为贯彻《…》,
    制定本办法) is done, what it is for is not.
    """
    cues, at = _cues(), said.place - frame.start
    if kind == "plans":
        return "planned"
    if genre == NORM and kind != "achievements":
        rests = said.predicate in _BASIS and cues["basis"].search(frame.mask)
        return "done" if rests or cues["done"].search(frame.mask) else "planned"
    if cues["planned"].search(frame.mask, 0, max(at, 0) + _VERB):
        return "planned"
    if cues["target"].search(frame.mask, at, frame.clause(at)[1]):
        return "planned"
    return "problem" if kind == "problems" else "done"


def falls_short(frame: Frame, kind: str) -> bool:
    """Whether a sentence tells of shortcomings: by the kind of its section, or by its words."""
    return kind == "problems" or bool(_cues()["problem"].search(frame.mask))


@functools.cache
def _cues() -> dict[str, re.Pattern[str]]:
    rows = table("status_cues")
    signs = dict.fromkeys(row["sign"] for row in rows)
    return {sign: compiled("|".join(row["pattern"] for row in rows if row["sign"] == sign)) for sign in signs}
