"""Inputs that are no files of their own: those in an archive, and standard input."""

import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.model import Issue, report_id
from kg.read.formats import ARCHIVE, FORMATS, OLD, Input, unknown_suffix
from kg.read.limits import Limits
from kg.read.refusal import Refusal, refuse

if TYPE_CHECKING:
    from zipfile import ZipInfo

STDIN = Path("-")
_PDF = b"%PDF-"
_PACKAGES = {b"word/document.xml": ".docx", b"OFD.xml": ".ofd"}
"""A part that each document has which is a ZIP, with its suffix."""


def in_archive(source: str, path: Path, limits: Limits, issues: list[Issue]) -> Iterator[Input]:
    """The reports in a ZIP file; `source` of each is that of the archive, `/` and the name inside.

    Refused by name are files whose path leads out, whose name holds control characters, that are protected,
    damaged, empty, over a limit, or archives again; hidden files and unknown suffixes are passed over with
    one note.
    """
    from kg.read.archive import members

    passed, count = [], 0
    for shown, info in members(path, source, limits):
        if not _is_report(PurePosixPath(shown)):
            passed.append(shown)
            continue
        count += 1
        try:
            yield _member(f"{source}/{shown}", path, info, limits)
        except Refusal as refusal:
            issues.append(refusal.issue)
    if passed:
        names = ", ".join(passed[:5]) + (" …" if len(passed) > 5 else "")
        files = "1 file" if len(passed) == 1 else f"{len(passed)} files"
        what = f"{files} passed over (hidden, or of unknown suffix): {names}"
        issues.append(Issue("note", source, "", what, "unpack the archive to have one of them read"))
    if not count:
        raise refuse(source, f"no reports in this archive ({', '.join(sorted(FORMATS))})", "check the file")


def _is_report(inner: PurePosixPath) -> bool:
    suffix = inner.suffix.lower()
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in inner.parts)
    return not hidden and (suffix in FORMATS or suffix in OLD or suffix == ARCHIVE)


def _member(name: str, path: Path, info: "ZipInfo", limits: Limits) -> Input:
    """The input that a file in an archive is; ReadError if it cannot be read."""
    from kg.read.archive import member_content, why_not

    suffix = PurePosixPath(name).suffix.lower()
    if (trouble := why_not(info, limits)) is not None:
        raise refuse(name, *trouble)
    if suffix == ARCHIVE:
        raise refuse(name, "an archive in an archive is not opened", "unpack it")
    if suffix in OLD:
        raise unknown_suffix(name, suffix)
    content = member_content(path, info.filename, name)
    if not content:
        raise refuse(name, "empty file", "remove the file, or put the report's text into it")
    return Input(name, path, report_id(content), len(content), limits=limits, member=info.filename)


def from_stdin(limits: Limits) -> Input:
    """What comes by standard input, its format told by how it begins: PDF, DOCX, OFD, HTML, else text."""
    content = sys.stdin.buffer.read(limits.bytes + 1)
    if len(content) > limits.bytes:
        raise refuse("-", f"more than {limits.bytes} bytes", "raise it with --limit bytes=NUMBER")
    if not content:
        raise refuse("-", "nothing came by standard input", "pipe a report into the command")
    return Input(
        "-", STDIN, report_id(content), len(content), limits=limits, member="-" + _kind(content), held=content
    )


def _kind(content: bytes) -> str:
    if content.startswith(b"PK"):
        for part, suffix in _PACKAGES.items():
            if part in content:
                return suffix
        raise refuse("-", "a ZIP by standard input is not opened", "give the file itself")
    if content.startswith(_PDF):
        return ".pdf"
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = head.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) and b"<html" in head
    return ".html" if page or head.startswith(b"<!doctype html") else ".txt"
