"""Paths → inputs, each content once, in an order that only names decide."""

import os
import stat
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Literal

from kg.errors import UsageError
from kg.model import Issue, report_id
from kg.read.formats import (
    ARCHIVE,
    FORMATS,
    NO_LIMITS_GIVEN,
    OLD,
    Input,
    content_of,
    unknown_suffix,
    unreadable,
)
from kg.read.limits import Limits
from kg.read.places import STDIN, from_stdin, in_archive
from kg.read.refusal import Refusal, refuse

Paths = Path | str | Iterable[Path | str]
"""A file or folder, or several; `-` is standard input."""
_Found = tuple[str, Path]
_SAME = "same content as "


def discover(
    paths: Paths, *, limits: Limits = NO_LIMITS_GIVEN, skip: Path | None = None
) -> tuple[tuple[Input, ...], tuple[Issue, ...]]:
    """The files to read under the path or paths, and what is wrong with the others.

    A folder is walked with all below it, sorted by `source`; a graph folder in it (and `skip`) is no part of
    it. Refused are: a missing path, a folder without reports, a folder or file that is unreadable, a file
    that is empty, above the limit or (when named itself) of unknown suffix. Noted are: files that were
    passed over, and a second file with the same content, which is left out. Raises UsageError for "", which
    is not taken for the current folder.
    """
    issues: list[Issue] = []
    inputs: dict[str, Input] = {}
    given = [paths] if isinstance(paths, str | Path) else paths
    for source, path in _candidates(given, skip, issues):
        try:
            for found in _files(source, path, limits, issues):
                first = inputs.setdefault(found.id, found)
                if first is not found and not first.same_place(found):
                    issues.append(_duplicate(found.source, first.source))
        except Refusal as refusal:
            issues.append(refusal.issue)
    return tuple(inputs.values()), tuple(issues)


def apart(
    inputs: Iterable[Input], issues: Iterable[Issue], left_out: Container[str]
) -> tuple[tuple[Input, ...], tuple[Issue, ...]]:
    """What `discover` gave without the reports of these ids, as if no file had their content."""
    inputs = tuple(inputs)
    told = {_duplicate("", item.source).what for item in inputs if item.id in left_out}
    left = tuple(item for item in inputs if item.id not in left_out)
    return left, tuple(issue for issue in issues if issue.what not in told)


def copies(inputs: Iterable[Input], issues: Iterable[Issue]) -> dict[str, Input]:
    """By source, the files that `discover` left out since their content is that of an input: that input."""
    same = [issue for issue in issues if issue.what.startswith(_SAME)]
    told = {_duplicate("", item.source).what: item for item in inputs} if same else {}
    return {issue.file: told[issue.what] for issue in same if issue.what in told}


def _candidates(paths: Iterable[Path | str], skip: Path | None, issues: list[Issue]) -> Iterator[_Found]:
    for given in paths:
        if given == "":
            raise UsageError('"" is no path; name a file or folder')
        path = Path(given)
        try:
            yield from _found_at(path, skip, issues)
        except Refusal as refusal:
            issues.append(refusal.issue)
        except OSError as error:
            issues.append(unreadable(_shown(path), error).issue)


def _found_at(path: Path, skip: Path | None, issues: list[Issue]) -> list[_Found]:
    """What a path names; a Refusal or OSError where that is nothing to read."""
    name = _shown(Path(path.name))
    if path == STDIN:
        return [("-", path)]
    if path.is_dir():
        return _in_folder(path, skip, issues)
    if not path.exists() and not path.is_symlink():
        raise refuse(_shown(path), "no such file or folder", "check the path")
    if not _is_report(path.name.lstrip(".")):
        raise unknown_suffix(name, path.suffix)
    return [(name, path)]


def _files(source: str, path: Path, limits: Limits, issues: list[Issue]) -> Iterable[Input]:
    """The input that a file is, or those that an archive holds."""
    suffix = path.suffix.lower()
    if not suffix and path == STDIN:
        return (from_stdin(limits),)
    if suffix == ARCHIVE:
        _check(source, path, limits.unpacked)
        return in_archive(source, path, limits, issues)
    if suffix in OLD:
        raise unknown_suffix(source, path.suffix)
    return (_look(source, path, limits),)


