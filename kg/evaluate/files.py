"""Files that a user names: read as text, or refused in one line."""

from pathlib import Path

from kg.errors import UsageError


def text_of(path: Path, expected: str) -> str:
    """The text of a file in UTF-8, with or without BOM; UsageError says what was expected instead."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or 'unreadable'}; expected {expected}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not a text in UTF-8; expected {expected}") from error
