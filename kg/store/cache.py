"""What was read already: one Parquet file a shard, one row a report, under the key of all that decides it.

The files are the ledger: a shard counts once its file is in place, and files come into place whole. A file
whose content is not what its name says counts as not there.
"""

import functools
import itertools
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from kg.collecting import uncollected
from kg.errors import FolderError
from kg.model import Claim, Figure, Issue, Mention, Reading, Report, Section
from kg.store.codec import values_from
from kg.store.lists import lists_of, structs, values_in
from kg.store.parts import fields_of, parquet_from, pieces_in, rows_in, sha256, writable, write_whole
from kg.store.tables import READINGS

LISTS = {"sections": Section, "mentions": Mention, "deictics": Mention, "claims": Claim, "figures": Figure}
"""The values of a reading, by the column that holds them."""
AT_ONCE = 64
"""Reports that are taken out of a shard together."""

SHARD_COLUMNS = str(READINGS.schema)
"""What a shard file holds, in words: with other columns, what was read before does not count."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its reading, or None and the reason why it was refused."""

    key: str
    reading: Reading | None
    refused: tuple[Issue, ...] = ()


class Head(NamedTuple):
    """An outcome in short: the report without its text and its pages and paragraphs, and the SHA-256 of the
    text (in UTF-8), None and "" for what was refused; what was noted, or why it was refused.
    """

    key: str
    report: Report | None
    text: str
    issues: tuple[Issue, ...]


@uncollected()
def write_outcomes(folder: Path, name: str, outcomes: Iterable[Outcome]) -> Path:
    """Put a shard file into the folder, whole; its path, which ends in a checksum of its content."""
    return put(folder, name, parquet_from(READINGS, _columns([*outcomes])))


def put(folder: Path, name: str, content: bytes) -> Path:
    """Put a file into the folder, whole, under this name and a checksum of its content; its path."""
    path = folder / f"{name}-{_checksum(content)}.parquet"
    with writable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    return path


def read_outcomes(path: Path) -> Iterator[Outcome]:
    """The outcomes in a shard file; FolderError if it is torn."""
    for piece in pieces_in(path, AT_ONCE):
        yield from _outcomes(piece)


def cached(folder: Path, *, but: Collection[Path] = ()) -> dict[str, Path]:
    """Key → shard file, for every whole shard in the folder, none if it is missing; damaged ones are removed.

    Files of `but`, which the caller knows, are not read.
    Parquet itself would give other values for one byte in ten that is not as it was.
    """
    found: dict[str, Path] = {}
    for path in sorted({*folder.glob("*.parquet")} - {*but}):
        try:
            content = path.read_bytes()
            whole = path.stem.rpartition("-")[2] == _checksum(content)
            rows = rows_in(content, str(path), ["key"]) if whole else []
        except (FolderError, OSError):
            rows = []
        if not rows:
            path.unlink()
        found |= {row["key"]: path for row in rows}
    return found


def load_heads(places: Mapping[str, Path]) -> Iterator[Head]:
    """What the outcomes with these keys say in short, a shard file at a time."""
    for path in sorted(set(places.values())):
        for piece in pieces_in(path, AT_ONCE, columns=["key", "report", "issues"]):
            yield from (head for head in _heads(piece) if places.get(head.key) == path)


def load_readings(places: Mapping[str, Path]) -> Iterator[tuple[str, Reading]]:
    """The readings of the outcomes with these keys, each with its key, a shard file at a time."""
    for path in sorted(set(places.values())):
        for piece in pieces_of(path):
            wanted = [places.get(key) == path for key in piece["key"].to_pylist()]
            if any(wanted):
                yield from readings_in(piece.filter(pa.array(wanted)))


def readings_in(rows: pa.RecordBatch) -> Iterator[tuple[str, Reading]]:
    """The readings in these rows of shards, each with its key; what was refused is passed over."""
    for one in _outcomes(rows):
        if one.reading is not None:
            yield one.key, one.reading


@functools.lru_cache(1)
def pieces_of(path: Path) -> Sequence[pa.RecordBatch]:
    """A shard file, taken out of it once: most readings that are asked for next are in the same one."""
    return [*pieces_in(path, AT_ONCE)]


def _checksum(content: bytes) -> str:
    return f"{zlib.crc32(content):08x}"


def sweep(folder: Path, live: Collection[Path]) -> None:
    """Remove every file below the cache folder that is not live, but for the lock."""
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in {".parquet", ".tmp"} and path not in live:
            path.unlink()
    for path in folder.iterdir():
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _columns(outcomes: Sequence[Outcome]) -> list[pa.Array]:
    """The columns of a shard: lists are empty, and the report is none, where an input was refused."""
    readings = [outcome.reading for outcome in outcomes]
    reports = structs(READINGS.columns["report"], [read.report for read in readings if read])
    counted = itertools.count()
    places = [next(counted) if read else None for read in readings]
    told = [outcome.reading.issues if outcome.reading else outcome.refused for outcome in outcomes]
    return [
        pa.array([outcome.key for outcome in outcomes], READINGS.columns["key"]),
        reports.take(pa.array(places, pa.int32())),
        *(_listed(name, [getattr(read, name, ()) for read in readings]) for name in LISTS),
        _listed("issues", told),
    ]


def _listed(name: str, values: Sequence[Sequence[Any]]) -> pa.ListArray:
    return lists_of(READINGS.columns[name], values)


def _outcomes(piece: pa.RecordBatch) -> Iterator[Outcome]:
    read = piece["report"].is_valid()
    readings = _readings(piece.filter(read))
    issues = values_in(Issue, piece["issues"])
    for key, is_read, told in zip(piece["key"].to_pylist(), read.to_pylist(), issues, strict=True):
        yield Outcome(key, replace(next(readings), issues=told)) if is_read else Outcome(key, None, told)


def _heads(piece: pa.RecordBatch) -> Iterator[Head]:
    read = piece["report"].is_valid()
    reports = values_from(Report, fields_of(piece.filter(read)["report"]))
    issues = values_in(Issue, piece["issues"])
    for key, is_read, told in zip(piece["key"].to_pylist(), read.to_pylist(), issues, strict=True):
        report = next(reports) if is_read else None
        text = sha256(report.text.encode("utf-8")) if report else ""
        yield Head(key, replace(report, text="", pages=(), paragraphs=()) if report else None, text, told)


def _readings(piece: pa.RecordBatch) -> Iterator[Reading]:
    reports = [*values_from(Report, fields_of(piece["report"]))]
    texts = [report.text for report in reports]
    others = [values_in(kind, piece[name], texts) for name, kind in LISTS.items()]
    return map(Reading, reports, *others)
