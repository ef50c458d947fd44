"""Checks of where words stand, told on the way of a stream: those in CHECKS.

They find what the queries of these names in ontology/checks find, in things such as we write: a place has one
begin and one end, whole numbers, and texts are plain. A check that met other things is among the `odd`, and
its query is to be asked.
"""

import json
import re
import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from kg.schema import NAMESPACE
from loaders.checks.lately import Lately, Marked
from loaders.checks.stream import Kind, Thing, Token, term, whole

CHECKS = ("quote_length", "quote_is_text", "within_section", "evidence_of_report", "later_year")
QUOTE_LENGTH, QUOTE_IS_TEXT, WITHIN_SECTION, EVIDENCE, LATER_YEAR = CHECKS
TABLES = (
    "CREATE TABLE reports (report BLOB, text, years, dates)",
    "CREATE INDEX of_report ON reports (report)",
    "CREATE TABLE quotes (thing BLOB, report BLOB, quote, begin INTEGER, end INTEGER)",
    "CREATE TABLE figures (thing BLOB, report BLOB, period)",
    "CREATE TABLE referring (name, thing BLOB, other BLOB, reports BLOB, begin INTEGER, end INTEGER)",
    "CREATE TABLE places (place BLOB, of_reports BLOB, first INTEGER, last INTEGER)",
)
INDEX = "CREATE INDEX of_place ON places (place)"
TOLD = "SELECT text, years, dates FROM reports WHERE report = ?"
REFERRED = "SELECT * FROM referring JOIN places ON place = other"
Put = Callable[[str, Token, Token | None, Token | None], None]
"""Takes what is found: the name of a check, the thing that breaks it, the predicate, and the value."""
PARTS = (
    *("inReport", "begin", "end", "quote", "inSection", "evidence", "period", "status", "text"),
    *("reportingYear", "issuedOn"),
)
_DONE, _BLANK = b'"done"', b" "
_BEFORE = re.compile(r"^.*/")


class Place(NamedTuple):
    """Where a thing stands: in which reports, and from where to where, if that is said of it."""

    reports: tuple[Token, ...]
    begin: int | None
    end: int | None


class _Report(NamedTuple):
    text: str | None
    years: list[str]
    dates: list[str]


class _At(NamedTuple):
    """Where among the objects of a thing its parts stand, in the order of PARTS."""

    reports: tuple[int, ...]
    begin: tuple[int, ...]
    end: tuple[int, ...]
    quotes: tuple[int, ...]
    sections: tuple[int, ...]
    evidence: tuple[int, ...]
    periods: tuple[int, ...]
    statuses: tuple[int, ...]
    texts: tuple[int, ...]
    years: tuple[int, ...]
    dates: tuple[int, ...]


