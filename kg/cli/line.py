"""The line of a terminal that is written over, until it ends or something else is told."""

import sys

ERASE = "\x1b[K"
"""What has a terminal erase the rest of a line."""
_OPEN: list[str] = []


def write_over(line: str, *, last: bool) -> None:
    """Write on stderr over what the line is; it ends with the last."""
    print(f"\r{line}{ERASE}", end="\n" if last else "", file=sys.stderr, flush=True)
    _OPEN[:] = [] if last else [line]


def end_line() -> bool:
    """End the line if it has not ended; whether that was so."""
    if not _OPEN:
        return False
    _OPEN.clear()
    print(file=sys.stderr)
    return True
