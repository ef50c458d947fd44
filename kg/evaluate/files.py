"""Files that a user names: read as text, or refused in one line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import DataError, UsageError


def text_of(path: Path, expected: str) -> str:
    """The text of a file in UTF-8, with or without BOM; UsageError says what was expected instead."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or 'unreadable'}; expected {expected}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not a text in UTF-8; expected {expected}") from error


def rows_of(path: Path, expected: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The objects of a JSON list, each with its place for messages; DataError for a file that is none."""
    try:
        rows = json.loads(text_of(path, expected))
    except (RecursionError, ValueError) as error:
        raise DataError(f"{path}: not JSON ({error}); expected {expected}") from error
    if not isinstance(rows, list) or not rows:
        raise DataError(f"{path}: no list, or an empty one; expected {expected}")
    for number, row in enumerate(rows, 1):
        place = f"{path}, entry {number}"
        if not isinstance(row, dict):
            raise DataError(f"{place}: {type(row).__name__}; expected an object")
        yield place, row
