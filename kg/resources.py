"""Packaged data: lexicon tables, the ontology, the questions.

`ontology/` and `queries/` stand at the top of a checkout and inside the wheel as `kg/_data/`;
callers name a file (`ontology/gsr.ttl`) and need not know which.
"""

import csv
import functools
import io
import itertools
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import DataError

Row = dict[str, str]


def resource(name: str) -> Traversable:
    """The packaged file or folder `name`, such as `ontology/gsr.ttl` or `lexicon/cues.csv`.

    Raises DataError where it is not part of the installation.
    """
    package = files("kg")
    checkout = Path(__file__).parent.parent
    for candidate in (package / name, package / "_data" / name, checkout / name):
        if candidate.is_file() or candidate.is_dir():
            return candidate
    raise DataError(f"{name}: not part of this installation; reinstall zhengwu-kg")


def parse_table(text: str, name: str) -> tuple[Row, ...]:
    """Rows of a CSV text whose leading `#` lines are its head (origin, licence, columns).

    A row with too many or too few cells raises DataError with file and line.
    """
    return tuple(row for _, row in numbered_rows(text, name))


def numbered_rows(text: str, name: str) -> Iterator[tuple[int, Row]]:
    """The rows of `parse_table`, each with the number of its (last) line, counted from 1."""
    lines = text.splitlines()
    head = sum(1 for _ in itertools.takewhile(lambda line: line.startswith("#"), lines))
    reader = csv.reader(io.StringIO("\n".join(lines[head:])))
    columns = next(reader, [])
    for cells in reader:
        if not cells:
            continue
        line = head + reader.line_num
        if len(cells) != len(columns):
            raise DataError(f"{name}, line {line}: {len(cells)} cells, expected {len(columns)}: {columns}")
        yield line, dict(zip(columns, cells, strict=True))


@functools.cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `kg/lexicon/{name}.csv`, in file order, each a column → text mapping."""
    path = f"lexicon/{name}.csv"
    return parse_table(resource(path).read_text("utf-8"), path)


@functools.cache
def entries(name: str, place: str) -> tuple[str, ...]:
    """The `pattern` cells of the rows of a table whose `place` is this, in file order; DataError for none."""
    found = tuple(row["pattern"] for row in table(name) if row["place"] == place)
    if not found:
        raise DataError(f"lexicon/{name}.csv: no row with the place {place}, expected one or more")
    return found


@functools.cache
def either(name: str, place: str) -> str:
    """A regular expression for one of the `entries` of a place, tried in file order."""
    return f"(?:{'|'.join(entries(name, place))})"
