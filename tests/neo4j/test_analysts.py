"""docs/analysts.md and the saved queries, run on a real server that holds the graph of the samples."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.rows import render
from kg.schema import load_schema
from kg.settings import Settings
from kg.store import read_graph
from loaders.browser import saved_query
from loaders.elements import elements
from loaders.embedded import EmbeddedStore, prepared
from loaders.guard import check
from loaders.guide import Step, steps
from loaders.neo4j_store import Neo4jStore
from loaders.questions import answer, ask_store, questions
from loaders.sync import sync
from tests.conftest import ROOT

pytestmark = pytest.mark.neo4j
GUIDE = ROOT / "docs" / "analysts.md"
SECTION = re.compile(r"(## \d+\. [^\n]+\n\n```cypher\n(.*?)\n```\n\n)([^#]*)", re.DOTALL)


@pytest.fixture(scope="module")
def samples(settings: Settings, samples_graph: Path) -> Iterator[Neo4jStore]:
    """A store that holds the graph of the samples."""
    with Neo4jStore(settings) as store:
        store.run("MATCH (n) DETACH DELETE n")
        schema = load_schema()
        sync(store, elements(read_graph(samples_graph), schema), schema, "samples")
        yield store


def test_twenty_queries_give_the_answers_of_the_guide(
    samples: Neo4jStore, request: pytest.FixtureRequest
) -> None:
    def answered(found: "re.Match[str]") -> str:
        check(found[2], "cypher")
        rows = samples.read(found[2], {})
        assert rows, found[1]
        return f"{found[1]}{render(rows, list(rows[0]), 'markdown')}\n"

    text = GUIDE.read_text("utf-8")
    made, number = SECTION.subn(answered, text)

    assert number == 20
    if request.config.getoption("--update-golden"):
        GUIDE.write_text(made.rstrip() + "\n", "utf-8")
    assert made.rstrip() + "\n" == GUIDE.read_text("utf-8")


def test_the_server_answers_as_the_graph_folder_does(samples: Neo4jStore, samples_graph: Path) -> None:
    with EmbeddedStore(prepared(samples_graph)) as embedded:
        for question in questions():
            asked = ask_store(samples, question.number, {})
            assert asked.rows == ask_store(embedded, question.number, {}).rows, question.number
            assert answer(question, samples.read(saved_query(question), {})) == asked


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.title_en)
def test_each_step_of_the_guide_is_answered(samples: Neo4jStore, step: Step) -> None:
    assert samples.read(step.query, {})
