"""The graph as tables: a CSV file a table, and all of them as sheets of one workbook for spreadsheets.

Both are written in one go through the graph. A workbook is for people and has limits that a CSV file has not:
a sheet holds the first rows of a table, as many as people and spreadsheets can work with, and a text that is
longer than a cell holds is cut. The first sheet says of each table how much of it that is.
"""

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.graph import Graph
from kg.store import Slices
from loaders.plain import clean
from loaders.publish.settings import Both
from loaders.publish.work import Column, Item, Work
from loaders.publish.workbook import Sheet, Value, Workbook
from loaders.tables import Cell, Row, Table, filled, headers, tables, texts

ROWS = 100_000
"""The rows of a table that a sheet holds: a spreadsheet takes 1,048,576 and is slow long before."""
CHARACTERS = 32_767
"""The characters that a cell holds at most (Excel specifications and limits)."""
CUT = "…（截断，全文见 CSV | cut, whole in the CSV file）"
DIGITS = 15
"""The digits of a number that a spreadsheet keeps; one of more is written as text."""
OVERVIEW = "目录"
HEADS = ("工作表 sheet", "table", "CSV", "行数 rows", "rows here", "截断格数 cells cut")


def write(work: Work) -> Iterator[Item]:
    """Write tables/*.csv and tables/kg.xlsx, with Chinese headers."""
    found = tables(work.graph)
    kinds = _written(work.graph, found, work.path("tables/kg.xlsx"))
    for table in found:
        zh, en = table.label
        title = Both(f"表格：{zh}（CSV）", f"Table: {en} (CSV)")
        path, seen = f"tables/{table.name}.csv", kinds[table.name]
        yield Item(path, title, "text/csv", "CSV", seen.rows, tuple(seen.columns(table)))
    title = Both("全部表格（XLSX）", "All tables (XLSX)")
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    yield Item("tables/kg.xlsx", title, media, "XLSX")


class _Seen:
    """What was seen of a table on its way: how many rows, and what kinds of values in each column."""

    def __init__(self, table: Table) -> None:
        self.rows = 0
        self._kinds: list[set[type]] = [set() for _ in table.columns]

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they come."""
        for row in rows:
            self.rows += 1
            for kinds, cell in zip(self._kinds, row, strict=True):
                kinds.add(type(cell))
            yield row

    def columns(self, table: Table) -> Iterator[Column]:
        """Each column with the type that all of its values are of."""
        for head, terms, kinds in zip(headers(table), table.columns, self._kinds, strict=True):
            yield Column(head, terms, _type(kinds - {type(None)}))


def _type(kinds: set[type]) -> str:
    """The type of Table Schema for values of these kinds."""
    names = (("boolean", {bool}), ("integer", {int}), ("number", {int, float, Decimal}))
    return next((name for name, those in names if kinds and kinds <= those), "string")


def _written(graph: Graph | Slices, found: list[Table], path: Path) -> dict[str, _Seen]:
    """Write every table in both forms; gives what was seen of each."""
    seen = {table.name: _Seen(table) for table in found}
    with ExitStack() as stack:
        book = stack.enter_context(Workbook(path))
        files = {table.name: stack.enter_context(_csv(path.parent, table)) for table in found}
        writers = {name: csv.writer(file, lineterminator="\r\n") for name, file in files.items()}
        for table in found:
            writers[table.name].writerow(headers(table))
        overview = book.sheet(OVERVIEW, HEADS)
        sheets = {table.name: _Sheet(book.sheet(table.label[0], headers(table))) for table in found}
        for table, rows in filled(graph, found):
            passed = sheets[table.name].passing(seen[table.name].passing(rows))
            writers[table.name].writerows(map(texts, passed))
        for table in found:
            sheet = sheets[table.name]
            file = f"{table.name}.csv"
            overview.write((*table.label, file, seen[table.name].rows, sheet.rows, sheet.cut))
    return seen


def _csv(folder: Path, table: Table) -> Any:
    return (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")


class _Sheet:
    """The sheet of a table: how many rows it has, and how many of its cells were cut."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.rows = 0
        self.cut = 0

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they come, those that there is room for written on their way."""
        for row in rows:
            if self.rows < ROWS:
                self.rows += 1
                self._sheet.write([self._fitting(cell) for cell in row])
            yield row

    def _fitting(self, cell: Cell) -> Value:
        """The value as a cell of a sheet holds it."""
        if cell is None:
            return None
        number = None if isinstance(cell, str) else _number(cell)
        if number is not None:
            return number
        text = str(cell).lower() if isinstance(cell, bool) else clean(str(cell))
        if len(text) <= CHARACTERS:
            return text
        self.cut += 1
        return text[: CHARACTERS - len(CUT)] + CUT


def _number(cell: Cell) -> float | int | None:
    """The number in a cell, if a spreadsheet keeps all of its digits."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    if isinstance(cell, int) and abs(cell) < 10**DIGITS:
        return cell
    value = Decimal(str(cell))
    return float(value) if len(value.normalize().as_tuple().digits) <= DIGITS else None