def _in_folder(folder: Path, skip: Path | None, issues: list[Issue]) -> list[_Found]:
    files, passed = _walk(folder, skip, issues)
    name = _shown(Path(folder.resolve().name))
    if passed:
        issues.append(_passed_over(name, sorted(passed)))
    if not files:
        known = ", ".join(sorted(FORMATS))
        issues.append(refuse(name, f"no reports in this folder ({known})", "check the path").issue)
    return sorted(files)


def _walk(folder: Path, skip: Path | None, issues: list[Issue]) -> tuple[list[_Found], list[str]]:
    """The files of a format we read, and the names that were passed over, both unsorted.

    A folder below that cannot be read is an issue; a Refusal if it is the folder itself.
    """
    files: list[_Found] = []
    passed: list[str] = []

    def trouble(error: OSError) -> None:
        inside = Path(error.filename).relative_to(folder)
        if not inside.parts:
            raise unreadable(_shown(Path(folder.resolve().name)), error) from error
        issues.append(unreadable(_shown(inside), error).issue)

    for place, folders, names in os.walk(folder, onerror=trouble):
        here, inside = Path(place), Path(place).relative_to(folder)
        fates = {name: _fate(here / name, _shown(inside / name), skip, issues) for name in sorted(folders)}
        hidden = [name for name, fate in fates.items() if fate == "passed over"]
        folders[:] = [name for name, fate in fates.items() if fate == "walked"]
        reports = {name for name in names if _is_report(name)}
        front = f"{_shown(inside)}/" if inside.parts else ""
        files += [(front + _shown_name(name), here / name) for name in reports]
        passed += [front + _shown_name(name) for name in (*hidden, *names) if name not in reports]
    return files, passed


def _fate(
    folder: Path, name: str, skip: Path | None, issues: list[Issue]
) -> Literal["walked", "passed over", "refused"]:
    """What becomes of a folder in a folder; that it is refused is an issue under its name."""
    try:
        return "passed over" if folder.name.startswith(".") or _is_graph(folder, skip) else "walked"
    except OSError as error:
        issues.append(unreadable(name, error).issue)
        return "refused"


def _is_report(name: str) -> bool:
    """Whether files of this name are looked at: reports, archives, and documents that are refused by name."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 (a Path takes five times as long)
    return not name.startswith(".") and (suffix in FORMATS or suffix in OLD or suffix == ARCHIVE)


def _is_graph(folder: Path, skip: Path | None) -> bool:
    """Whether it is a graph folder: its texts/ are reports that were read already."""
    if skip is not None and skip.exists() and folder.samefile(skip):
        return True
    return (folder / "manifest.json").is_file() and (folder / "tables").is_dir()


def _look(source: str, path: Path, limits: Limits) -> Input:
    _check(source, path, limits.bytes)
    content = content_of(path, source)
    if not content:
        raise refuse(source, "empty file", "remove the file, or put the report's text into it")
    return Input(source, path, report_id(content), len(content), limits=limits)


def _check(source: str, path: Path, most: int) -> None:
    """ReadError for what is no file that can be read, or above the size."""
    try:
        status = os.stat(path)  # noqa: PTH116 (a third less)
    except OSError as error:
        raise unreadable(source, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise refuse(source, "not a regular file", "give the report itself")
    if status.st_size > most:
        what = f"{status.st_size} bytes, more than the limit of {most}"
        raise refuse(source, what, "split the file, or raise the limit")


def _duplicate(source: str, first: str) -> Issue:
    return Issue("note", source, "", f"{_SAME}{first}, left out", "keep one of the two files")


def _passed_over(folder: str, names: list[str]) -> Issue:
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    count = f"{len(names)} file" + ("s" if len(names) > 1 else "")
    what = f"{count} or folders passed over (hidden, or of unknown suffix): {shown}"
    return Issue("note", folder, "", what, "name a file itself to have it read")


def _shown(path: Path) -> str:
    """The path with `/`; bytes that are not UTF-8, and control characters, appear in hex."""
    return _shown_name(path.as_posix())


def _shown_name(name: str) -> str:
    if name.isascii() and name.isprintable():
        return name
    name = os.fsencode(name).decode("utf-8", "backslashreplace")
    if name.isprintable():
        return name
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in name)
