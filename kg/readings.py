"""What was read of reports, as far as it is asked for: most that is said of all reports needs no reading."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.model import Reading, Report


class Read(NamedTuple):
    """Reports, by id and without their texts; `of` gives the readings of some of them, in that order."""

    reports: Sequence[Report]
    of: Callable[[Collection[str]], Mapping[str, Reading]]


def read_of(readings: Iterable[Reading]) -> Read:
    """The same of readings that are there."""
    known = {reading.report.id: reading for reading in sorted(readings, key=lambda one: one.report.id)}
    reports = [replace(reading.report, text="") for reading in known.values()]
    return Read(reports, lambda those: {report: known[report] for report in those})
