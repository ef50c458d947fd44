"""The checks of ontology/checks on whole graphs: each query finds what is wrong, and finds nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.store import write_graph
from loaders.asking.sparql import rows
from loaders.checks.queries import checks
from tests.loaders.small_graph import small_graph
from tests.loaders.test_twins import sample_graph

pytestmark = pytest.mark.no_cover
CHECKS = {check.name: check.query for check in checks() if not check.warning}


@pytest.fixture(scope="module", params=["small", "samples"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    write_graph(small_graph() if request.param == "small" else sample_graph(), folder)
    return folder


@pytest.mark.parametrize("wrong", CHECKS)
def test_nothing_breaks(folder: Path, wrong: str) -> None:
    assert rows(folder, CHECKS[wrong], {}) == []


def test_a_planned_figure_asserts_nothing(tmp_path: Path) -> None:
    graph = small_graph()
    planned = tuple(replace(found, status="planned") for found in graph.observations)
    claims = tuple(
        replace(claim, status="planned") if claim.predicate == "MEASURES" else claim for claim in graph.claims
    )
    write_graph(replace(graph, observations=planned, claims=claims), tmp_path)

    assert rows(tmp_path, "SELECT ?o { ?x gsr:measures ?o }", {}) == []
    assert len(rows(tmp_path, 'SELECT ?o { ?x gsr:relation "MEASURES" ; gsr:claimObject ?o }', {})) == 1
