"""Floors under scores, for continuous integration: read from a file, compared with what is reached.

JSON is `{"claim": {"ISSUED": 0.9}}`; CSV has the columns `kind`, `name`, `floor`. The kinds are those of
the score tables, the names those in them, and `micro` and `macro`.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError
from kg.evaluate.files import text_of
from kg.evaluate.scores import END_TO_END, ENTITY_KINDS, FIGURE_KINDS, KINDS, RULES, Key

COLUMNS = ["kind", "name", "floor"]
_SCORED = [*(kind for kind in KINDS if kind not in RULES), *ENTITY_KINDS, *END_TO_END, *FIGURE_KINDS]


@dataclass(frozen=True, slots=True)
class Floor:
    """What a line of a score table has to reach: its F1, or what stands for it (kg.evaluate.rows)."""

    kind: str
    name: str
    floor: float


def read_floors(path: Path) -> tuple[Floor, ...]:
    """The floors of a JSON or CSV file (by its suffix, else by its first character), in file order.

    UsageError for a file that cannot be read as text; DataError for one that holds no floors, a kind that is
    none, a floor that is no number from 0 to 1, or a line that is named twice.
    """
    text = text_of(path, "floors in JSON or CSV")
    is_json = path.suffix == ".json" or (path.suffix != ".csv" and text.lstrip().startswith("{"))
    floors = tuple(_checked(path, _of_json(path, text) if is_json else _of_csv(path, text)))
    if not floors:
        raise DataError(f"{path}: no floor in it; expected kind, name and floor")
    return floors


def below(
    floors: Iterable[Floor], reached: Mapping[Key, float | None]
) -> Iterator[tuple[Floor, float | None]]:
    """The floors that are not reached, each with the figure; None where nothing was annotated or found."""
    for floor in floors:
        figure = reached.get((floor.kind, floor.name))
        if figure is None or figure < floor.floor:
            yield floor, figure


def _of_json(path: Path, text: str) -> Iterator[tuple[str, str, object]]:
    try:
        tables = json.loads(text)
    except (RecursionError, ValueError) as error:
        raise DataError(f"{path}: not JSON ({error})") from error
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise DataError(f'{path}: expected an object of objects, as in {{"claim": {{"ISSUED": 0.9}}}}')
    for kind, table in tables.items():
        yield from ((kind, name, floor) for name, floor in table.items())


def _of_csv(path: Path, text: str) -> Iterator[tuple[str, str, object]]:
    rows = csv.reader(io.StringIO(text))
    if next(rows, None) != COLUMNS:
        raise DataError(f"{path}, line 1: expected the columns {', '.join(COLUMNS)}")
    for row in rows:
        if row and len(row) != len(COLUMNS):
            raise DataError(f"{path}, line {rows.line_num}: {len(row)} cells, expected {len(COLUMNS)}")
        if row:
            yield row[0], row[1], row[2]


def _checked(path: Path, rows: Iterable[tuple[str, str, object]]) -> Iterator[Floor]:
    seen = set()
    for kind, name, given in rows:
        place = f"{path}, {kind} {name}"
        if kind not in _SCORED:
            raise DataError(f"{place}: no such kind of score; one of {', '.join(_SCORED)}")
        if (kind, name) in seen:
            raise DataError(f"{place}: given twice")
        seen.add((kind, name))
        yield Floor(kind, name, _number(place, given))


def _number(place: str, given: object) -> float:
    try:
        number = isinstance(given, str | int | float) and not isinstance(given, bool)
        floor = float(given) if number else -1.0  # type: ignore[arg-type]
    except ValueError:
        floor = -1.0
    if not 0 <= floor <= 1:
        raise DataError(f"{place}: {given!r} is no floor; expected a number from 0 to 1")
    return floor
