"""Which section a place of a report stands in."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from kg.model import Evidence, Section


def innermost_of(sections: Sequence[Section]) -> Callable[[Evidence], Section | None]:
    """A function that gives the smallest section in which a span begins, or None outside all of them.

    Sections nest: each ends before the one around it does. A look-up costs the logarithm of their number.
    """
    ordered = sorted(sections, key=lambda s: (s.evidence.start, -s.evidence.end, s.level))
    starts = [section.evidence.start for section in ordered]
    above: list[int] = []
    for at, section in enumerate(ordered):
        outer = at - 1
        while outer >= 0 and ordered[outer].evidence.end < section.evidence.end:
            outer = above[outer]
        above.append(outer)

    def find(evidence: Evidence) -> Section | None:
        at = bisect_right(starts, evidence.start) - 1
        while at >= 0 and ordered[at].evidence.end <= evidence.start:
            at = above[at]
        return ordered[at] if at >= 0 else None

    return find
