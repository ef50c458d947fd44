"""A user's own terms: a folder of CSV files with names to find, their short forms, and strings to pass over.

docs/lexicon.md says how to write one. A folder is checked whole when it is named; worker processes read it
again and know it by the hash of its files.
"""

import csv
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.errors import DataError
from kg.folding import bare
from kg.model import LABELS, Issue, Label, digest
from kg.resources import Row, numbered_rows

NAMES: dict[str, Label] = {
    "agencies.csv": "Agency",
    "initiatives.csv": "Initiative",
    "orgs.csv": "Org",
    "platforms.csv": "Platform",
    "regions.csv": "Region",
    "regulations.csv": "Regulation",
}
"""The files of names, columns `name` and, if wanted, `short`, with the label that their names get."""
BLOCKED = "blocked.csv"
"""Strings in which nothing is found, columns `context` and, if wanted, `label` (nothing of that label)."""
FILES = (*NAMES, BLOCKED)
SHORTEST, LONGEST = 2, 60
"""Characters of a term."""
_WORD, _PLAIN = re.compile(r"\w"), re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which terms: 16 hex digits of the content of the files, and the folder that holds them.

    Two are the same if their content is.
    """

    digest: str
    folder: Path = field(repr=False, compare=False)


class Terms(NamedTuple):
    """What a folder holds: the label of every name and short form; the name of each (label, short form);
    the blocked strings, each with a label or ""; a note for each row that stands twice.
    """

    labels: Mapping[str, Label]
    names: Mapping[tuple[Label, str], str]
    blocked: tuple[tuple[str, str], ...]
    notes: tuple[Issue, ...]


class _Entry(NamedTuple):
    """A row of a file of names; `place` is its file and line."""

    name: str
    short: str
    label: Label
    place: str


def lexicon_in(folder: Path) -> Lexicon:
    """The lexicon in a folder, checked.

    Raises DataError, with file and line, for a folder without any of FILES, a CSV file that is none of them,
    a cell that cannot be understood, and words that would mean two things.
    """
    lexicon = Lexicon(_digest(_contents(folder)), folder.absolute())
    terms_of(lexicon)
    return lexicon


@functools.lru_cache(maxsize=4)
def terms_of(lexicon: Lexicon) -> Terms:
    """The terms of a lexicon; DataError if its files were changed since it was checked."""
    contents = _contents(lexicon.folder)
    if _digest(contents) != lexicon.digest:
        raise DataError(f"{lexicon.folder}: changed while it was in use; start again")
    entries = [entry for name, text in contents.items() if name in NAMES for entry in _entries(name, text)]
    return Terms(
        _labels(entries), _full(entries), tuple(_blocked(contents.get(BLOCKED, ""))), tuple(_notes(entries))
    )


def _contents(folder: Path) -> dict[str, str]:
    """The text of each file, by name, sorted."""
    if not folder.is_dir():
        raise DataError(f"{folder}: no such folder; expected one with {', '.join(FILES)}")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    unknown = [path.name for path in paths if path.name not in FILES]
    if unknown or not paths:
        what = f"{unknown[0]}: no table of terms" if unknown else "no table of terms in it"
        raise DataError(f"{folder}: {what}; expected {', '.join(FILES)}")
    return {path.name: _text(path) for path in paths}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8; save it as CSV in UTF-8") from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}; check --lexicon") from error


def _digest(contents: Mapping[str, str]) -> str:
    return digest(*(part for item in contents.items() for part in item))


def _rows(name: str, text: str, needed: str, other: str) -> Iterator[tuple[str, Row]]:
    """Each row with its file and line; its cells without space around, `other` empty where it is missing."""
    try:
        for line, row in numbered_rows(text, name):
            place = f"{name}, line {line}"
            if needed not in row or not set(row) <= {needed, other}:
                raise DataError(f"{name}: columns {', '.join(row)}; expected {needed}, or {needed},{other}")
            yield place, {column: row.get(column, "").strip() for column in (needed, other)}
    except csv.Error as error:
        raise DataError(f"{name}: not CSV ({error}); put cells with commas or quotes into quotes") from error


def _entries(name: str, text: str) -> Iterator[_Entry]:
    for place, row in _rows(name, text, "name", "short"):
        short = _words(row["short"], place) if row["short"] else ""
        yield _Entry(_words(row["name"], place), short, NAMES[name], place)


def _words(cell: str, place: str) -> str:
    """The words of a cell without the quotes or brackets around them; DataError if they cannot be a name."""
    words = cell if _PLAIN.fullmatch(cell) else bare(cell)
    if not SHORTEST <= len(words) <= LONGEST or not _WORD.search(words) or not words.isprintable():
        raise DataError(f"{place}: {cell!r}; expected a name of {SHORTEST} to {LONGEST} characters")
    return words


def _labels(entries: list[_Entry]) -> dict[str, Label]:
    first: dict[str, _Entry] = {}
    for entry in entries:
        for words in filter(None, (entry.name, entry.short)):
            known = first.setdefault(words, entry)
            if known.label != entry.label:
                other = f"{known.label} in {known.place}"
                raise DataError(f"{entry.place}: {words} is {entry.label} here and {other}; keep one")
    return {words: entry.label for words, entry in first.items()}


def _full(entries: list[_Entry]) -> dict[tuple[Label, str], str]:
    names = {entry.name: entry.place for entry in entries}
    found: dict[str, _Entry] = {}
    for entry in entries:
        if not entry.short or entry.short == entry.name:
            continue
        known = found.setdefault(entry.short, entry)
        if known.name != entry.name:
            raise DataError(
                f"{entry.place}: {entry.short} is short for {entry.name} here and for {known.name} "
                f"in {known.place}; keep one"
            )
        if entry.short in names:
            raise DataError(
                f"{entry.place}: {entry.short} is short for {entry.name} here and a name of its own "
                f"in {names[entry.short]}; keep one"
            )
    return {(entry.label, short): entry.name for short, entry in found.items()}


def _blocked(text: str) -> Iterator[tuple[str, str]]:
    for place, row in _rows(BLOCKED, text, "context", "label"):
        if row["label"] not in ("", *LABELS):
            raise DataError(f"{place}: label {row['label']!r}; expected none, or one of {', '.join(LABELS)}")
        if not SHORTEST <= len(row["context"]) <= LONGEST:
            what = f"expected {SHORTEST} to {LONGEST} characters"
            raise DataError(f"{place}: context {row['context']!r}; {what}")
        yield row["context"], row["label"]


def _notes(entries: list[_Entry]) -> Iterator[Issue]:
    first: dict[tuple[str, str], _Entry] = {}
    for entry in entries:
        known = first.setdefault((entry.name, entry.short), entry)
        if known is not entry:
            file, line = entry.place.split(", ")
            what = f"stands in {known.place} already: {entry.name}"
            yield Issue("note", file, line, what, "remove one of them if you like")
