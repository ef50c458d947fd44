"""Readers of other makers agree: Apache Jena on every syntax and question, the OWL API on the ontology."""

import os
import shutil
from pathlib import Path

import pytest

from kg.resources import resource
from kg.store import read_graph
from loaders import sparql
from loaders.questions import answer, questions
from loaders.rdf import FORMATS, export, quads
from tests.conftest import ROOT
from tests.readers.jvm import NONE, Verdicts, assemble, find_java, judge

BASE = "https://w3id.org/gsr"
FILES = {"rdfxml": "graph.rdf", **{name: f"graph.{name}" for name in FORMATS if name != "rdfxml"}}
QUESTIONS = [question.number for question in questions()]


@pytest.fixture(scope="module")
def verdicts(samples_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    java = find_java()
    if java is None or not shutil.which("mvn"):
        (pytest.fail if os.environ.get("READERS_REQUIRED") == "1" else pytest.skip)(NONE)
    place = tmp_path_factory.mktemp("readers")
    files = place / "in"
    (files / "data").mkdir(parents=True)
    (files / "queries").mkdir()
    for name, file in FILES.items():
        export(read_graph(samples_graph), name, files / "data" / file, base=BASE)
    for question in questions():
        (files / "queries" / f"{question.number}.rq").write_text(question.texts["sparql"], encoding="utf-8")
    (files / "ontology.ttl").write_text(resource("ontology/gsr.ttl").read_text("utf-8"), encoding="utf-8")
    return judge(java, assemble(ROOT / "build" / "readers"), files, place / "out")


@pytest.mark.parametrize("name", FORMATS)
def test_jena_reads_every_syntax_without_a_warning(
    name: str, verdicts: Verdicts, samples_graph: Path
) -> None:
    count = sum(1 for _ in quads(read_graph(samples_graph), base=BASE))

    assert verdicts.said["riot", FILES[name]] == str(count)


@pytest.mark.parametrize("number", QUESTIONS)
def test_arq_gives_the_same_rows(number: str, verdicts: Verdicts, samples_graph: Path) -> None:
    (asked,) = [question for question in questions() if question.number == number]
    ours = answer(asked, sparql.rows(samples_graph, asked.texts["sparql"], {})).rows

    assert verdicts.said["arq", f"{number}.rq"] == ""
    assert answer(asked, verdicts.rows(number)).rows == ours


@pytest.mark.parametrize("profile", ["OWL2_DL", "OWL2_RL"])
def test_the_owl_api_finds_the_ontology_within_the_profile(profile: str, verdicts: Verdicts) -> None:
    assert verdicts.violations == ()
    assert verdicts.said["owl", profile] == "0"
    assert int(verdicts.said["owl", "axioms"]) > 500
