import tracemalloc
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.many import many
from kg.errors import FolderError
from kg.graph import Graph
from kg.model import ISSUER, REGION
from kg.store import slices, write_graph
from tests.loaders.small_graph import small_graph
from tests.loaders.test_twins import sample_graph


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda handle: None)


@pytest.mark.parametrize("made", [small_graph, sample_graph, Graph], ids=["hand", "samples", "none"])
def test_the_pieces_make_up_the_graph(made: Callable[[], Graph], tmp_path: Path) -> None:
    graph = made()
    write_graph(graph, tmp_path)
    with slices(tmp_path) as found:
        heads, entities, facts, reports = map(
            list, (found.heads(), found.entities(), found.unclaimed(), found.reports())
        )

    for name in ("reports", "sections", "mentions", "deictics", "observations", "resolved"):
        assert [one for piece in reports for one in getattr(piece, name)] == list(getattr(graph, name))
    for name in ("claims", "claim_facts"):
        assert {one for piece in reports for one in getattr(piece, name)} == set(getattr(graph, name))
    assert [one for piece in entities for one in piece.entities] == list(graph.entities)
    claimed = {found.fact_id for found in graph.claim_facts}
    assert [one for piece in facts for one in piece.facts] == [f for f in graph.facts if f.id not in claimed]
    sides = [one for one in graph.resolved if one.mention in (ISSUER, REGION)]
    assert [one for piece in heads for one in piece.resolved] == sides


def test_a_piece_holds_the_facts_of_what_it_holds(tmp_path: Path) -> None:
    graph = sample_graph()
    write_graph(graph, tmp_path)
    with slices(tmp_path) as found:
        entities, reports = list(found.entities()), list(found.reports())

    subjects = {entity.id for entity in graph.entities}
    of_entities = {fact.id for piece in entities for fact in piece.facts}
    assert of_entities == {fact.id for fact in graph.facts if fact.subject in subjects}
    for piece in reports:
        figures = {figure.id for figure in piece.observations}
        wanted = {found.fact_id for found in piece.claim_facts}
        wanted |= {fact.id for fact in graph.facts if fact.subject in figures}
        assert {fact.id for fact in piece.facts if fact.relation != "EVIDENCE"} == wanted
        assert {span.report_id for span in piece.told()} <= {piece.reports[0].id}


def test_the_class_of_a_thing_is_known_in_every_piece(tmp_path: Path) -> None:
    graph = small_graph()
    write_graph(graph, tmp_path)
    with slices(tmp_path) as found:
        assert [found.class_of(one.id) for one in graph.entities] == [one.cls for one in graph.entities]
        assert found.class_of(graph.observations[0].id) == "Observation"
        assert found.class_of("i0") is None


def test_a_damaged_part_is_told_before_the_first_piece(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    next((tmp_path / "tables" / "claims").iterdir()).write_bytes(b"PAR1")

    with pytest.raises(FolderError, match=r"claims/.* is not what manifest.json names"), slices(tmp_path):
        pass


@pytest.mark.no_cover
def test_memory_does_not_grow_with_the_graph(tmp_path: Path) -> None:
    """Against all pieces at once: a part of what one run takes is what the interpreter keeps for itself."""
    write_graph(many(small_graph(), 400), tmp_path)

    def peak(gone_through: Callable[[Iterator[Graph]], object]) -> int:
        with slices(tmp_path) as found:
            tracemalloc.start()
            gone_through(found.reports())
            high = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return high

    one_by_one = peak(lambda pieces: deque(pieces, maxlen=0))
    assert 4 * one_by_one < peak(list)
