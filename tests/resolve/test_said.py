"""What reports said before is said again where all that it hangs on holds still, and else worked out anew."""

import random
from collections.abc import Sequence

import pytest

from kg.model import Judgement, Reading, Resolution
from kg.pipeline import extract
from kg.readings import read_of
from kg.resolve import mentions, resolve, telling
from kg.resolve.resolution import Traces, resolve_known, resolved_of
from kg.resolve.telling import Told
from tests.conftest import SAMPLES


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [*extract([SAMPLES])]


def known_of(readings: Sequence[Reading], known: Traces) -> tuple[Resolution, Traces]:
    ids = {reading.report.id for reading in readings}
    return _resolved(readings, (), {key: said for key, said in known.items() if key in ids})


def _resolved(
    readings: Sequence[Reading], rows: Sequence[Judgement], known: Traces
) -> tuple[Resolution, Traces]:
    settled = resolve_known(read_of(readings), rows, known)
    told = ((report, Told(*ended)) for report, (_, _, ended) in settled.traces.items())
    resolved = tuple(row for report, one in told for row in resolved_of(report, one))
    return Resolution(
        tuple(settled.entities.values()), resolved, tuple(settled.facts.values()), settled.issues
    ), settled.traces


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(6))
def test_whatever_reports_come_and_go_it_is_as_from_nothing(readings: list[Reading], seed: int) -> None:
    chance = random.Random(seed)
    known: Traces = {}
    for _ in range(5):
        those = chance.sample(readings, chance.randint(1, len(readings)))
        resolution, said = known_of(those, known)
        assert resolution == resolve(those)
        known = {**known, **said}


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
    _, known = _resolved(readings[1:], rows, {})
    resolution, _ = _resolved(readings, rows, known)

    assert resolution == resolve(readings, rows)
    assert any("judged same by me" in row.reason for row in resolution.resolved)
