"""Readings are loaded as they are asked for, and few of them are held."""

from collections.abc import Collection

from kg.model import Reading, Report
from kg.readings import held
from kg.room import Room, holding


def test_the_last_readings_are_held_and_others_loaded_again() -> None:
    asked: list[list[str]] = []

    def load(those: Collection[str]) -> dict[str, Reading]:
        asked.append([*those])
        return {report: Reading(Report(report, "", "")) for report in sorted(those)}

    with holding(Room(3, 9)):
        of = held(load)

    for those in ("ba", "ac", "d", "ab", "ebda", "e"):
        assert [*of([*those])] == [*those]
    assert ["".join(those) for those in asked] == ["ba", "c", "d", "b", "e", ""]
