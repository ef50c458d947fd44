"""Findings of families of reports that were found before are those that would be found now."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from kg.graph import Graph
from kg.metric import found as founds
from kg.metric.families import families, said_of, ties_of, within
from kg.metric.finding import Found
from kg.metric.found import Findings, with_findings, with_known_findings
from kg.model import Entity, Reading
from kg.pipeline import extract
from kg.readings import read_of
from kg.room import Room, holding
from kg.stages import Joined, join_plain
from kg.store import keep_findings, load_findings
from tests.conftest import SAMPLES


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [*extract([SAMPLES])]


def plain_of(readings: Iterable[Reading]) -> Joined:
    return join_plain(read_of(readings), (), ())


class Held(dict[str, Sequence[Found]]):
    """Findings of families that are held."""

    def evidence(self) -> Iterable[tuple[str, Iterable[str]]]:
        return ((name, [span for one in found for span in one.evidence]) for name, found in self.items())


NOTHING = Held()


def told(known: founds.Known) -> tuple[object, ...]:
    return dict(known.findings), known.said, known.graph.whole(), sorted(known.graph.apart.spans())


def seals_of(made: Joined) -> dict[str, str]:
    return {report.id: f"read {report.id}" for report in made.graph.reports}


def known_of(made: Joined, known: Findings, seals: Mapping[str, str] | None = None) -> founds.Known:
    return with_known_findings(made.graph, made.spoken, made.wide, seals or seals_of(made), known)


def families_of(made: Joined) -> dict[str, tuple[str, ...]]:
    said = said_of(made.graph, made.spoken, seals_of(made), ties_of(made.graph))
    return families(made.graph.reports, made.spoken, said)


def test_what_is_found_in_families_is_what_is_found_in_all(readings: list[Reading]) -> None:
    graph = plain_of(readings)
    first = known_of(graph, NOTHING)

    assert first.graph.whole() == with_findings(graph.graph.whole())
    assert len(first.findings) > 2
    assert sum(map(len, first.findings.values())) > 10
    for name, reports in families_of(graph).items():
        others = Held({key: found for key, found in first.findings.items() if key != name})
        assert told(known_of(graph, others)) == told(first), reports


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(4))
def test_what_was_found_in_other_reports_changes_nothing(readings: list[Reading], seed: int) -> None:
    chance = random.Random(seed)
    known = NOTHING
    for _ in range(4):
        graph = plain_of(chance.sample(readings, chance.randint(1, len(readings))))
        found = known_of(graph, known)
        assert found.graph.whole() == with_findings(graph.graph.whole())
        spans = (one.evidence for some in found.findings.values() for one in some)
        assert {*found.graph.apart.spans()} == {*chain.from_iterable(spans)}
        known = Held({**known, **found.findings})


@pytest.mark.parametrize("at_once", [1, 3])
def test_families_are_looked_at_some_at_a_time(
    readings: list[Reading], monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    whole = known_of(plain_of(readings), NOTHING)
    looked_at: list[int] = []
    makers = founds.OF_FAMILIES

    def look(part: Graph) -> Iterable[Found]:
        looked_at.append(len(part.reports))
        return ()

    monkeypatch.setattr(founds, "OF_FAMILIES", (look, *makers))
    with holding(Room(at_once, 10)):
        graph = plain_of(readings)
        few = known_of(graph, NOTHING)
        assert dict(few.findings) == dict(whole.findings)
        assert (few.said, few.graph.whole()) == (whole.said, whole.graph.whole())
    sizes = [len(reports) for reports in families_of(graph).values()]
    assert len(looked_at) > 2
    assert sum(looked_at) == sum(sizes)
    assert max(looked_at) <= max(at_once, *sizes)


def test_only_families_with_another_name_are_looked_at(
    readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = plain_of(readings)
    known = Held(known_of(graph, NOTHING).findings)
    looked_at: list[str] = []

    def look(part: Graph) -> Iterable[Found]:
        looked_at.extend(report.id for report in part.reports)
        return ()

    monkeypatch.setattr(founds, "OF_FAMILIES", (look,))
    assert dict(known_of(graph, known).findings) == known
    assert not looked_at

    changed = graph.graph.reports[0].id
    known_of(graph, known, {**seals_of(graph), changed: "read otherwise"})
    (family,) = (reports for reports in families_of(graph).values() if changed in reports)
    assert tuple(looked_at) == family


def test_a_family_has_another_name_where_another_name_is_given_to_what_it_speaks_of(
    readings: list[Reading],
) -> None:
    graph = plain_of(readings)
    observations = graph.graph.whole().observations
    metric = observations[0].metric
    entities = graph.graph.entities.items()
    others = {key: _renamed(one) if key == metric else one for key, one in entities}
    renamed = graph._replace(graph=replace(graph.graph, entities=others))
    before, after = families_of(graph), families_of(renamed)
    speaking = {one.report_id for one in observations if one.metric == metric}

    gone = {report for name in before.keys() - after.keys() for report in before[name]}
    assert speaking <= gone
    assert gone == {report for name in after.keys() - before.keys() for report in after[name]}
    assert _reports(before) == _reports(after)


def _renamed(entity: Entity) -> Entity:
    return replace(entity, name=f"{entity.name}二")


def _reports(named: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    return sorted(named.values())


def test_within_a_family_stands_nothing_of_other_reports(readings: list[Reading]) -> None:
    graph = plain_of(readings)
    family = next(iter(families_of(graph).values()))
    part = within(graph.graph, family, ties_of(graph.graph))

    assert tuple(report.id for report in part.reports) == family
    assert {mention.evidence.report_id for mention in part.mentions} == {*family}
    assert {row.entity for row in part.resolved} <= {entity.id for entity in part.entities}
    assert len(part.entities) < len(graph.graph.entities)


def test_findings_come_back_from_the_cache(readings: list[Reading], tmp_path: Path) -> None:
    found = {name: tuple(one) for name, one in known_of(plain_of(readings), NOTHING).findings.items()}
    some = dict([*found.items()][:2])
    first = keep_findings(tmp_path, some)
    both = keep_findings(tmp_path, found)

    kept = load_findings(tmp_path, Found)
    assert kept == found == {name: kept[name] for name in kept}
    assert first < both
    (gone,) = both - first
    gone.write_bytes(gone.read_bytes()[:-1] + b"?")
    assert load_findings(tmp_path, Found) == some


def test_a_file_of_findings_ends_where_it_has_enough(
    readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {name: tuple(one) for name, one in known_of(plain_of(readings), NOTHING).findings.items()}
    monkeypatch.setattr("kg.store.kept.FOUND", 1)
    told = sum(map(bool, found.values()))

    files = keep_findings(tmp_path, found)

    assert told <= len(files) <= told + 1
    assert told > 1
    assert load_findings(tmp_path, Found) == found