class Places:
    """Takes thing by thing: `see` each, then `tell` each again if any is wanted, then `end`."""

    def __init__(self, base: sqlite3.Connection, put: Put) -> None:
        """`base` is a database with these TABLES, `put` takes what is found."""
        self._base, self._put = base, put
        self._places: Lately[Place] = Lately(4)  # a report refers to itself, for the most part
        self._last: tuple[Token, _Report] | None = None
        self.wanted = Marked()
        self.odd: set[str] = set()

    def see(self, thing: Thing) -> None:
        """Find what is wrong with a thing, as far as that is known already."""
        subject, kind, objects = thing
        at = _at(kind)
        if at is None:
            return
        if at.texts or at.years or at.dates:
            self._put_report(subject, at, objects)
        place = self._place(at, objects)
        spans = place.begin is not None and place.end is not None
        if at.quotes and spans:
            self._quoted(subject, place, objects[at.quotes[0]])
        if not at.reports:
            return
        self._places.put(subject, place)
        if at.periods:
            self._dated(subject, at, objects)
        for one in at.evidence:
            self._referring(EVIDENCE, subject, place, objects[one])
        for one in at.sections if spans else ():
            self._referring(WITHIN_SECTION, subject, place, objects[one])

    def tell(self, thing: Thing) -> None:
        """Put down where a thing stands that is wanted."""
        subject, kind, objects = thing
        at = _at(kind) if subject in self.wanted else None
        if at is not None and at.reports:
            place = self._place(at, objects)
            row = (subject, _BLANK.join(place.reports), place.begin, place.end)
            self._base.execute("INSERT INTO places VALUES (?, ?, ?, ?)", row)

    def end(self) -> None:
        """Find what is wrong with things that said it of others which were far away."""
        self._base.execute(INDEX)
        for name, thing, other, *own, _, reports, first, last in self._base.execute(REFERRED):
            near, far = (
                Place(tuple(row[0].split(_BLANK)), *row[1:]) for row in (own, (reports, first, last))
            )
            if _is_apart(name, near, far):
                self._put(name, thing, None, other)
        for thing, report, quote, begin, end in self._base.execute("SELECT * FROM quotes"):
            told = self._report(report)
            if told and told.text is not None and told.text[begin:end] != quote:
                self._put(QUOTE_IS_TEXT, thing, None, None)
        for thing, report, period in self._base.execute("SELECT * FROM figures"):
            told = self._report(report)
            if told and _is_later(period, told):
                self._put(LATER_YEAR, thing, None, period)

    def _put_report(self, subject: Token, at: _At, objects: list[Token]) -> None:
        texts, years, dates = (
            [term(objects[one]) for one in those] for those in (at.texts, at.years, at.dates)
        )
        if len(texts) > 1 or any(one.datatype is None for one in texts):
            self.odd.add(QUOTE_IS_TEXT)
        if not all(_is_plain(objects[one]) for one in at.dates):
            self.odd.add(LATER_YEAR)
        text = texts[0].text if texts else None
        told = (json.dumps([one.text for one in those]) for those in (years, dates))
        self._base.execute("INSERT INTO reports VALUES (?, ?, ?, ?)", (subject, text, *told))

    def _report(self, report: Token) -> _Report | None:
        """What was told of a report; None where nothing was yet."""
        if self._last is None or self._last[0] != report:
            row = self._base.execute(TOLD, (report,)).fetchone()
            if row is None:
                return None
            self._last = report, _Report(row[0], *map(json.loads, row[1:]))
        return self._last[1]

    def _place(self, at: _At, objects: list[Token]) -> Place:
        begin, end = ([whole(objects[one]) for one in those] for those in (at.begin, at.end))
        if len(begin) > 1 or len(end) > 1 or len(at.quotes) > 1 or None in begin or None in end:
            self.odd.update(CHECKS[:3])
        reports = tuple([objects[one] for one in at.reports])
        return Place(reports, begin[0] if begin else None, end[0] if end else None)

    def _quoted(self, subject: Token, place: Place, node: Token) -> None:
        assert place.begin is not None
        assert place.end is not None
        if not _is_plain(node) or not 0 <= place.begin <= place.end:
            self.odd.update(CHECKS[:2])
            return
        quote = term(node).text
        if len(quote) != place.end - place.begin:
            self._put(QUOTE_LENGTH, subject, None, None)
        for report in place.reports:
            told = self._report(report)
            if told is None:
                row = (subject, report, quote, place.begin, place.end)
                self._base.execute("INSERT INTO quotes VALUES (?, ?, ?, ?, ?)", row)
            elif told.text is not None and told.text[place.begin : place.end] != quote:
                self._put(QUOTE_IS_TEXT, subject, None, None)

    def _dated(self, subject: Token, at: _At, objects: list[Token]) -> None:
        if _DONE not in [objects[one] for one in at.statuses]:
            return
        for period in (objects[one] for one in at.periods):
            if not _is_plain(period) or b"\\" in period:
                self.odd.add(LATER_YEAR)
                continue
            for report in (objects[one] for one in at.reports):
                told = self._report(report)
                if told is None:
                    self._base.execute("INSERT INTO figures VALUES (?, ?, ?)", (subject, report, period))
                elif _is_later(period, told):
                    self._put(LATER_YEAR, subject, None, period)

    def _referring(self, name: str, subject: Token, place: Place, other: Token) -> None:
        far = self._places.get(other)
        if far is not None:
            if _is_apart(name, place, far):
                self._put(name, subject, None, other)
            return
        self.wanted.add(other)
        row = (name, subject, other, _BLANK.join(place.reports), place.begin, place.end)
        self._base.execute("INSERT INTO referring VALUES (?, ?, ?, ?, ?, ?)", row)


def _at(kind: Kind) -> _At | None:
    """Where the parts are of things of a kind, which remembers it; None where there are none."""
    if Places not in kind.plans:
        parts = _At(*(kind.at.get(NAMESPACE + name, ()) for name in PARTS))
        speaks = (parts.reports, parts.quotes, parts.texts, parts.years, parts.dates)
        kind.plans[Places] = parts if any(speaks) else None
    found: _At | None = kind.plans[Places]
    return found


def _is_plain(node: Token) -> bool:
    """Whether a node is a text without a language."""
    return node.endswith(b'"')


def _is_later(period: Token, report: _Report) -> bool:
    """Whether the last year of a period is later than the year of a report and of its date."""
    last = _BEFORE.sub("", term(period).text)[:4]
    dated = not report.dates or any(last > date[:4] for date in report.dates)
    return dated and any(last > year for year in report.years)


def _is_apart(name: str, near: Place, far: Place) -> bool:
    """Whether something stands where what it refers to does not."""
    if name == EVIDENCE:
        return not set(far.reports) <= set(near.reports)
    if near.begin is None or near.end is None or far.begin is None or far.end is None:
        return False
    outside = near.begin < far.begin or near.end > far.end
    return outside or any(one != other for one in near.reports for other in far.reports)
