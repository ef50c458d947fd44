"""cache/said/: what reports said to each other as they were joined, so that it is not worked out anew.

As with shards a file counts once it is in its place, and one that is not what its name says counts as not
there. What is said is of plain values (kg.rounds).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from kg.model import digest
from kg.store.cache import AT_ONCE, cached, put
from kg.store.parts import chunks, parquet_from, pieces_in
from kg.store.tables import SAID

FOLDER = Path("cache") / "said"
IN_A_FILE = 256
"""Reports whose traces are put into one file: those of a thousand take 200 MB as they are written."""


def load_said(folder: Path, names: Mapping[str, str]) -> Iterator[tuple[str, Sequence[bytes]]]:
    """What is kept in a graph folder, for each key of `names` what has the name that it has there."""
    keys = {name: key for key, name in names.items()}
    places = {name: path for name, path in cached(folder / FOLDER).items() if name in keys}
    for path in sorted({*places.values()}):
        for piece in pieces_in(path, AT_ONCE):
            for name, said in zip(piece["key"].to_pylist(), piece["said"].to_pylist(), strict=True):
                if places.get(name) == path:
                    yield keys[name], said


def keep_said(
    folder: Path, said: Mapping[str, str], packed: Callable[[str], Sequence[bytes]]
) -> frozenset[Path]:
    """Have what each report said kept in a graph folder, under its name; the files that all of it is in.

    `said` gives the report of each name, `packed` what it said.
    """
    known = cached(folder / FOLDER)
    new = sorted(said.keys() - known.keys())
    for chunk in chunks(new, IN_A_FILE) if new else ():
        columns = [chunk, [packed(said[name]) for name in chunk]]
        cells = [pa.array(*pair) for pair in zip(columns, SAID.columns.values(), strict=True)]
        known |= dict.fromkeys(chunk, put(folder / FOLDER, digest(*chunk), parquet_from(SAID, cells)))
    return frozenset(known[name] for name in said)
