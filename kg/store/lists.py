"""Columns of Parquet whose cells are lists of values of one class."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice, repeat
from typing import Any, TypeVar

import pyarrow as pa

from kg.store.codec import columns_from, values_from
from kg.store.parts import fields_of

T = TypeVar("T")
Columns = Mapping[str, Sequence[Any]]


def lists_of(kind: pa.ListType, values: Sequence[Sequence[Any]]) -> pa.ListArray:
    """A column whose cells are lists of values."""
    flat = structs(kind.value_type, [*chain.from_iterable(values)])
    ends = [0, *accumulate(map(len, values))]
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), flat)


def structs(kind: pa.StructType, values: Sequence[Any]) -> pa.StructArray:
    """Values of one class as a column."""
    names = tuple(field.name for field in kind)
    columns = columns_from(values, names) if values else dict.fromkeys(names, ())
    cells = [pa.array(columns[field.name], field.type) for field in kind]
    return pa.StructArray.from_arrays(cells, fields=[*kind])


def values_in(
    kind: Callable[..., T], column: pa.ListArray, texts: Sequence[str] = ()
) -> Iterator[tuple[T, ...]]:
    """The values in each list of a column; those of spans quote the text that belongs to the list."""
    lengths = column.value_lengths().to_pylist()
    columns = fields_of(column.flatten())
    if "start" in columns:
        columns["quote"] = _quotes(columns, chain.from_iterable(map(repeat, texts, lengths)))
    values = values_from(kind, columns)
    return (tuple(islice(values, length)) for length in lengths)


def _quotes(columns: Columns, texts: Iterable[str]) -> list[str]:
    """What spans quote, each of its text; equal quotes are one object."""
    places = zip(texts, columns["start"], columns["end"], strict=True)
    quotes = (text[start:end] for text, start, end in places)
    known: dict[str, str] = {}
    return [known.setdefault(quote, quote) for quote in quotes]
