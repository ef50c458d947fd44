"""What the collector of the reports knows about them: a CSV or JSON Lines file beside the reports.

Columns: path, url, title, issuer, region, date, year; `path` is needed, the others may be missing or empty,
and further columns are passed over. `region` is a full name, or a code of GB/T 2260, read for the year.
A value given here has the basis `registry` and stands over what the text implies.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg import gazetteer
from kg.errors import DataError, ReadError
from kg.model import Issue, Metadata
from kg.read.formats import Input
from kg.read.text import decode_text

COLUMNS = ("path", "url", "title", "issuer", "region", "date", "year")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_YEAR = re.compile(r"\d{4}")
_CODE = re.compile(r"\d{6}")
_Row = tuple[int, dict[str, str]]


def read_manifest(path: Path) -> dict[str, Metadata]:
    """Path in the manifest (with `/`) → what it says of that report.

    `.jsonl` files are JSON Lines, all others CSV with a header line. Raises DataError with file and line
    for what is no text or has no column `path`, a year or date that is not understood, a row without path, or
    a path given twice. A region code that never was leaves the region open: `unknown_codes` tells of it.
    """
    found: dict[str, Metadata] = {}
    for line, row in _rows(path):
        place = f"{path.name}, line {line}"
        key = row.get("path", "").replace("\\", "/").removeprefix("./")
        if not key or key in found:
            raise DataError(f"{place}: path {key!r} is {'given twice' if key else 'missing'}; give each once")
        found[key] = _metadata(row, place)
    return found


def unknown_codes(path: Path) -> tuple[Issue, ...]:
    """An issue with its line for each region code of a manifest that no division ever had."""
    return tuple(
        Issue(
            "refused", path.name, f"line {line}", f"region {code!r}: no division ever had this code",
            "give a code of GB/T 2260 or the full name; the rest of the row stands",
        )
        for line, row in _rows(path)
        if _CODE.fullmatch(code := row.get("region", "")) and gazetteer.by_code(code) is None
    )  # fmt: skip


def with_manifest(
    inputs: Iterable[Input], manifest: Mapping[str, Metadata], *, name: str
) -> tuple[tuple[Input, ...], tuple[Issue, ...]]:
    """The inputs with what the manifest says of them (by `source`), and a note for a row without a file."""
    given = tuple(replace(item, meta=manifest.get(item.source, item.meta)) for item in inputs)
    unused = sorted(manifest.keys() - {item.source for item in given})
    what = "named in the manifest, but not among the reports"
    return given, tuple(Issue("note", name, path, what, "check the path column") for path in unused)


def _rows(path: Path) -> list[_Row]:
    try:
        text = decode_text(_content(path), path.name)
    except ReadError as error:
        raise DataError(str(error)) from error
    lines = path.suffix.lower() in {".jsonl", ".ndjson"}
    try:
        return _json_rows(text, path.name) if lines else _csv_rows(text, path.name)
    except csv.Error as error:
        raise DataError(f"{path.name}: no CSV ({error}); look for a quote that is not closed") from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}; check --manifest") from error


def _csv_rows(text: str, name: str) -> list[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""))
    columns = [column.strip() for column in next(reader, [])]
    if "path" not in columns:
        raise DataError(f"{name}, line 1: no column 'path'; expected a header of {', '.join(COLUMNS)}")
    rows = []
    for cells in reader:
        if len(cells) > len(columns):
            raise DataError(f"{name}, line {reader.line_num}: {len(cells)} cells, expected {len(columns)}")
        if any(cells):
            rows.append((reader.line_num, dict(zip(columns, map(str.strip, cells), strict=False))))
    return rows


def _json_rows(text: str, name: str) -> list[_Row]:
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError(f"{name}, line {number}: not JSON ({error.msg}); one object a line") from error
        if not isinstance(value, dict):
            raise DataError(f"{name}, line {number}: expected an object with {', '.join(COLUMNS)}")
        rows.append((number, {key: str(cell).strip() for key, cell in value.items() if cell is not None}))
    return rows


def _metadata(row: dict[str, str], place: str) -> Metadata:
    cell = {column: row.get(column) or None for column in COLUMNS}
    year, date = cell["year"], cell["date"]
    if year is not None and not _YEAR.fullmatch(year):
        raise DataError(f"{place}: year {year!r}; expected four digits such as 2021")
    if date is not None and not _DATE.fullmatch(date):
        raise DataError(f"{place}: date {date!r}; expected a date such as 2022-01-20")
    region = _region(cell["region"], int(year) if year else None)
    return Metadata(
        title=cell["title"],
        issuer=cell["issuer"],
        issuer_basis="registry" if cell["issuer"] else None,
        region=region,
        region_basis="registry" if region else None,
        year=int(year) if year else None,
        year_basis="registry" if year else None,
        issued_on=date,
        url=cell["url"],
    )


def _region(said: str | None, year: int | None) -> str | None:
    """The full name of a region given by name, or by a code as of the year; None for no such code."""
    if said is None or not _CODE.fullmatch(said):
        return said
    division = gazetteer.by_code(said, year)
    return None if division is None else gazetteer.full_name(division, division.last)
