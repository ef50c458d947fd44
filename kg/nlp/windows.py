"""Very long texts in windows: cut at ends of paragraphs or sentences, read one by one, joined again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.model import Reading, Report, Section, evidence_at

SIZE = 50_000
"""Characters of a window: far above a usual report, far below what a Doc of characters makes slow."""
_CUTS = (re.compile(r"\n(?=\s*\S)"), re.compile(r"[。！？；]"))
_SEARCHED = 5_000


def windows_of(text: str, size: int = SIZE) -> Iterator[tuple[int, int]]:
    """Consecutive spans [start, end) that cover the text, none longer than `size`.

    A window ends behind the last line end, else the last sentence end, of its last 5,000 characters (a tenth
    of the size at least); a text without either is cut where the window is full.
    """
    start = 0
    while len(text) - start > size:
        end = _cut(text, start + size - min(_SEARCHED, size // 2), start + size)
        yield start, end
        start = end
    if start < len(text) or not text:
        yield start, len(text)


def _cut(text: str, start: int, end: int) -> int:
    for pattern in _CUTS:
        places = [match.end() for match in pattern.finditer(text, start, end)]
        if places:
            return places[-1]
    return end


def join(report: Report, readings: Iterable[Reading]) -> Reading:
    """One reading of the windows' readings, in order; a section that a window cut runs on to its real end."""
    parts = tuple(readings)
    if len(parts) == 1:
        return parts[0]
    return Reading(
        report,
        _closed(report, [section for part in parts for section in part.sections]),
        tuple(mention for part in parts for mention in part.mentions),
        tuple(mention for part in parts for mention in part.deictics),
        tuple(claim for part in parts for claim in part.claims),
        tuple(figure for part in parts for figure in part.figures),
        tuple(sorted({issue for part in parts for issue in part.issues}, key=lambda i: (i.place, i.what))),
    )


def _closed(report: Report, sections: list[Section]) -> tuple[Section, ...]:
    """The sections, each up to the next one of its level or above."""
    ends: dict[int, int] = {}
    closed: list[Section] = []
    for section in reversed(sections):
        start, level = section.evidence.start, section.level
        end = min((ends[key] for key in ends if key <= level), default=len(report.text))
        ends[level] = start
        closed.append(replace(section, evidence=evidence_at(report, start, end)))
    return tuple(reversed(closed))
