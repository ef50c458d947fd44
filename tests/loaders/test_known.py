"""What links may lead to, also in a graph that somebody else wrote."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import DataError
from kg.graph import Graph
from kg.model import EntityId, Fact
from kg.schema import load_schema
from kg.store import tabled, write_graph
from loaders.property_graph.elements import each
from loaders.property_graph.known import Known
from tests.loaders.small_graph import small_graph

GRAPH, SCHEMA = small_graph(), load_schema()


@pytest.mark.parametrize("facts", [GRAPH.facts, GRAPH.facts[::-1]])
def test_ends_are_those_of_the_facts_and_labels_those_of_the_classes(facts: tuple[Fact, ...]) -> None:
    known = Known(tabled(replace(GRAPH, facts=facts)), SCHEMA)

    asked = [fact.id for fact in GRAPH.facts]
    assert known.ends([*reversed(asked), "f0", "f公"]) == [
        *((fact.subject, fact.object) for fact in reversed(GRAPH.facts)),
        None,
        None,
    ]
    assert known.ends([]) == []
    figure, entity = GRAPH.observations[0].id, GRAPH.entities[-1].id
    assert known.labels([entity, None, figure]) == ["Entity", None, "Observation"]


@pytest.mark.parametrize("key", ["", "a0", "a公", GRAPH.entities[0].id + "0"])
def test_what_is_neither_an_entity_nor_an_observation_is_refused(key: str) -> None:
    with pytest.raises(DataError, match=f"graph: {key!r} is spoken of but is neither"):
        Known(tabled(GRAPH), SCHEMA).labels([key])


def with_id(identity: str, at: int) -> Graph:
    """The small graph, in which one entity has another id."""
    entities = list(GRAPH.entities)
    entities[at] = replace(entities[at], id=EntityId(identity))
    return replace(GRAPH, entities=tuple(entities))


@pytest.mark.parametrize("identity", ["a公", "", "a\ud7ff"])
def test_an_id_that_can_be_none_is_told_with_its_place(
    identity: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")
    write_graph(with_id(identity, 2), tmp_path / "graph")

    assert run(["load", "-g", str(tmp_path / "graph"), "--bulk", str(tmp_path / "out")]) == 2

    (said,) = capsys.readouterr().err.splitlines()
    place = f"graph: tables/entities, row 3, id {identity!r}"
    assert place in said
    assert "expected an id of letters, digits and signs of ASCII; run kg build again" in said


def test_an_end_of_a_fact_that_can_be_no_id_is_told_with_its_place() -> None:
    facts = (*GRAPH.facts[:-1], replace(GRAPH.facts[-1], object=EntityId("é")))

    with pytest.raises(DataError, match=f"tables/facts, row {len(facts)}, object 'é': expected an id"):
        Known(tabled(replace(GRAPH, facts=facts)), SCHEMA)


def test_a_figure_that_is_no_number_is_told_with_its_place() -> None:
    figures = (replace(GRAPH.observations[0], value="abc"), *GRAPH.observations[1:])  # type: ignore[arg-type]

    said = f"graph: observation {figures[0].id}: value is 'abc', expected a number; run kg build again"
    with pytest.raises(DataError, match=re.escape(said)):
        list(each(tabled(replace(GRAPH, observations=figures)), SCHEMA))
