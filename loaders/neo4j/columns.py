"""Rows as a Parquet file for `neo4j-admin database import`: the values typed by columns, not by a header."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    batches = (pa.record_batch([*map(pa.array, some, schema.types)], schema=schema) for some in cells)
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for group in _groups(batches, schema):
            file.write_table(group)


def _groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows of all batches, ROWS in each group but the last."""
    rest = pa.Table.from_batches([], schema)
    for batch in batches:
        rest = pa.concat_tables([rest, pa.Table.from_batches([batch])])
        while len(rest) >= ROWS:
            yield rest[:ROWS].combine_chunks()
            rest = rest[ROWS:]
    if len(rest):
        yield rest.combine_chunks()
