"""Rows as a Parquet file for `neo4j-admin database import`: the values typed by columns, not by a header."""

from collections.abc import Mapping, Sequence
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


def write_parquet(path: Path, kinds: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> None:
    """Write the rows; `kinds` are the columns in order, each a key of TYPES. OSError where it cannot be.

    The import takes lists of numbers only under a name that says so.
    """
    heads = [f"{name}:{kind}" if kind == "long[]" else name for name, kind in kinds.items()]
    columns = [pa.array([row.get(name) for row in rows], TYPES[kind]) for name, kind in kinds.items()]
    pq.write_table(pa.Table.from_arrays(columns, heads), path, compression="zstd")
