from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.cli import run
from kg.graph import Graph
from kg.model import EntityId, Evidence, Fact, MentionId
from kg.schema import load_schema
from kg.soundness import LAWS, faults
from kg.store import read_graph, write_graph
from tests.loaders.small_graph import entity_id, small_graph

SCHEMA = load_schema()
NOBODY = EntityId("a0")


def changed(name: str, **values: Any) -> Callable[[Graph], Graph]:
    """The graph with its first item of that kind changed."""

    def change(graph: Graph) -> Graph:
        first, *others = getattr(graph, name)
        return replace(graph, **{name: (replace(first, **values), *others)})

    return change


def moved(graph: Graph) -> Graph:
    first, *others = graph.mentions
    place = first.evidence
    wrong = Evidence(place.report_id, place.start + 1, place.end + 1, place.quote)
    return replace(graph, mentions=(replace(first, evidence=wrong), *others))


def added(fact: Fact) -> Callable[[Graph], Graph]:
    def add(graph: Graph) -> Graph:
        return replace(graph, facts=tuple(sorted((*graph.facts, fact), key=lambda one: one.id)))

    return add


def test_a_graph_that_keeps_its_laws_has_no_fault(samples_graph: Path) -> None:
    assert list(faults(small_graph(), SCHEMA)) == []
    assert list(faults(read_graph(samples_graph), SCHEMA)) == []


@pytest.mark.parametrize(
    ("law", "breaks"),
    [
        ("quote", moved),
        ("quote", lambda graph: replace(graph, reports=graph.reports[1:])),
        ("end_of_claim", changed("claims", subject=MentionId("e0-1-2-Agency"))),
        ("resolved", changed("resolved", entity=NOBODY)),
        ("resolved", changed("resolved", mention=MentionId("e0-1-2-Agency"))),
        ("entity", changed("entities", cls="Person")),
        ("entity", changed("entities", properties=(("shoeSize", 44),))),
        ("fact", added(Fact(NOBODY, "USES", entity_id("lake"), "done", "inferred"))),
        ("fact", added(Fact(entity_id("lake"), "ISSUED", entity_id("bureau"), "done", "inferred"))),
        ("fact", added(Fact(entity_id("bureau"), "LIKES", entity_id("lake"), "done", "inferred"))),
        ("fact", added(Fact(entity_id("monthly"), "USES", entity_id("lake"), "done"))),
        ("claim_of_fact", changed("claim_facts", fact_id="f0")),
        ("claim_of_fact", changed("claim_facts", section_id="t0")),
        ("claim_without_fact", lambda graph: replace(graph, claim_facts=graph.claim_facts[1:])),
        ("observation", changed("observations", metric=entity_id("lake"))),
        ("observation", changed("observations", change_from="v0")),
        ("order", lambda graph: replace(graph, entities=graph.entities[::-1])),
        ("order", lambda graph: replace(graph, claims=(graph.claims[0], *graph.claims))),
    ],
)
def test_every_breach_is_found(law: str, breaks: Callable[[Graph], Graph]) -> None:
    found = list(faults(breaks(small_graph()), SCHEMA))

    assert law in {fault.law for fault in found}
    assert all(fault.id and fault.zh and fault.en for fault in found)


def test_every_law_is_tested() -> None:
    assert [law.__name__ for law in LAWS] == [
        "_quote",
        "_end_of_claim",
        "_resolved",
        "_entity",
        "_fact",
        "_claim_of_fact",
        "_claim_without_fact",
        "_observation",
        "_order",
    ]


def test_the_command_gives_three_for_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_graph(small_graph(), tmp_path / "good")
    write_graph(changed("entities", cls="Agency", properties=(("x", 1),))(small_graph()), tmp_path / "bad")

    assert run(["validate", "-g", str(tmp_path / "good")]) == 0
    assert capsys.readouterr().out == ""

    assert run(["validate", "-g", str(tmp_path / "bad"), "--format", "jsonl"]) == 3
    assert "no property x in the ontology" in capsys.readouterr().out
