"""cache/findings-*.parquet: what was found in families of reports, so that it is not looked for again.

As with shards a file counts once it is in its place, and one that is not what its name says counts as not
there. What a family is says kg.metric.families.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import pyarrow as pa

from kg.model import digest
from kg.store.cache import AT_ONCE, cached, put
from kg.store.lists import lists_of, values_in
from kg.store.parts import parquet_from, pieces_in
from kg.store.tables import FINDINGS

T = TypeVar("T")
FOLDER = Path("cache")
IN_A_FILE, FOUND = 256, 4096
"""Families in a file; no more begin in it that has so many findings."""
FILES = 16
"""Files that are held as columns, of which the family that is asked for is made: families that lie together
were kept together, but for those of later builds.
"""
EVIDENCE = "findings.list.element.evidence"


class Kept(Mapping[str, tuple[T, ...]], Generic[T]):
    """The findings of families by their names, read from files, of which the last are held."""

    def __init__(self, places: Mapping[str, Path], kind: Callable[..., T]) -> None:
        self._places, self._kind = places, kind
        self._held = functools.lru_cache(FILES)(_families_in)

    def __getitem__(self, name: str) -> tuple[T, ...]:
        (found,) = values_in(self._kind, self._held(self._places[name])[name])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __len__(self) -> int:
        return len(self._places)

    def evidence(self) -> Iterator[tuple[str, Sequence[str]]]:
        """For each name the ids of the evidence that its findings rest on; nothing else is read."""
        for file in sorted({*self._places.values()}):
            for piece in pieces_in(file, AT_ONCE, columns=["key", EVIDENCE]):
                for name, found in zip(piece["key"].to_pylist(), piece["findings"].to_pylist(), strict=True):
                    if self._places.get(name) == file:
                        yield name, [span for one in found for span in one["evidence"]]


def _families_in(file: Path) -> dict[str, pa.ListArray]:
    """The findings of each family in a file, as a column of one row."""
    return {
        name: piece["findings"].slice(row, 1)
        for piece in pieces_in(file, AT_ONCE)
        for row, name in enumerate(piece["key"].to_pylist())
    }


def load_findings(folder: Path, kind: Callable[..., T]) -> Kept[T]:
    """The findings of each family that is kept in a graph folder, by the name of the family."""
    return Kept(cached(folder / FOLDER), kind)


def keep_findings(folder: Path, findings: Mapping[str, Sequence[Any]]) -> frozenset[Path]:
    """Have the findings of these families kept in a graph folder, in this order; the files they are in."""
    known = cached(folder / FOLDER)
    new = [name for name in findings if name not in known]
    for some in _in_files(new, findings):
        found = lists_of(FINDINGS.columns["findings"], [*some.values()])
        content = parquet_from(FINDINGS, [pa.array([*some], FINDINGS.columns["key"]), found])
        known |= dict.fromkeys(some, put(folder / FOLDER, f"findings-{digest(*some)}", content))
    return frozenset(known[name] for name in findings)


def _in_files(
    names: Iterable[str], findings: Mapping[str, Sequence[Any]]
) -> Iterator[dict[str, Sequence[Any]]]:
    """The findings of these families, those of each file."""
    some: dict[str, Sequence[Any]] = {}
    for name in names:
        some[name] = findings[name]
        if len(some) == IN_A_FILE or sum(map(len, some.values())) >= FOUND:
            yield some
            some = {}
    if some:
        yield some
