"""Parameters with which a question is asked, so that each of them is exercised."""

from collections.abc import Sequence
from typing import Any

from loaders.asking.allowed import allowed
from loaders.asking.questions import Parameter, Question, Row

NOBODY, NEVER = "无", 1900
"""A name and a year that no graph has."""
FEW = 4
"""A closed list of no more values is tried whole."""
ENDING = {"title_ends": "regulation", "initiative_ends": "initiative"}
"""Parameters that are the end of a column."""


def narrowings(asked: Question, rows: Sequence[Row], reports: Sequence[Row]) -> list[dict[str, Any]]:
    """Each parameter alone, with values that rows have and one that none has; then those of one row at once.

    `rows` answer the question as it is; `reports` answer Q01: regions and years that no column shows.
    """
    alone = [{one.name: value} for one in asked.params for value in _values(asked, one, rows, reports)]
    names = [one.name for one in asked.params if rows and rows[-1].get(one.name) is not None]
    return alone + ([{name: rows[-1][name] for name in names}] if len(names) > 1 else [])


def _values(asked: Question, one: Parameter, rows: Sequence[Row], reports: Sequence[Row]) -> list[Any]:
    if one.name.startswith("min_"):
        return [int(one.default or 0) + more for more in (1, 2)]
    closed = allowed(asked.number, one.name)
    column = ENDING.get(one.name, one.name)
    said = {row[column] for row in (*rows, *reports) if row.get(column) is not None}
    if column != one.name:
        said = {name[-2:] for name in said}
    found = list(closed) if closed and len(closed) <= FEW else [*sorted(said)[:1], *sorted(said)[1:][-1:]]
    other = [None] if one.default else []
    return found + other + ([] if closed else [NOBODY if one.type == "string" else NEVER])
