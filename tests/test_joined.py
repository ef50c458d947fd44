"""Joining reports of which some were joined before: the graph is the one that is made of nothing kept."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pytest

from kg.graph import Graph, in_order, parts_of
from kg.model import PREDICATES, Judgement, Reading
from kg.pipeline import extract
from kg.readings import read_of
from kg.room import Room, holding
from kg.rounds import Packed
from kg.stages import join_plain
from tests.conftest import SAMPLES

Known = Mapping[str, Packed]


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [*extract([SAMPLES])]


def joined(readings: Sequence[Reading], known: Known, rows: Sequence[Judgement] = ()) -> tuple[Graph, Known]:
    made = join_plain(read_of(readings), rows, known.items())
    return made.graph.whole(), {report: made.said.packed(report) for report in made.said}


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(4))
def test_whatever_reports_come_and_go_the_graph_is_as_from_nothing(
    readings: list[Reading], seed: int
) -> None:
    chance = random.Random(seed)
    known: Known = {}
    for _ in range(4):
        those = chance.sample(readings, chance.randint(1, len(readings)))
        graph, said = joined(those, known)
        assert graph == joined(those, {})[0]
        known = {**known, **said}


def test_readings_are_asked_for_only_where_what_they_say_is_not_kept(readings: list[Reading]) -> None:
    _, known = joined(readings[1:], {})
    asked: list[str] = []
    there = read_of(readings)

    def noting(those: Collection[str]) -> Mapping[str, Reading]:
        asked.extend(those)
        return there.of(those)

    made = join_plain(there._replace(of=noting), (), known.items())

    assert readings[0].report.id in asked
    assert len(asked) < len(readings) / 2
    assert made.graph.whole() == joined(readings, {})[0]


def test_what_is_kept_holds_for_the_ends_that_people_joined_too(readings: list[Reading]) -> None:
    plain, known = joined(readings, {})
    agencies = [entity for entity in plain.entities if entity.cls == "Agency"]
    left, right = (f"Agency:{one.key}" for one in agencies[:2])
    rows = [Judgement(left, right, "same", "", "me")]
    graph, said = joined(readings, {}, rows)

    assert graph.facts != plain.facts
    assert joined(readings, said, rows)[0] == graph
    assert joined(readings, known)[0] == plain


def test_rows_are_made_again_where_they_are_no_longer_at_hand(readings: list[Reading]) -> None:
    asked: list[str] = []
    there = read_of(readings)

    def noting(those: Collection[str]) -> Mapping[str, Reading]:
        asked.extend(those)
        return there.of(those)

    with holding(Room(3, 100)):
        made = join_plain(there._replace(of=noting), (), ()).graph
    first, *others = (report.id for report in made.reports[:4])
    asked.clear()
    before = made.of([first])
    assert made.of([first]) == before
    assert asked == [first]
    made.of(others)
    assert made.of([first]) == before
    assert asked == [first, *others, first]


@pytest.mark.parametrize("most", [Room(1, 0), Room(3, 50)])
def test_with_little_room_the_graph_is_the_same(readings: list[Reading], most: Room) -> None:
    with holding(most):
        graph, known = joined(readings, {})
        again, _ = joined(readings, known)

    assert graph == again == joined(readings, {})[0]


def test_what_some_reports_claim_are_the_facts_of_the_whole_graph_with_these_reports_alone(
    readings: list[Reading],
) -> None:
    made = join_plain(read_of(readings), (), ()).graph
    some = [report.id for report in made.reports][::2]
    expected = [
        replace(fact, years=(), evidence=(), reports=tuple(one for one in fact.reports if one in some))
        for fact in made.facts.values()
        if fact.relation in PREDICATES and {*fact.reports} & {*some}
    ]

    assert [*made.claimed_in(some)] == expected
    assert [*parts_of(made.whole()).claimed_in(some)] == expected
    assert any(len(fact.reports) > 1 for fact in expected)


def test_the_rows_of_some_reports_are_those_of_them_in_the_whole_graph(readings: list[Reading]) -> None:
    made = join_plain(read_of(readings), (), ())
    whole = made.graph.whole()
    some = [report.id for report in whole.reports][::2]
    found, figures = made.graph.of(some)
    part = in_order(found)

    assert part.claims == tuple(one for one in whole.claims if one.evidence.report_id in some)
    assert part.claim_facts == tuple(one for one in whole.claim_facts if one.report_id in some)
    assert part.observations == tuple(one for one in whole.observations if one.report_id in some)
    own = {reading.report.id: reading.figures for reading in readings}
    assert figures == [figure for report in some for figure in own[report]]
