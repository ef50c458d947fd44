"""Values of kg.model ↔ rows of a table: plain columns, nothing lost.

A nested Evidence or Metadata lies flat in its row; an Evidence adds the column `evidence_id`, and a value
whose id is computed adds `id`, so that tables can be joined without this package. Decimals are text.
"""

import functools
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, TypeVar, get_origin, get_type_hints

from kg.model import Entity, Evidence

T = TypeVar("T")
Row = dict[str, Any]
_PROPERTIES = "properties"


def row_of(value: Any) -> Row:
    """The row of a value: one column a field, those of nested values in their place."""
    row: Row = {}
    if "id" not in value.__dataclass_fields__ and hasattr(value, "id"):
        row["id"] = value.id
    for field in fields(value):
        cell = getattr(value, field.name)
        if is_dataclass(cell):
            row |= _nested(cell)
        elif field.name == _PROPERTIES:
            row[field.name] = [_property_row(name, content) for name, content in cell]
        else:
            row[field.name] = str(cell) if isinstance(cell, Decimal) else cell
    return row


def _nested(value: Any) -> Row:
    row = row_of(value)
    return {"evidence_id": row.pop("id"), **row} if isinstance(value, Evidence) else row


def value_of(cls: Callable[..., T], row: Mapping[str, Any]) -> T:
    """The value that a row was made of; further columns of the row are passed over."""
    values: dict[str, Any] = {}
    for name, kind in _shape(cls):
        if isinstance(kind, type) and is_dataclass(kind):
            values[name] = value_of(kind, row)
        elif name == _PROPERTIES and cls is Entity:
            values[name] = tuple(_property_of(cell) for cell in row[name])
        elif kind is tuple:
            values[name] = tuple(row[name])
        else:
            values[name] = Decimal(row[name]) if kind is Decimal else row[name]
    return cls(**values)


@functools.cache
def _shape(cls: Hashable) -> tuple[tuple[str, Any], ...]:
    """The fields of a class with what they need: tuple, Decimal, a class to nest, or nothing special."""
    assert isinstance(cls, type)
    hints = get_type_hints(cls)
    return tuple((field.name, get_origin(hints[field.name]) or hints[field.name]) for field in fields(cls))


def _property_row(name: str, value: str | int | float | bool | tuple[str, ...]) -> Row:
    column = _PROPERTY_COLUMNS[type(value)]
    return {"name": name, column: list(value) if isinstance(value, tuple) else value}


def _property_of(row: Row) -> tuple[str, Any]:
    for column in _PROPERTY_COLUMNS.values():
        value = row[column]
        if value is not None:
            return row["name"], tuple(value) if isinstance(value, list) else value
    return row["name"], ""


_PROPERTY_COLUMNS = {str: "text", bool: "truth", int: "integer", float: "real", tuple: "texts"}
