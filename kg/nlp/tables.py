"""Figures in tables: a row is a line with tabs; what a figure is of stands at the head of its row and column.

A table is a run of such lines. Either its first line has a year for each column, or the first cell of a row
is a year and the first line names the indicators.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?(?:度|底|末|全年)?")
_UNIT = re.compile(r"[（(][^（）()]*[）)]\Z")


class Cell(NamedTuple):
    """The year and the indicator that the heads of a figure's row and column tell."""

    year: str
    indicator: str


class _Row(NamedTuple):
    """A row at [start, end) of the text with the starts of its cells, and the cells of its table's head."""

    start: int
    end: int
    starts: Sequence[int]
    cells: Sequence[str]
    heads: Sequence[str]


def cells_with_years(text: str, starts: Sequence[int]) -> Iterator[tuple[int, Cell]]:
    """The place in `starts` (offsets of figures, in order) of each in a table with years, and its cell."""
    if "\t" not in text or not starts:
        return
    at = 0
    for row in _rows(text):
        while at < len(starts) and starts[at] < row.start:
            at += 1
        while at < len(starts) and starts[at] < row.end:
            cell = _cell(row, bisect_right(row.starts, starts[at]) - 1)
            if cell is not None:
                yield at, cell
            at += 1


def _rows(text: str) -> Iterator[_Row]:
    heads: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        cells = [_plain(cell) for cell in line.split("\t")] if "\t" in line else []
        if heads and cells:
            lengths = [len(cell) + 1 for cell in line.split("\t")]
            yield _Row(start, end, [start, *accumulate(lengths[:-1], initial=start)][1:], cells, heads)
        heads = (heads or cells) if cells else []
        start = end


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()


def _cell(row: _Row, column: int) -> Cell | None:
    """What the heads tell of a column of a row; None where they tell no year, or it is a head itself."""
    head = row.heads[column] if column < len(row.heads) else ""
    first, of_column = _YEAR.match(row.cells[0]), _YEAR.match(head)
    years = sum(_YEAR.match(each) is not None for each in row.heads)
    if column == 0:
        return None
    if of_column and years > 1:
        return Cell(of_column[1], _UNIT.sub("", row.cells[0]) + _UNIT.sub("", head[of_column.end() :]))
    return Cell(first[1], _UNIT.sub("", head)) if first and head and not years else None
