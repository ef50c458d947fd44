"""Lines with their places on pages → paragraphs, page numbers and running heads dropped.

Where first lines are indented, a line that is not goes on the paragraph before it, unless that one ended a
sentence far from the right margin. Elsewhere a line goes on if the one before it reached the right margin, or
broke off within a sentence. A gap, another size and a row of a table begin a new paragraph always.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kg.read.formats import Decoded
from kg.read.lines import tidy

_PAGE_NUMBER = re.compile(
    r"[\s—–\-－─·.•]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s—–\-－─·.•]*"
)
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十百]+[章条]|附件")
_ENDS = frozenset("。！？：；")
_INDENT, _SHORT, _FAR, _GAP, _OTHER_SIZE = 0.9, 1.6, 0.3, 1.6, 1.25
_REPEATED = 3


class Placed(NamedTuple):
    """A line: its text, page (from 1), left and right edge, baseline and the size of its characters."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float


class _Layout(NamedTuple):
    left: float
    right: float
    leading: float
    indented: bool


def decoded(lines: Sequence[Placed]) -> Decoded:
    """The text, one paragraph a line, with where pages and paragraphs start; what was dropped in a note.

    Each page has a start; that of a page without lines is where the next one's is.
    """
    last = max((line.page for line in lines), default=0)
    kept, dropped = _without_margins([line for line in lines if line.text.strip()])
    if not kept:
        return Decoded("")
    text, paragraphs, starts = _joined(kept)
    pages = [len(text)] * last
    for number in range(last, 0, -1):
        pages[number - 1] = starts.get(number, pages[number] if number < last else len(text))
    notes = [(f"left out, on each page: {' / '.join(dropped)}", "nothing to do")] if dropped else []
    return Decoded(text, tuple(pages), tuple(paragraphs), notes=tuple(notes))


def _joined(lines: Sequence[Placed]) -> tuple[str, list[int], dict[int, int]]:
    """The text, the starts of paragraphs, and the start of each page that has lines."""
    layout = _layout(lines)
    parts: list[str] = []
    length, before = 0, None
    paragraphs: list[int] = []
    starts: dict[int, int] = {}
    for line in lines:
        text = tidy(line.text)
        glue = "" if before is None else _glue(parts[-1], text) if _goes_on(before, line, layout) else "\n"
        length += len(glue)
        if before is None or glue == "\n":
            paragraphs.append(length)
        starts.setdefault(line.page, length)
        parts += [glue, text]
        length += len(text)
        before = line
    return "".join(parts), paragraphs, starts


def _glue(before: str, text: str) -> str:
    """A blank between two words in Latin letters, nothing between Chinese characters."""
    latin = (before[-1:] + text[:1]).isascii() and before[-1:].isalnum() and text[:1].isalnum()
    return " " if latin else ""


def _goes_on(before: Placed, line: Placed, layout: _Layout) -> bool:
    """Whether a line goes on the paragraph of the line before it."""
    small, large = sorted((before.size, line.size))
    gap = line.page == before.page and not 0 <= before.base - line.base <= _GAP * layout.leading
    if "\t" in line.text + before.text or large > _OTHER_SIZE * small or gap:
        return False
    if line.left > layout.left + _INDENT * line.size:
        return False
    missing = layout.right - before.right
    ended = before.text.rstrip()[-1:] in _ENDS
    if layout.indented:
        return not ended or missing < _FAR * (layout.right - layout.left)
    reached = missing <= _SHORT * before.size
    return reached or (
        not ended and missing < _FAR * (layout.right - layout.left) and not _ITEM.match(line.text)
    )


def _layout(lines: Sequence[Placed]) -> _Layout:
    """The outermost places where several lines begin and end, the distance of lines, and whether first lines
    are indented.
    """
    size = _middle([line.size for line in lines])
    least = max(2, len(lines) // 20)
    lefts, rights = sorted(line.left for line in lines), sorted((line.right for line in lines), reverse=True)
    left = next((x for at, x in enumerate(lefts) if _near(lefts[at : at + least], size) == least), min(lefts))
    right = next(
        (x for at, x in enumerate(rights) if _near(rights[at : at + least], size) == least), rights[0]
    )
    inner = sum(left + _INDENT * size < x < left + 3.5 * size for x in lefts)
    return _Layout(left, right, _leading(lines), 10 * inner >= len(lines))


def _near(places: Sequence[float], size: float) -> int:
    return sum(abs(place - places[0]) <= size for place in places)


def _leading(lines: Sequence[Placed]) -> float:
    """The usual distance of two baselines."""
    pairs = itertools.pairwise(lines)
    steps = [a.base - b.base for a, b in pairs if a.page == b.page and a.base > b.base]
    return _middle(steps)


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0


def _without_margins(lines: Sequence[Placed]) -> tuple[list[Placed], list[str]]:
    """The lines without page numbers and running heads at the edges of pages, and the texts of the heads."""
    edges: dict[int, str] = {}
    by_page: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(at)
    for on_page in by_page.values():
        ordered = sorted(on_page, key=lambda at: -lines[at].base)
        for at in {*ordered[:2], *ordered[-2:]}:
            edges[at] = _DIGITS.sub("#", tidy(lines[at].text))
    seen = Counter(edges.values())
    often = max(_REPEATED, len(by_page) // 3)
    body = _middle([line.size for line in lines])
    small = {text for at, text in edges.items() if lines[at].size < 0.9 * body}
    heads = {text for text, count in seen.items() if count >= often or (count > 1 and text in small)}
    gone = {at for at, text in edges.items() if text in heads or _PAGE_NUMBER.fullmatch(tidy(lines[at].text))}
    told = {edges[at]: tidy(lines[at].text) for at in sorted(gone, reverse=True) if edges[at] in heads}
    names = sorted(text for text in told.values() if not _PAGE_NUMBER.fullmatch(text))
    return [line for at, line in enumerate(lines) if at not in gone], names
