"""What was read already: one Parquet file a shard, one row a report, under the key of all that decides it.

The files are the ledger: a shard counts once its file is in place, and files come into place whole. A file
whose content is not what its name says counts as not there.
"""

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from kg.errors import FolderError
from kg.model import Claim, Figure, Issue, Mention, Reading, Report, Section
from kg.store.codec import Row, row_of, values_from
from kg.store.parts import fields_of, parquet, pieces_in, rows_in, writable, write_whole
from kg.store.tables import READINGS

T = TypeVar("T")
Columns = Mapping[str, Sequence[Any]]
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


def write_outcomes(folder: Path, name: str, outcomes: Iterable[Outcome]) -> Path:
    """Put a shard file into the folder, whole; its path, which ends in a checksum of its content."""
    content = parquet(READINGS, [_row(outcome) for outcome in outcomes])
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


def load_outcomes(places: Mapping[str, Path]) -> Iterator[Outcome]:
    """The outcomes with these keys, a shard file at a time."""
    for path in sorted(set(places.values())):
        yield from (outcome for outcome in read_outcomes(path) if places.get(outcome.key) == path)


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


def _row(outcome: Outcome) -> Row:
    reading = outcome.reading
    if reading is None:
        return {"key": outcome.key, "issues": [row_of(issue) for issue in outcome.refused]}
    return {
        "key": outcome.key,
        "report": row_of(reading.report),
        "sections": [row_of(section) for section in reading.sections],
        "mentions": [row_of(mention) for mention in reading.mentions],
        "deictics": [row_of(mention) for mention in reading.deictics],
        "claims": [row_of(claim) for claim in reading.claims],
        "figures": [row_of(figure) for figure in reading.figures],
        "issues": [row_of(issue) for issue in reading.issues],
    }


def _outcomes(piece: pa.RecordBatch) -> Iterator[Outcome]:
    read = piece["report"].is_valid()
    readings = _readings(piece.filter(read))
    issues = _lists(Issue, piece["issues"])
    for key, is_read, told in zip(piece["key"].to_pylist(), read.to_pylist(), issues, strict=True):
        yield Outcome(key, replace(next(readings), issues=told)) if is_read else Outcome(key, None, told)


def _readings(piece: pa.RecordBatch) -> Iterator[Reading]:
    reports = [*values_from(Report, fields_of(piece["report"]))]
    texts = {report.id: report.text for report in reports}
    sections = _lists(
        Section, piece["sections"], lambda columns: {**columns, "quote": _quotes(columns, texts)}
    )
    kinds = {"mentions": Mention, "deictics": Mention, "claims": Claim, "figures": Figure}
    others = [_lists(kind, piece[name]) for name, kind in kinds.items()]
    return map(Reading, reports, sections, *others)


def _lists(
    kind: Callable[..., T],
    column: pa.ListArray,
    filled: Callable[[Columns], Columns] = lambda columns: columns,
) -> Iterator[tuple[T, ...]]:
    """The values in each list of a column."""
    values = values_from(kind, filled(fields_of(column.flatten())))
    return (tuple(islice(values, length or 0)) for length in column.value_lengths().to_pylist())


def _quotes(columns: Columns, texts: Mapping[str, str]) -> list[str]:
    """What the sections quote: it is not stored, and the whole of a text is the text itself."""
    places = zip(columns["report_id"], columns["start"], columns["end"], strict=True)
    return [texts[report][start:end] for report, start, end in places]
