"""judgements.csv: what a person decided, row by row. The file is the user's; rows are only added."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, get_args

from kg.errors import DataError
from kg.model import Issue, Judgement, Retracted, Verdict

(RETRACTED,) = get_args(Retracted)
VERDICTS = (*get_args(Verdict), RETRACTED)
REPORT = re.compile(r"(?:Report:)?r[0-9a-f]{16}")
COLUMNS = ("left", "right", "verdict", "reason", "by")


class Judgements(NamedTuple):
    """The rows of a file in its order, and an issue for each row that is none.

    `retracted` are the ids of the reports that are to be left out, with the names that their rows give; these
    rows are not among the others.
    """

    rows: tuple[Judgement, ...]
    issues: tuple[Issue, ...]
    retracted: Mapping[str, str] = MappingProxyType({})


def read_judgements(path: Path) -> Judgements:
    """The rows of a judgements file (UTF-8, columns left, right, verdict, reason, by; one line a row).

    Lines that begin with `#`, and empty ones, are passed over. A broken row is refused by its line, and the
    others are read. DataError for a file that cannot be read, or that has not these columns.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise DataError(f"{path}: not there; check --judgements") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read as UTF-8 text ({error}); check --judgements") from error
    told = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not told:
        return Judgements((), ())
    columns = _columns(path, *told[0])
    read = [_read(line, columns, path.name, number) for number, line in told[1:]]
    rows = tuple(each for each in read if isinstance(each, Judgement) and each.verdict != RETRACTED)
    retracted = [each for each in read if isinstance(each, Judgement) and each.verdict == RETRACTED]
    issues = tuple(each for each in read if isinstance(each, Issue))
    return Judgements(rows, issues, {row.left.removeprefix("Report:"): row.right for row in retracted})


def _columns(path: Path, number: int, line: str) -> list[str]:
    columns = [cell.strip() for cell in next(csv.reader([line]), [])]
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise DataError(
            f"{path.name}, line {number}: no column {missing[0]!r}; expected {', '.join(COLUMNS)}"
        )
    return columns


def _read(line: str, columns: list[str], name: str, number: int) -> Judgement | Issue:
    cells = _cells(line)
    if cells is None or len(cells) != len(columns):
        found = "a quote that is not closed" if cells is None else f"{len(cells)} cells"
        return _refused(name, number, f"{found}, expected {len(columns)} cells: {', '.join(columns)}")
    cell = dict(zip(columns, (text.strip() for text in cells), strict=True))
    if cell["verdict"] == RETRACTED and not REPORT.fullmatch(cell["left"]):
        return _refused(
            name, number, f"{RETRACTED} {cell['left']!r}; expected Report: and the id of a report"
        )
    for verdict in VERDICTS:
        if verdict == cell["verdict"] and (verdict == RETRACTED or (cell["left"] and cell["right"])):
            return Judgement(cell["left"], cell["right"], verdict, cell["reason"], cell["by"], name, number)
    if cell["verdict"] in VERDICTS:
        return _refused(name, number, "an empty side; name both as class:key, evidence id or entity id")
    return _refused(name, number, f"verdict {cell['verdict']!r}; expected {', '.join(VERDICTS)}")


def _cells(line: str) -> list[str] | None:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None


def _refused(name: str, number: int, what: str) -> Issue:
    return Issue("refused", name, f"line {number}", what, "correct the row; the others stand")


def add_judgements(path: Path, rows: Iterable[Judgement]) -> None:
    """Append rows to a file, which is made with its head where there is none; what is in it stays as it is.

    DataError for a file that cannot be read or written.
    """
    try:
        before = path.read_bytes() if path.exists() else b""
        text = "".join(_lines(rows, head=not before))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write((b"\n" if before and not before.endswith(b"\n") else b"") + text.encode())
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror}); name another file") from error


def _lines(rows: Iterable[Judgement], *, head: bool) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if head:
        writer.writerow(COLUMNS)
    for row in rows:
        cells = (row.left, row.right, row.verdict, row.reason, row.by)
        writer.writerow([" ".join(cell.split()) for cell in cells])
    yield out.getvalue()
