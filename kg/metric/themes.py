"""What a figure is asked for by name, in whatever words: satisfaction, handling online, hall departments."""

import functools
import re

from kg.metric.indicator import unit_kind
from kg.resources import table

_BEFORE, _BEHIND = 40, 60
"""How many characters around a figure are looked at."""
_SPACE = re.compile(r"\s+")


def theme_of(text: str, start: int, end: int, unit: str) -> str | None:
    """The theme of the figure that stands at [start, end) of the text; None for those of no theme.

    Spaces and line breaks do not count. The words are data (figure_themes.csv).
    """
    rows = _words().get(unit_kind(unit), ())
    if not rows:
        return None
    before = _SPACE.sub("", text[max(0, start - _BEFORE) : start])
    behind = _SPACE.sub("", text[end : end + _BEHIND])
    found = (theme for theme, left, right in rows if left.search(before) and right.match(behind))
    return next(found, None)


@functools.cache
def _words() -> dict[str, tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]]:
    """The themes by kind of unit, each with the patterns before and behind."""
    found: dict[str, list[tuple[str, re.Pattern[str], re.Pattern[str]]]] = {}
    for row in table("figure_themes"):
        left = re.compile(rf"(?:{row['before']})\Z" if row["before"] else "")
        found.setdefault(row["kind"], []).append((row["theme"], left, re.compile(row["behind"])))
    return {kind: tuple(rows) for kind, rows in found.items()}
