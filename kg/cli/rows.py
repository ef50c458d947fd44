"""Rows as text: a table or a page of HTML for people, or JSON, JSON Lines, CSV, Markdown for programs.

A row maps column names to values: text, number, truth, None, or a list of these.
"""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from kg.cli.plain import as_markdown, visible

Row = Mapping[str, object]
WIDEST = 48
"""The display columns that a cell of a table takes; what is longer ends in `…`."""


def render(rows: Sequence[Row], columns: Sequence[str], format: str, *, widest: int = WIDEST) -> str:
    """The rows in that format, with `columns` in order; every line ends in LF.

    The cells of a table are cut to `widest` display columns; the other formats are whole.
    """
    return _table(rows, columns, widest) if format == "table" else FORMATS[format](rows, columns)


def _json(rows: Sequence[Row], columns: Sequence[str]) -> str:
    lines = [_object(row, columns) for row in rows]
    return "[" + ",\n ".join(lines) + "]\n"


def _jsonl(rows: Sequence[Row], columns: Sequence[str]) -> str:
    return "".join(_object(row, columns) + "\n" for row in rows)


def _object(row: Row, columns: Sequence[str]) -> str:
    return json.dumps({column: row.get(column) for column in columns}, ensure_ascii=False, default=_number)


def _number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} is not a value of a row")


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column), "; ") for column in columns] for row in rows)
    return out.getvalue()


def _markdown(rows: Sequence[Row], columns: Sequence[str]) -> str:
    head = ["| " + " | ".join(map(as_markdown, columns)) + " |", "|" + "---|" * len(columns)]
    body = [[as_markdown(_one_line(row.get(column))) for column in columns] for row in rows]
    return "\n".join([*head, *("| " + " | ".join(cells) + " |" for cells in body)]) + "\n"


def _html(rows: Sequence[Row], columns: Sequence[str]) -> str:
    from kg.cli.table_page import page

    return "".join(page(columns, ([_one_line(row.get(column)) for column in columns] for row in rows)))


def _table(rows: Sequence[Row], columns: Sequence[str], widest: int = WIDEST) -> str:
    body = [[shortened(visible(_one_line(row.get(column))), widest) for column in columns] for row in rows]
    heads = list(map(visible, columns))
    widths = [max(map(display_width, cells)) for cells in zip(heads, *body, strict=True)]
    return "".join(_line(cells, widths) for cells in [heads, ["─" * width for width in widths], *body])


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    padded = [cell + " " * (width - display_width(cell)) for cell, width in zip(cells, widths, strict=True)]
    return "  ".join(padded).rstrip() + "\n"


def _one_line(value: object) -> str:
    return " ".join(_cell(value, "；").split())


def _cell(value: object, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return separator.join(_cell(part, separator) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def shortened(text: str, widest: int) -> str:
    """The text, cut to so many columns of a terminal."""
    width = 0
    for at, character in enumerate(text):
        width += display_width(character)
        if width > widest - 1 and at < len(text) - 1:
            return text[:at] + "…"
    return text


def display_width(text: str) -> int:
    """The columns that the text takes on a terminal: two for a wide character, none for a combining one."""
    seen = (character for character in text if not unicodedata.combining(character))
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in seen)


FORMATS: dict[str, Callable[[Sequence[Row], Sequence[str]], str]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
    "html": _html,
}
