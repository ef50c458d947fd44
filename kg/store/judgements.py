"""judgements.csv: what a person decided about two things. The file is the user's; it is only read."""

from pathlib import Path
from typing import get_args

from kg.errors import DataError
from kg.model import Judgement, Verdict
from kg.resources import Row, parse_table

COLUMNS = ("left", "right", "verdict", "reason", "by")


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The rows of a judgements file (UTF-8, columns left, right, verdict, reason, by), in file order.

    Raises DataError with file and line for a missing column, an empty side or an unknown verdict.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read as UTF-8 text ({error}); check --judgements") from error
    return tuple(_judgement(row, path.name, n) for n, row in enumerate(parse_table(text, path.name), 1))


def _judgement(row: Row, name: str, number: int) -> Judgement:
    place = f"{name}, row {number}"
    missing = [column for column in COLUMNS if column not in row]
    if missing:
        raise DataError(f"{place}: no column {missing[0]!r}; expected {', '.join(COLUMNS)}")
    cell = {column: row[column].strip() for column in COLUMNS}
    if not cell["left"] or not cell["right"]:
        raise DataError(f"{place}: an empty side; name both as class:key or as an evidence id")
    for verdict in get_args(Verdict):
        if verdict == cell["verdict"]:
            return Judgement(cell["left"], cell["right"], verdict, cell["reason"], cell["by"])
    raise DataError(f"{place}: verdict {cell['verdict']!r}; expected {', '.join(get_args(Verdict))}")
