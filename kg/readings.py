"""What was read of reports, as far as it is asked for: most that is said of all reports needs no reading."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, TypeVar

from kg.model import Reading, Report
from kg.room import room

T = TypeVar("T")
Readings = Callable[[Collection[str]], Mapping[str, Reading]]
"""What gives the readings of some reports, by their ids."""


Ahead = Callable[[Sequence[Collection[str]]], AbstractContextManager[object]]
"""Within it reports are asked for in these groups, one after the other, and no others are."""


class Read(NamedTuple):
    """Reports, by id and without what is in their texts; `of` gives the readings of some, in that order."""

    reports: Sequence[Report]
    of: Readings
    ahead: Ahead = nullcontext


def held(load: Callable[[Collection[str]], Mapping[str, T]]) -> Callable[[Collection[str]], Mapping[str, T]]:
    """What `load` gives of reports, in the order asked for; the last that there is room for are held."""
    known, most = dict[str, T](), room().reports

    def of(those: Collection[str]) -> dict[str, T]:
        there = {report: known.pop(report) for report in those if report in known}
        for report in [*islice(known, max(0, len(known) + len(those) - most))]:
            del known[report]
        there |= load([report for report in those if report not in there])
        found = {report: there[report] for report in those}
        known.update(islice(found.items(), most))
        return found

    return of


def read_of(readings: Iterable[Reading]) -> Read:
    """The same of readings that are there."""
    known = {reading.report.id: reading for reading in sorted(readings, key=lambda one: one.report.id)}
    reports = [replace(reading.report, text="") for reading in known.values()]
    return Read(reports, lambda those: {report: known[report] for report in those})
