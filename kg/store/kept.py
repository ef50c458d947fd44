"""cache/findings-*.parquet: what was found in families of reports, so that it is not looked for again.

As with shards a file counts once it is in its place, and one that is not what its name says counts as not
there. What a family is says kg.metric.families.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from kg.model import digest
from kg.store.cache import AT_ONCE, cached, put
from kg.store.lists import lists_of, values_in
from kg.store.parts import parquet_from, pieces_in
from kg.store.tables import FINDINGS

T = TypeVar("T")
FOLDER = Path("cache")


def load_findings(folder: Path, kind: Callable[..., T]) -> dict[str, tuple[T, ...]]:
    """The findings of each family that is kept in a graph folder, by the name of the family."""
    files = sorted({*cached(folder / FOLDER).values()})
    return dict(pair for file in files for pair in _in_file(file, kind))


def keep_findings(folder: Path, findings: Mapping[str, Sequence[Any]]) -> frozenset[Path]:
    """Have the findings of these families kept in a graph folder; the files that they are in."""
    known = cached(folder / FOLDER)
    new = {name: found for name, found in sorted(findings.items()) if name not in known}
    if new:
        kind = FINDINGS.columns["findings"]
        columns = [pa.array([*new], FINDINGS.columns["key"]), lists_of(kind, [*new.values()])]
        content = parquet_from(FINDINGS, columns)
        known |= dict.fromkeys(new, put(folder / FOLDER, f"findings-{digest(*new)}", content))
    return frozenset(known[name] for name in findings)


def _in_file(file: Path, kind: Callable[..., T]) -> Iterator[tuple[str, tuple[T, ...]]]:
    for piece in pieces_in(file, AT_ONCE):
        yield from zip(piece["key"].to_pylist(), values_in(kind, piece["findings"]), strict=True)
