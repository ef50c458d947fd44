"""Rows ↔ Parquet files: written whole or not at all, and byte for byte the same for the same rows."""

import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import FolderError
from kg.store.codec import Row
from kg.store.tables import Table

T = TypeVar("T")
ROWS_PER_PART = 250_000
BATCH = 5_000
LEVEL = 3
"""Of zstd: those above it take more time than the files are worth."""
DICTIONARY = 32 * 1024 * 1024
"""Bytes of different cells of a column that are told once each: as many as a part has, for the most part."""


def parquet(table: Table, rows: list[Row]) -> bytes:
    """The Parquet file (zstd) of rows; a row that does not fit the declared columns is a bug and raises."""
    return _parquet_bytes(table, pa.Table.from_pylist(rows, schema=table.schema))


def parquet_of(table: Table, batches: Iterable[Mapping[str, Sequence[Any]]]) -> tuple[bytes, int]:
    """The same file as `parquet` of the rows that these columns hold, and their number.

    The rows are not held, and each column but once.
    """
    arrays: list[list[pa.Array]] = [[pa.array([], kind)] for kind in table.columns.values()]
    for batch in batches:
        for column, (name, kind) in zip(arrays, table.columns.items(), strict=True):
            column.append(pa.array(batch[name], kind))
    whole = pa.Table.from_arrays(
        [pa.concat_arrays(arrays.pop(0)) for _ in table.columns], schema=table.schema
    )
    return _parquet_bytes(table, whole), len(whole)


def parquet_from(table: Table, columns: Sequence[pa.Array]) -> bytes:
    """The Parquet file of whole columns, in the order of the table."""
    return _parquet_bytes(table, pa.Table.from_arrays(columns, schema=table.schema))


def _parquet_bytes(table: Table, whole: pa.Table) -> bytes:
    others = ((name, kind) for name, kind in table.columns.items() if name not in table.ids)
    told_once = [path for name, kind in others for path in _paths(name, kind)]
    apart = dict.fromkeys(table.ids, "DELTA_BYTE_ARRAY")
    sink = io.BytesIO()
    pq.write_table(
        whole,
        sink,
        compression="zstd",
        compression_level=LEVEL,
        use_dictionary=told_once,
        dictionary_pagesize_limit=DICTIONARY,
        column_encoding=apart,
    )
    return sink.getvalue()


def _paths(name: str, kind: pa.DataType) -> Iterator[str]:
    """What Parquet calls a column, and those within it."""
    if pa.types.is_list(kind):
        yield from _paths(f"{name}.list.element", kind.value_type)
    elif pa.types.is_struct(kind):
        for field in kind:
            yield from _paths(f"{name}.{field.name}", field.type)
    else:
        yield name


def rows_in(source: bytes | Path, place: str, columns: list[str] | None = None) -> list[Row]:
    """The rows (or some columns of them) in a Parquet file; FolderError naming `place` where it is torn.

    Read without Arrow's thread pool, which now and then ends the process by SIGABRT at its exit
    (apache/arrow issue 34314).
    """
    with _parquet(source, place) as file:
        found: list[Row] = file.read(columns=columns, use_threads=False).to_pylist()
    return found


def batches_in(source: bytes, place: str) -> Iterator[dict[str, list[Any]]]:
    """The values of each column, BATCH rows at a time; errors as `rows_in`."""
    with _parquet(source, place) as file:
        for batch in file.iter_batches(BATCH, use_threads=False):
            yield batch.to_pydict()


def pieces_in(
    source: bytes | Path, size: int, place: str = "", columns: list[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows of a file, or some columns of them, so many at a time; errors as `rows_in`."""
    with _parquet(source, place or str(source)) as file:
        yield from file.iter_batches(size, columns=columns, use_threads=False)


def column_in(source: bytes, name: str) -> pa.ChunkedArray:
    """A column of a Parquet file; errors as `rows_in`."""
    with _parquet(source, name) as file:
        return file.read([name], use_threads=False)[name]


def cells_of(column: pa.Array) -> list[Any]:
    """The cells of a column; equal texts and numbers among them are one object."""
    if pa.types.is_nested(column.type) or pa.types.is_boolean(column.type):
        return column.to_pylist()  # type: ignore[no-any-return]
    told = column.dictionary_encode()
    words = [*told.dictionary.to_pylist(), None]
    return [words[-1 if at is None else at] for at in told.indices.to_pylist()]


def fields_of(column: pa.Array) -> dict[str, list[Any]]:
    """The columns within a column of structs."""
    names = [field.name for field in column.type]
    return {name: cells_of(inner) for name, inner in zip(names, column.flatten(), strict=True)}


@contextmanager
def _parquet(source: bytes | Path, place: str) -> Iterator[pq.ParquetFile]:
    try:
        with pa.memory_map(str(source)) if isinstance(source, Path) else pa.BufferReader(source) as file:
            yield pq.ParquetFile(file, pre_buffer=False)
    except (pa.ArrowInvalid, OSError) as error:
        raise FolderError(f"{place}: not a whole Parquet file; run kg build again") from error


def chunks(values: Iterable[T], size: int = ROWS_PER_PART) -> Iterator[list[T]]:
    """The values in lists of at most `size`; one empty list if there are none."""
    source = iter(values)
    chunk = list(islice(source, size))
    yield chunk
    while chunk := list(islice(source, size)):
        yield chunk


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place in one step: a reader sees the old one or the new one, also after a crash."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@contextmanager
def writable(place: Path) -> Iterator[None]:
    """Turn the system's refusal to write (no room, no permission) into a FolderError that names the file."""
    try:
        yield
    except OSError as error:
        name = error.filename or place
        raise FolderError(f"{name}: cannot be written: {error.strerror}; mend it and run again") from error


def sha256(content: bytes) -> str:
    """64 lower-case hex digits."""
    return hashlib.sha256(content).hexdigest()


def sha256_of(path: Path) -> str:
    """The same of what a file holds, which is read a piece at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
