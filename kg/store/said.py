"""cache/said/: what reports said to each other as they were joined, so that it is not worked out anew.

As with shards a file counts once it is in its place, and one that is not what its name says counts as not
there. What is said is of plain values (kg.rounds).
"""

import marshal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from kg.model import digest
from kg.store.cache import AT_ONCE, cached, put
from kg.store.parts import chunks, parquet_from, pieces_in
from kg.store.tables import SAID

FOLDER = Path("cache") / "said"
IN_A_FILE = 1_000


def load_said(folder: Path, names: Mapping[str, str]) -> dict[str, Any]:
    """What is kept in a graph folder, for each key of `names` what has the name that it has there."""
    keys = {name: key for key, name in names.items()}
    places = {name: path for name, path in cached(folder / FOLDER).items() if name in keys}
    return {
        keys[name]: marshal.loads(said)
        for path in sorted({*places.values()})
        for piece in pieces_in(path, AT_ONCE)
        for name, said in zip(piece["key"].to_pylist(), piece["said"].to_pylist(), strict=True)
        if places.get(name) == path
    }


def keep_said(folder: Path, said: Mapping[str, Any]) -> frozenset[Path]:
    """Have what was said kept in a graph folder, under these names; the files that it is in."""
    known = cached(folder / FOLDER)
    new = {name: values for name, values in said.items() if name not in known}
    for chunk in chunks(sorted(new), IN_A_FILE) if new else ():
        columns = [chunk, [marshal.dumps(new[name]) for name in chunk]]
        cells = [pa.array(*pair) for pair in zip(columns, SAID.columns.values(), strict=True)]
        known |= dict.fromkeys(chunk, put(folder / FOLDER, digest(*chunk), parquet_from(SAID, cells)))
    return frozenset(known[name] for name in said)
