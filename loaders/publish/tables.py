"""The graph as tables: a CSV file a table, and all of them as sheets of one workbook for spreadsheets.

Both are written in one go through the graph. A workbook is for people and has limits that a CSV file has not:
a sheet holds the first rows of a table, as many as people and spreadsheets can work with, and a text that is
longer than a cell holds is cut. The first sheet says of each table how much of it that is. No clock is in the
workbook.
"""

import csv
import datetime
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
from loaders.tables import Cell, Row, Table, filled, headers, in_lists, tables, texts

ROWS = 10_000
"""The rows of a table that a sheet holds: as many as people look through; the CSV files are for more."""
CHARACTERS = 32_767
"""The characters that a cell holds at most (Excel specifications and limits)."""
CUT = "…（截断，全文见 CSV | cut, whole in the CSV file）"
DIGITS = 15
"""The digits of a number that a spreadsheet keeps; one of more is written as text."""
WIDTH = 18
CLOCKLESS = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
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

    def see(self, rows: list[Row]) -> None:
        """Look at some of its rows."""
        self.rows += len(rows)
        for kinds, cells in zip(self._kinds, zip(*rows, strict=True), strict=True):
            kinds.update(map(type, cells))

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
        files = {table.name: stack.enter_context(_csv(path.parent, table)) for table in found}
        writers = {name: csv.writer(file, lineterminator="\r\n") for name, file in files.items()}
        for table in found:
            writers[table.name].writerow(headers(table))
        book = _Workbook(path, found)
        for table, rows in filled(graph, found):
            for some in in_lists(rows):
                seen[table.name].see(some)
                book.write(table, some)
                writers[table.name].writerows(texts(some))
        book.close()
    return seen


def _csv(folder: Path, table: Table) -> Any:
    return (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")


class _Workbook:
    """A workbook that is written row by row: no more than a row of each sheet is in memory."""

    def __init__(self, path: Path, found: list[Table]) -> None:
        import xlsxwriter

        self._book: Any = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self._book.set_properties({"created": CLOCKLESS})
        self._bold: Any = self._book.add_format({"bold": True})
        self._overview: Any = self._sheet(OVERVIEW, HEADS)
        self._tables = {table.name: table for table in found}
        self._sheets = {table.name: self._sheet(table.label[0], headers(table)) for table in found}
        self._rows = dict.fromkeys(self._tables, 0)
        self._cut = dict.fromkeys(self._tables, 0)

    def _sheet(self, name: str, heads: Iterable[str]) -> Any:
        sheet: Any = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, head in enumerate(heads):
            sheet.set_column(at, at, WIDTH)
            sheet.write_string(0, at, head, self._bold)
        return sheet

    def write(self, table: Table, rows: list[Row]) -> None:
        """Write some rows of a table, those that there is room for."""
        sheet, before = self._sheets[table.name], self._rows[table.name]
        for at, row in enumerate(rows[: max(0, ROWS - before)], before + 1):
            self._cut[table.name] += _write_row(sheet, at, row)
        self._rows[table.name] += len(rows)

    def close(self) -> None:
        """Write the overview and the file."""
        for line, (name, sheet) in enumerate(self._sheets.items(), 1):
            rows = self._rows[name]
            said = f"{name}.csv", rows, min(rows, ROWS), self._cut[name]
            _write_row(self._overview, line, (sheet.get_name(), self._tables[name].label[1], *said))
        self._book.close()


def _write_row(sheet: Any, at: int, row: Row) -> int:
    """Write a row; gives how many of its texts were cut."""
    cut = 0
    for column, cell in enumerate(row):
        number = _number(cell)
        if number is not None:
            sheet.write_number(at, column, number)
        elif cell is not None:
            text = str(cell).lower() if isinstance(cell, bool) else clean(str(cell))
            cut += len(text) > CHARACTERS
            sheet.write_string(at, column, _fitting(text))
    return cut


def _number(cell: Cell) -> float | int | None:
    """The number in a cell, if a spreadsheet keeps all of its digits."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    value = Decimal(str(cell))
    return float(value) if len(value.normalize().as_tuple().digits) <= DIGITS else None


def _fitting(text: str) -> str:
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - len(CUT)] + CUT
