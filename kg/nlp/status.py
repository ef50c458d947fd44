"""Whether what a sentence says is done, planned or a shortcoming: by section, genre and words."""

import functools
import re
from typing import NamedTuple

from kg.nlp.acts import Said
from kg.nlp.frames import Frame
from kg.nlp.sections import NORM
from kg.resources import table


class Layout(NamedTuple):
    """The sections of a view as (start, end, kind), in order, and the genre of the document."""

    parts: tuple[tuple[int, int, str], ...]
    genre: str

    def kind_at(self, place: int) -> str:
        """The kind of the innermost section at a place; `other` outside of all."""
        return next((kind for start, end, kind in reversed(self.parts) if start <= place < end), "other")


def status_of(frame: Frame, said: Said, layout: Layout) -> str:
    """`planned`, `problem` or `done` for what is said in a sentence."""
    kind = layout.kind_at(frame.start)
    if kind == "plans" or layout.genre == NORM:
        return "planned"
    before, after = _cues()
    place = said.place - frame.start
    if before.search(frame.mask[:place]) or after.search(frame.mask[place : frame.clause(place)[1]]):
        return "planned"
    return "problem" if kind == "problems" else "done"


@functools.cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = table("status_cues")
    before, after = (
        re.compile("|".join(row["pattern"] for row in rows if row["side"] == side))
        for side in ("before", "after")
    )
    return before, after
