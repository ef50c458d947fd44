"""What was read already: one Parquet file a shard, one row a report, under the key of all that decides it.

The files are the ledger: a shard counts once its file is in place, and files come into place whole. A file
that cannot be read counts as not there.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import FolderError
from kg.model import Claim, Figure, Issue, Mention, Reading, Report, Section
from kg.store.codec import Row, row_of, value_of
from kg.store.parts import parquet, rows_in, writable, write_whole
from kg.store.tables import READINGS

SHARD_COLUMNS = str(READINGS.schema)
"""What a shard file holds, in words: with other columns, what was read before does not count."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its reading, or None and the reason why it was refused."""

    key: str
    reading: Reading | None
    refused: tuple[Issue, ...] = ()


def write_outcomes(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Put a shard file in its place, whole."""
    content = parquet(READINGS, [_row(outcome) for outcome in outcomes])
    with writable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


def read_outcomes(path: Path) -> Iterator[Outcome]:
    """The outcomes in a shard file; FolderError if it is torn."""
    return map(_outcome, rows_in(path, str(path)))


def cached(folder: Path) -> dict[str, Path]:
    """Key → shard file, for every whole shard in the folder, none if it is missing; torn ones are removed."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.parquet")):
        try:
            rows = rows_in(path, str(path), ["key"])
        except FolderError:
            path.unlink()
            continue
        found |= {row["key"]: path for row in rows}
    return found


def load_outcomes(places: Mapping[str, Path]) -> Iterator[Outcome]:
    """The outcomes with these keys, a shard file at a time."""
    for path in sorted(set(places.values())):
        yield from (outcome for outcome in read_outcomes(path) if places.get(outcome.key) == path)


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


def _outcome(row: Row) -> Outcome:
    issues = tuple(value_of(Issue, cell) for cell in row["issues"])
    if row["report"] is None:
        return Outcome(row["key"], None, issues)
    report = value_of(Report, row["report"])
    reading = Reading(
        report,
        tuple(_section(cell, report.text) for cell in row["sections"]),
        tuple(value_of(Mention, cell) for cell in row["mentions"]),
        tuple(value_of(Mention, cell) for cell in row["deictics"]),
        tuple(value_of(Claim, cell) for cell in row["claims"]),
        tuple(value_of(Figure, cell) for cell in row["figures"]),
        issues,
    )
    return Outcome(row["key"], reading)


def _section(row: Row, text: str) -> Section:
    return value_of(Section, {**row, "quote": text[row["start"] : row["end"]]})
