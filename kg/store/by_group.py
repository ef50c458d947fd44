"""Readings that are asked for by groups which lie over all shards: these are gone through once, not for each.

To take a few reports out of a shard costs what it takes to decode all of it.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path

import pyarrow as pa

from kg.model import Reading
from kg.scratch import opened
from kg.sorting import CACHE
from kg.store.cache import AT_ONCE, pieces_of, readings_in
from kg.store.tables import READINGS

Load = Callable[[Mapping[str, Path]], Iterator[tuple[str, Reading]]]
"""What gives the readings with some keys, each with its key; the shard of each is told, too."""
CODEC = "zstd"


@contextmanager
def regrouped(places: Mapping[str, Path], groups: Sequence[Collection[str]]) -> Iterator[Load]:
    """A Load of the keys in these groups, each of which is in one; `places` gives the shard of each.

    The rows of a group are in one place of a temporary database until this ends.
    """
    group_of = {key: number for number, group in enumerate(groups) for key in group}
    paths = sorted({places[key] for key in group_of})
    with closing(opened(cache=CACHE)) as base:
        base.execute("CREATE TABLE pieces (place INTEGER PRIMARY KEY, size INTEGER, piece BLOB)")
        for number, path in enumerate(paths):
            parts = _parted(_as_one(pieces_of(path)), group_of)
            rows = ((group * len(paths) + number, *_packed(piece)) for group, piece in parts)
            base.executemany("INSERT INTO pieces VALUES (?, ?, ?)", rows)

        def load(wanted: Mapping[str, Path]) -> Iterator[tuple[str, Reading]]:
            for group in sorted({group_of[key] for key in wanted}):
                first = group * len(paths)
                for piece in _some_at_once(_pieces_in(base, first, first + len(paths))):
                    some = pa.array([key in wanted for key in piece["key"].to_pylist()])
                    yield from readings_in(piece.filter(some))

        yield load


def _parted(shard: pa.RecordBatch, group_of: Mapping[str, int]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The rows of a shard by their groups; those of none are left out."""
    groups = [(group_of[key], row) for row, key in enumerate(shard["key"].to_pylist()) if key in group_of]
    groups.sort()
    ordered = shard.take(pa.array([row for _, row in groups], pa.int32()))
    start = 0
    for group, rows in groupby(groups, lambda pair: pair[0]):
        number = sum(1 for _ in rows)
        yield group, ordered.slice(start, number)
        start += number


def _packed(piece: pa.RecordBatch) -> tuple[int, bytes]:
    whole = piece.serialize()
    return whole.size, pa.compress(whole, CODEC, asbytes=True)


def _pieces_in(base: sqlite3.Connection, first: int, end: int) -> Iterator[pa.RecordBatch]:
    query = "SELECT size, piece FROM pieces WHERE place >= ? AND place < ? ORDER BY place"
    for size, packed in base.execute(query, (first, end)):
        yield pa.ipc.read_record_batch(pa.decompress(packed, size, CODEC), READINGS.schema)


def _some_at_once(pieces: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows in the same order, AT_ONCE of them or more together: many are made at one go."""
    some: list[pa.RecordBatch] = []
    for piece in pieces:
        some.append(piece)
        if sum(map(len, some)) >= AT_ONCE:
            yield _as_one(some)
            some = []
    if some:
        yield _as_one(some)


def _as_one(pieces: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    (whole,) = pa.Table.from_batches(pieces).combine_chunks().to_batches()
    return whole
