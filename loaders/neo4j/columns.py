"""Rows as a Parquet file for `neo4j-admin database import`: the values typed by columns, not by a header."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

TYPES = {
    "string": pa.string(),
    "long": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "string[]": pa.list_(pa.string()),
    "long[]": pa.list_(pa.int64()),
}


ROWS = 20_000
"""Rows of a group in a file, which are held in memory while they are written."""


def write_parquet(path: Path, kinds: Mapping[str, str], cells: Iterable[Sequence[Sequence[object]]]) -> None:
    """Write rows that come by columns, some at a time. OSError where it cannot be.

    `kinds` are the columns in order, each a key of TYPES.

    The import takes lists of numbers only under a name that says so.
    """
    heads = (f"{name}:{kind}" if kind == "long[]" else name for name, kind in kinds.items())
    schema = pa.schema([(head, TYPES[kind]) for head, kind in zip(heads, kinds.values(), strict=True)])
    source = chain.from_iterable(zip(*some, strict=True) for some in cells)
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        while some := list(islice(source, ROWS)):
            whole = zip(*some, strict=True)
            columns = [pa.array(column, kind) for column, kind in zip(whole, schema.types, strict=True)]
            file.write_table(pa.Table.from_arrays(columns, schema=schema))
