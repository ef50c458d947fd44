"""What reports said before is said again where all that it hangs on holds still, and else worked out anew."""

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest

from kg.model import Judgement, Reading, Resolution
from kg.pipeline import extract
from kg.readings import read_of
from kg.resolve import mentions, resolve, telling
from kg.resolve.divisions import Divisions
from kg.resolve.resolution import resolve_known, resolved_of
from kg.resolve.telling import Means, Told
from kg.room import Room, holding
from kg.rounds import Packed
from tests.conftest import SAMPLES

Known = Mapping[str, Packed]


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [*extract([SAMPLES])]


def known_of(
    readings: Sequence[Reading], known: Known, rows: Sequence[Judgement] = ()
) -> tuple[Resolution, Known]:
    means = Means(Divisions(), {})
    settled = resolve_known(read_of(readings), rows, known.items(), means)
    traces = settled.traces
    told = ((report, Told(*ended)) for report, ended in traces.results())
    resolved = tuple(row for report, one in told for row in resolved_of(report, one))
    entities, facts = tuple(settled.entities.values()), tuple(settled.facts.values())
    said = {report: traces.packed(report) for report in traces}
    return Resolution(entities, resolved, facts, tuple(settled.issues)), said


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(6))
def test_whatever_reports_come_and_go_it_is_as_from_nothing(readings: list[Reading], seed: int) -> None:
    chance = random.Random(seed)
    known: Known = {}
    for _ in range(5):
        those = chance.sample(readings, chance.randint(1, len(readings)))
        resolution, said = known_of(those, known)
        assert resolution == resolve(those)
        known = {**known, **said}


def judged_by_place(readings: Sequence[Reading], seed: int) -> list[Judgement]:
    """Rows that join, and rows that split, what two reports say at places of theirs."""
    chance = random.Random(seed)
    spans = {one.id: one.evidence.id for reading in readings for one in reading.mentions}
    places: dict[str, list[str]] = {}
    for row in resolve(readings).resolved:
        if row.mention in spans:
            places.setdefault(row.entity, []).append(spans[row.mention])
    several = [found for _, found in sorted(places.items()) if len({one[:17] for one in found}) > 1]
    apart = [Judgement(min(found), max(found), "different", "", "me") for found in chance.sample(several, 3)]
    joined = [sorted(chance.sample(sorted(chance.choice(several)), 1)) for _ in range(4)]
    same = [Judgement(one, other, "same", "", "me") for (one,), (other,) in pairwise(joined)]
    return [*apart, *same]


@pytest.mark.parametrize("most", [Room(1, 0), Room(3, 99)])
@pytest.mark.parametrize("seed", range(4))
def test_few_at_once_come_to_the_same_as_all(readings: list[Reading], most: Room, seed: int) -> None:
    rows = judged_by_place(readings, seed)
    with holding(most):
        few = [known_of(readings, {}, judged)[0] for judged in ((), rows)]

    assert few == [resolve(readings), resolve(readings, rows)]


def test_one_report_more_is_worked_out_with_those_alone_that_it_touches(
    readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, known = known_of(readings[1:], {})
    told: list[str] = []
    denote = mentions.denote

    def noting(reading: Reading, *others: object) -> object:
        told.append(reading.report.id)
        return denote(reading, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(telling, "denote", noting)
    resolution, _ = known_of(readings, known)

    assert readings[0].report.id in told
    assert len(told) < len(readings) / 2
    assert len(told) == len({*told})
    assert resolution == resolve(readings)


def test_what_people_judged_holds_for_what_was_said_before(readings: list[Reading]) -> None:
    names = sorted({f"Agency:{one.key}" for one in resolve(readings).entities if one.cls == "Agency"})
    rows = [
        Judgement(names[0], names[1], "same", "", "me"),
        Judgement(names[2], names[3], "different", "", "me"),
    ]
    _, known = known_of(readings[1:], {}, rows)
    resolution, _ = known_of(readings, known, rows)

    assert resolution == resolve(readings, rows)
    assert any("judged same by me" in row.reason for row in resolution.resolved)
