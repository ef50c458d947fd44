"""docs/analysts.md and the saved queries, run on a real server that holds the graph of the samples."""

import re
from pathlib import Path

import pytest

from kg.cli.rows import render
from loaders.asking.guard import check
from loaders.asking.questions import answer, ask_store, questions
from loaders.neo4j.browser import saved_query
from loaders.neo4j.guide import Step, steps
from loaders.neo4j.neo4j_store import Neo4jStore
from loaders.property_graph.embedded import EmbeddedStore, prepared
from tests.conftest import ROOT
from tests.neo4j.answers import differing

pytestmark = [pytest.mark.neo4j, pytest.mark.no_cover]
GUIDE = ROOT / "docs" / "analysts.md"
SECTION = re.compile(r"(## \d+\. [^\n]+\n\n```cypher\n(.*?)\n```\n\n)([^#]*)", re.DOTALL)


def test_twenty_queries_give_the_answers_of_the_guide(
    sample_store: Neo4jStore, request: pytest.FixtureRequest
) -> None:
    def answered(found: "re.Match[str]") -> str:
        check(found[2], "cypher")
        rows = sample_store.read(found[2], {})
        assert rows, found[1]
        return f"{found[1]}{render(rows, list(rows[0]), 'markdown')}\n"

    text = GUIDE.read_text("utf-8")
    made, number = SECTION.subn(answered, text)

    assert number == 20
    if request.config.getoption("--update-golden"):
        GUIDE.write_text(made.rstrip() + "\n", "utf-8")
    assert made.rstrip() + "\n" == GUIDE.read_text("utf-8")


def test_saved_questions_are_answered_as_the_graph_folder_answers(
    sample_store: Neo4jStore, samples_graph: Path
) -> None:
    with EmbeddedStore(prepared(samples_graph)) as embedded:
        for question in questions():
            asked = answer(question, sample_store.read(saved_query(question), {}))
            assert asked == ask_store(embedded, question.number, {}), question.number


def test_every_parameter_leaves_the_rows_that_it_leaves_in_the_folder(
    sample_store: Neo4jStore, samples_graph: Path
) -> None:
    assert differing(sample_store, samples_graph) == []


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.title_en)
def test_each_step_of_the_guide_is_answered(sample_store: Neo4jStore, step: Step) -> None:
    assert sample_store.read(step.query, {})
