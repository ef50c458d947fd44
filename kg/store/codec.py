"""Values of kg.model ↔ rows of a table: plain columns, nothing lost.

A nested Evidence or Metadata lies flat in its row; an Evidence adds the column `evidence_id`, and a value
whose id is computed adds `id`, so that tables can be joined without this package. Decimals are text.
"""

import functools
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar, get_origin, get_type_hints

from kg.model import Evidence

T = TypeVar("T")
Row = dict[str, Any]
_Plan = tuple[tuple[str, ...], tuple[tuple[int, Callable[[Any], Any]], ...], tuple[tuple[int, int, Any], ...]]
_PROPERTIES = "properties"
_PROPERTY_COLUMNS = {str: "text", bool: "truth", int: "integer", float: "real", tuple: "texts"}


def row_of(value: Any) -> Row:
    """The row of a value: one column a field, those of nested values in their place."""
    columns, cells_of, decimals = _columns(value.__class__)
    row = dict(zip(columns, cells_of(value), strict=True))
    for name in decimals:
        row[name] = str(row[name])
    if _PROPERTIES in row:
        row[_PROPERTIES] = [_property_row(name, content) for name, content in row[_PROPERTIES]]
    return row


def value_of(cls: Callable[..., T], row: Mapping[str, Any]) -> T:
    """The value that a row was made of; further columns of the row are passed over."""
    return value_from(cls, [row[name] for name in columns_of(cls)])


def columns_of(cls: Hashable) -> tuple[str, ...]:
    """The columns that make a value of the class, in the order of its fields."""
    return _plan(cls)[0]


def value_from(cls: Callable[..., T], cells: Iterable[Any]) -> T:
    """The value of these cells, which stand in the order of `columns_of`."""
    _, read, nested = _plan(cls)
    if not read and not nested:
        return cls(*cells)
    values = list(cells)
    for place, reading in read:
        values[place] = reading(values[place])
    for start, end, kind in nested:
        values[start:end] = [kind(*values[start:end])]
    return cls(*values)


def columns_from(values: Sequence[Any], wanted: tuple[str, ...] = ()) -> dict[str, Sequence[Any]]:
    """The rows of one or more values of one class, as columns: those that are wanted, by default all."""
    names, cells_of, decimals = _columns(values[0].__class__, wanted)
    columns: dict[str, Sequence[Any]] = dict(
        zip(names, zip(*map(cells_of, values), strict=True), strict=True)
    )
    for name in decimals:
        columns[name] = [str(value) for value in columns[name]]
    if _PROPERTIES in columns:
        columns[_PROPERTIES] = [[_property_row(*pair) for pair in cell] for cell in columns[_PROPERTIES]]
    return columns


def values_from(cls: Callable[..., T], columns: Mapping[str, Sequence[Any]]) -> Iterator[T]:
    """The values that these columns were made of; equal values within them are one."""
    names, read, nested = _plan(cls)
    cells: list[Sequence[Any]] = [columns[name] for name in names]
    for place, reading in read:
        cells[place] = _once(reading, cells[place]) if reading is Decimal else [*map(reading, cells[place])]
    for start, end, kind in nested:
        cells[start:end] = [_once(kind, [*zip(*cells[start:end], strict=True)], spread=True)]
    return map(cls, *cells)


def _once(make: Callable[..., T], cells: Sequence[Any], *, spread: bool = False) -> list[T]:
    """What is made of each cell, or of each tuple of cells: once for those that are equal."""
    made = {cell: make(*cell) if spread else make(cell) for cell in dict.fromkeys(cells)}
    return [made[cell] for cell in cells]


@functools.cache
def _plan(cls: Hashable) -> _Plan:
    """The columns of a value; which of their cells are read by what; the values within it, the last first."""
    names: list[str] = []
    read: list[tuple[int, Callable[[Any], Any]]] = []
    within: list[tuple[int, int, Any]] = []
    for name, kind, nested in _shape(cls):
        start, (columns, inner, _) = len(names), _plan(kind) if nested else ((name,), (), ())
        names += columns
        read += [(start + place, reading) for place, reading in inner]
        if nested:
            within.insert(0, (start, len(names), kind))
        elif name == _PROPERTIES:
            read.append((start, properties_of))
        elif kind in (tuple, Decimal):
            read.append((start, kind))
    return tuple(names), tuple(read), tuple(within)


@functools.cache
def _shape(cls: Hashable) -> tuple[tuple[str, Any, bool], ...]:
    """The fields of a class: name, type without parameters, whether it is a class of ours that lies flat."""
    assert isinstance(cls, type)
    hints = get_type_hints(cls)
    kinds = {field.name: get_origin(hints[field.name]) or hints[field.name] for field in fields(cls)}
    return tuple((name, kind, isinstance(kind, type) and is_dataclass(kind)) for name, kind in kinds.items())


@functools.cache
def _columns(
    cls: type, wanted: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[str, ...]]:
    """The columns of a class, what takes their cells from a value, and the columns that hold a Decimal."""
    both = (pair for pair in _places(cls) if not wanted or pair[0] in wanted)
    names, places = zip(*both, strict=True)
    decimals = tuple(name for name, kind, _ in _shape(cls) if kind is Decimal and name in names)
    return names, attrgetter(*places), decimals


def _places(cls: type) -> Iterator[tuple[str, str]]:
    """Column and attribute path: (`start`, `evidence.start`)."""
    shape = _shape(cls)
    if isinstance(getattr(cls, "id", None), property):
        yield "id", "id"
    for name, kind, nested in shape:
        if not nested:
            yield name, name
            continue
        for column, place in _places(kind):
            yield ("evidence_id" if kind is Evidence and column == "id" else column), f"{name}.{place}"


def _property_row(name: str, value: str | int | float | bool | tuple[str, ...]) -> Row:
    column = _PROPERTY_COLUMNS[type(value)]
    return {"name": name, column: list(value) if isinstance(value, tuple) else value}


def properties_of(rows: Iterable[Row]) -> tuple[tuple[str, Any], ...]:
    """The properties of an entity that these rows were made of: names, values."""
    return tuple(map(_property_of, rows))


def _property_of(row: Row) -> tuple[str, Any]:
    value = next(row[column] for column in _PROPERTY_COLUMNS.values() if row.get(column) is not None)
    return row["name"], tuple(value) if isinstance(value, list) else value
