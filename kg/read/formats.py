"""One input → one Report: the table of formats, and how a refusal is said."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.model import Metadata, Report, report_id
from kg.read.refusal import Refusal, refuse
from kg.read.text import decode_text

NOT_SAID = Metadata()


@dataclass(frozen=True, slots=True)
class Input:
    """A file that may be a report: its name in all output, its place, id and size in bytes of its content.

    `meta` is what a manifest says of it; it goes to `Report.meta` as it is.
    """

    source: str
    path: Path
    id: str
    size: int
    meta: Metadata = NOT_SAID


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a format's reader gives: the text, and the start offset of each page where it has pages."""

    text: str
    pages: tuple[int, ...] = ()


def _plain(content: bytes, name: str) -> Decoded:
    return Decoded(decode_text(content, name))


FORMATS: dict[str, Callable[[bytes, str], Decoded]] = {".txt": _plain}
"""Suffix → reader of bytes and of the name to say in an error; a format more is a module and an entry."""


def read(input: Input) -> Report:
    """The report in a file, its text untouched; ReadError if the file is no longer what was discovered.

    Raises ReadError (a Refusal, which holds the Issue) for an unknown suffix, an encoding that is neither
    UTF-8 nor GB18030, binary content, or a text without a character in it.
    """
    suffix = input.path.suffix.lower()
    if suffix not in FORMATS:
        raise unknown_suffix(input.source, suffix)
    content = content_of(input.path, input.source)
    if report_id(content) != input.id:
        raise refuse(input.source, "changed while it was being read", "run the command again")
    decoded = FORMATS[suffix](content, input.source)
    if not decoded.text.strip():
        raise refuse(input.source, "no text in it", "remove the file, or put the report's text into it")
    return Report(input.id, input.source, decoded.text, input.meta, decoded.pages)


def content_of(path: Path, source: str) -> bytes:
    """The bytes of a file; ReadError with the system's reason if they cannot be had."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(source, error) from error


def unreadable(source: str, error: OSError) -> Refusal:
    """The refusal of a file or folder that the system does not let us read."""
    reason = error.strerror or type(error).__name__
    return refuse(source, f"cannot be read: {reason}", "check that it is there and that you may read it")


def unknown_suffix(source: str, suffix: str) -> Refusal:
    """The refusal of a file whose suffix names no format we read."""
    known = ", ".join(sorted(FORMATS))
    what = f"unknown suffix {suffix!r}, expected one of {known}"
    return refuse(source, what, "convert it, or give it the suffix of its format")
