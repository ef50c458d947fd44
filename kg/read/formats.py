"""One input → one Report: the table of formats, and how a refusal is said."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from importlib import import_module
from pathlib import Path

from kg.files import whole
from kg.model import Issue, Metadata, Report, report_id
from kg.read.limits import Limits
from kg.read.refusal import Refusal, refuse

NOT_SAID = Metadata()
NO_LIMITS_GIVEN = Limits()


@dataclass(frozen=True, slots=True)
class Input:
    """A file that may be a report: its name in all output, its place, id and size in bytes of its content.

    `meta` is what a manifest says of it; it goes to `Report.meta` as it is. A file in an archive is `member`
    of the archive at `path`; what came by standard input is `held`, and `member` a name for its format.
    """

    source: str
    path: Path
    id: str
    size: int
    meta: Metadata = NOT_SAID
    limits: Limits = NO_LIMITS_GIVEN
    member: str = ""
    held: bytes | None = None

    @property
    def suffix(self) -> str:
        """What names its format, in lower case: `.docx`."""
        return (Path(self.member) if self.member else self.path).suffix.lower()

    def same_place(self, other: "Input") -> bool:
        """Whether another input is the very same file, perhaps by another path."""
        if self.held is not None or other.held is not None:
            return self.held is not None and other.held is not None
        return self.member == other.member and self.path.samefile(other.path)


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a format's reader gives: the text; where pages and paragraphs start; what the file says of itself.

    `notes` are what to tell a user of the reading, as pairs of what and what to do.
    """

    text: str
    pages: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    meta: Metadata = NOT_SAID
    notes: tuple[tuple[str, str], ...] = ()


Reader = Callable[[bytes, str, Limits], Decoded]
FORMATS: dict[str, str] = {
    ".txt": "text",
    ".html": "web",
    ".htm": "web",
    ".shtml": "web",
    ".docx": "docx",
    ".pdf": "pdf",
    ".ofd": "ofd",
}
"""Suffix → the module of this package whose `decode` takes bytes, the name to say in errors, and limits.

A format more is a module and an entry. A module is imported when the first file of its format is read.
"""
ARCHIVE = ".zip"
NEWER = ".docx"
OLD = {
    ".doc": "the old binary format of Word (.doc)",
    ".wps": "the format of WPS Writer (.wps)",
    ".rtf": "Rich Text Format (.rtf)",
}
"""Suffixes of documents that we do not read and know how to convert."""


def read(input: Input) -> Report:
    """The report in a file; ReadError if the file is no longer what was discovered.

    Raises ReadError (a Refusal, which holds the Issue) for an unknown suffix, for what the reader of the
    format cannot read or what is over a limit, and for a text without a character in it.
    """
    return read_noting(input)[0]


def read_noting(input: Input) -> tuple[Report, tuple[Issue, ...]]:
    """The report in a file as `read` gives it, and notes of what its reader left out or repaired."""
    content = _content(input)
    if report_id(content) != input.id:
        raise refuse(input.source, "changed while it was being read", "run the command again")
    decoded = reader_of(input.suffix, input.source)(content, input.source, input.limits)
    if not decoded.text.strip():
        raise refuse(input.source, "no text in it", "remove the file, or put the report's text into it")
    meta = over(decoded.meta, input.meta)
    report = Report(input.id, input.source, decoded.text, meta, decoded.pages, decoded.paragraphs)
    return report, tuple(Issue("note", input.source, "", *note) for note in decoded.notes)


def reader_of(suffix: str, source: str) -> Reader:
    """What reads files of a suffix; ReadError for an unknown one."""
    module = FORMATS.get(suffix.lower())
    if module is None:
        raise unknown_suffix(source, suffix)
    reader: Reader = import_module(f"kg.read.{module}").decode
    return reader


def over(meta: Metadata, given: Metadata) -> Metadata:
    """The metadata with what was given in its place."""
    if given == NOT_SAID:
        return meta
    said = {field.name: getattr(given, field.name) for field in fields(Metadata)}
    return replace(meta, **{name: value for name, value in said.items() if value is not None})


def _content(input: Input) -> bytes:
    if input.held is not None:
        return input.held
    if input.member:
        return import_module("kg.read.archive").member_content(input.path, input.member, input.source)  # type: ignore[no-any-return]
    return content_of(input.path, input.source)


def content_of(path: Path, source: str) -> bytes:
    """The bytes of a file; ReadError with the system's reason if they cannot be had."""
    try:
        return whole(path)
    except OSError as error:
        raise unreadable(source, error) from error


def unreadable(source: str, error: OSError) -> Refusal:
    """The refusal of a file or folder that the system does not let us read."""
    reason = error.strerror or type(error).__name__
    return refuse(source, f"cannot be read: {reason}", "check that it is there and that you may read it")


def unknown_suffix(source: str, suffix: str) -> Refusal:
    """The refusal of a file whose suffix names no format we read."""
    known = ", ".join(sorted(FORMATS))
    if old := OLD.get(suffix.lower()):
        return refuse(source, f"{old} is not read", f"save it as {NEWER}, or as PDF")
    what = f"unknown suffix {suffix!r}, expected one of {known}"
    return refuse(source, what, "convert it, or give it the suffix of its format")
