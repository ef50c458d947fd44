"""release.csv: what a person decided about hits of the screen, beside publish.toml. The file is the user's.

A row names one place (`thing`: the id of a report or entity; `place`: as `kg publish --screen` prints it),
or, with both empty, every hit of a `kind` and `text`; the row of a place goes before that of words.
`decision` is `publish` or `mask`; a row without one is still open. Other columns (by, why, sentence) are for
people.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple, cast

from kg.errors import DataError
from kg.model import Issue
from kg.resources import Row, numbered_rows
from loaders.screening.found import Found, squeezed
from loaders.screening.hit import KINDS, shown

NAME = "release.csv"
COLUMNS = ("thing", "place", "kind", "text", "decision", "by", "why", "sentence")
NEEDED = COLUMNS[:5]
HALF = ("identity", "passport", "account")
"""The kinds that are listed half hidden; their rows hold by place."""

Verdict = Literal["publish", "mask"]
VERDICTS = ("publish", "mask")


class Decision(NamedTuple):
    """A row that decides: on a place, or on words where `thing` is empty; `line` counts from 1."""

    thing: str
    place: str
    kind: str
    text: str
    verdict: Verdict
    line: int


class Release(NamedTuple):
    """What a file decides, by place and by words; `file` is its name, `waiting` places still open."""

    file: str
    places: dict[tuple[str, str], Decision]
    words: dict[tuple[str, str], Decision]
    waiting: frozenset[tuple[str, str]] = frozenset()

    def of(self, found: Found) -> Decision | None:
        """The decision on a hit."""
        by_place = self.places.get((found.thing, found.place))
        return by_place or self.words.get((found.hit.kind, squeezed(found.hit.text)))

    def lists(self, found: Found) -> bool:
        """Whether the file has a row for a hit already, decided or not."""
        return (found.thing, found.place) in self.waiting or self.of(found) is not None

    def unused(self, used: Iterable[Decision]) -> tuple[Issue, ...]:
        """A note for each decision that is none of these."""
        lines = {decision.line for decision in used}
        rows = [*self.places.values(), *self.words.values()]
        left = sorted(row.line for row in rows if row.line not in lines)
        what, todo = "decides on nothing that the graph still has", "remove the row if you like"
        return tuple(Issue("note", self.file, f"line {line}", what, todo) for line in left)


UNDECIDED = Release(NAME, {}, {})
"""Nobody has decided on anything."""


def read_release(path: Path) -> Release:
    """The decisions of a file (UTF-8, CSV, the columns NEEDED at least); none where there is no file.

    DataError for a file that cannot be read, and for a broken row, by its line.
    """
    release = Release(path.name, {}, {})
    if not path.exists():
        return release
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read as UTF-8 text ({error}); save it as CSV in UTF-8") from error
    waiting: set[tuple[str, str]] = set()
    for line, row in numbered_rows(text, path.name):
        if missing := [name for name in NEEDED if name not in row]:
            raise DataError(f"{path.name}: no column {missing[0]!r}; expected {', '.join(NEEDED)}")
        if decision := _decision(row, f"{path.name}, line {line}", line):
            _put(release, decision)
        else:
            waiting.add((squeezed(row["thing"]), squeezed(row["place"])))
    return release._replace(waiting=frozenset(waiting))


def _decision(row: Row, where: str, line: int) -> Decision | None:
    """The decision of a row; None for one that is still open, and for the head of a list that was added."""
    thing, place, kind, text, verdict = (squeezed(row[name]) for name in NEEDED)
    if not verdict or verdict == "decision":
        return None
    if verdict not in VERDICTS:
        raise DataError(f"{where}: decision {verdict!r}; expected {' or '.join(VERDICTS)}, or nothing yet")
    if bool(thing) != bool(place):
        raise DataError(f"{where}: thing and place go together; give both, or neither with kind and text")
    if not thing and (kind not in KINDS or not text):
        known = ", ".join(KINDS)
        raise DataError(f"{where}: kind {kind!r}, text {text!r}; expected a text and one of {known}")
    return Decision(thing, place, kind, text, cast("Verdict", verdict), line)


def _put(release: Release, decision: Decision) -> None:
    rows, key = release.words, (decision.kind, decision.text)
    if decision.thing:
        rows, key = release.places, (decision.thing, decision.place)
    known = rows.setdefault(key, decision)
    if known.verdict != decision.verdict:
        what = f"{decision.verdict} here, {known.verdict} in line {known.line}"
        raise DataError(f"{release.file}, line {decision.line}: {what}; keep one")


def listed(found: Iterable[Found]) -> str:
    """Hits as the text of such a file, each without a decision."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in found:
        kind = each.hit.kind
        text = shown(each.hit) if kind in HALF else each.hit.text
        cells = (each.thing, each.place, kind, squeezed(text), "", "", "", each.sentence)
        writer.writerow(cells)
    return out.getvalue()
