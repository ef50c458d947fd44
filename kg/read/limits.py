"""What one file may cost: a limit that is passed refuses the file by name, and the rest goes on."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from kg.errors import UsageError

MAX_BYTES = 20_000_000
"""Files above it are refused; the longest government report we know has 0.4 million bytes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one file may have; `--limit NAME=NUMBER` of `kg extract` and `kg build` sets each.

    `bytes` is the size of a file, or of one in an archive; `unpacked` the bytes that an archive, or a
    document that is one (DOCX), becomes, `files` the files in it; `pages` those of a PDF; `elements` and
    `depth` the elements of a page or document and how deep they are nested; `seconds` the time that reading
    may take.
    """

    bytes: int = MAX_BYTES
    unpacked: int = 200_000_000
    files: int = 10_000
    pages: int = 2_000
    elements: int = 1_000_000
    depth: int = 500
    seconds: int = 60


def limits_of(pairs: Iterable[str]) -> Limits:
    """The limits with `name=number` pairs in place of their defaults; UsageError for any other."""
    names = [field.name for field in fields(Limits)]
    found = Limits()
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if name not in names or not equals or not value.isdecimal() or int(value) < 1:
            raise UsageError(f"--limit {pair}: expected NAME=NUMBER with a name of {', '.join(names)}")
        found = replace(found, **{name: int(value)})
    return found
