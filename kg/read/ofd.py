"""OFD (GB/T 33190) → paragraphs with their pages. ofdkit reads it, in a process of its own, as PDF is read.

Pieces of text stand where they were drawn, in any order: those on one baseline are a line, from left to
right; a gap wider than two characters is a tab. What is drawn twice on one spot, as bold, is read once.
Coordinates are in millimetres.
"""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any

from kg.read.archive import Package
from kg.read.child import in_child
from kg.read.formats import Decoded
from kg.read.limits import Limits
from kg.read.paragraphs import Placed, decoded
from kg.read.refusal import over_limit, refuse, without_text

_GAP, _BLANK, _RISE, _SPOT = 2.0, 0.25, 0.5, 0.3
_LEAST_SIZE = 0.1


def decode(content: bytes, name: str, limits: Limits) -> Decoded:
    """The text of an OFD; ReadError for a damaged or scanned one, what is over a limit, or without ofdkit."""
    if find_spec("ofdkit") is None:
        raise refuse(name, "OFD is read by a package that is not installed", "pip install 'zhengwu-kg[ofd]'")
    Package(content, name, limits)
    return decoded(in_child("kg.read.ofd", "placed_lines", content, name, limits))


def placed_lines(content: bytes, name: str, limits: Limits) -> list[Placed]:
    """The lines of all pages; ReadError for what is no OFD, has no text, or is over a limit."""
    import ofdkit

    try:
        with ofdkit.open(content) as document:
            pages = document.pages
            if len(pages) > limits.pages:
                raise over_limit(name, len(pages), "pages", limits.pages)
            lines = list(_limited(pages, name, limits))
    except ofdkit.OFDError as error:
        raise refuse(name, f"a damaged OFD, or none ({error})", "save it again") from error
    if not lines:
        raise without_text(name, len(pages))
    return lines


def _limited(pages: Iterable[Any], name: str, limits: Limits) -> Iterator[Placed]:
    characters = 0
    for number, page in enumerate(pages, 1):
        runs = [run for run in page.runs if run.text.strip()]
        characters += sum(len(run.text) for run in runs)
        if characters > limits.elements:
            raise over_limit(name, characters, "elements", limits.elements)
        yield from (_placed(line, number) for line in _lines(runs))


def _lines(runs: Iterable[Any]) -> Iterator[list[Any]]:
    """The pieces of text by lines, each from left to right, from the top of the page."""
    line: list[Any] = []
    for run in sorted(runs, key=lambda run: run.y):
        if line and run.y - line[0].y > _RISE * min(_size(run), _size(line[0])):
            yield sorted(line, key=lambda run: run.x)
            line = []
        line.append(run)
    if line:
        yield sorted(line, key=lambda run: run.x)


def _placed(runs: list[Any], number: int) -> Placed:
    """One line of a page; its baseline is measured upwards."""
    text, end, size = "", runs[0].x, max(map(_size, runs))
    before = None
    for run in runs:
        if before and run.text == before.text and abs(run.x - before.x) < _SPOT * size:
            continue
        text += _between(text, run, (run.x - end) / size) + run.text if before else run.text
        before, end = run, run.x + run.width
    return Placed(text, number, runs[0].x, end, -runs[0].y, size)


def _between(text: str, run: Any, gap: float) -> str:
    """What stands in a gap of so many characters: a tab, a blank between two words in Latin letters."""
    if gap > _GAP:
        return "\t"
    latin = (text[-1] + run.text[0]).isascii() and text[-1].isalnum() and run.text[0].isalnum()
    return " " if latin and gap > _BLANK else ""


def _size(run: Any) -> float:
    return max(float(run.size), _LEAST_SIZE)
