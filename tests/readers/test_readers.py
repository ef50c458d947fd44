"""Readers of other makers agree: Apache Jena on every syntax and question, the OWL API on the ontology.

With SOAK=1, as `make soak` sets it, ARQ is asked with every parameter too, and on the five reports.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.resources import resource
from kg.store import read_graph
from loaders.asking import sparql
from loaders.asking.questions import Answer, Question, answer, find, questions, typed
from loaders.publish import publish, read_publication
from loaders.rdf.writing import FORMATS, SUFFIXES, export, quads, read_quads
from tests.conftest import REPORTS, ROOT
from tests.loaders.narrowings import narrowings
from tests.publish.conftest import filled_in
from tests.readers.jvm import NONE, Verdicts, assemble, find_java, judge

Asked = tuple[str, Answer]
"""The text of a query and the rows that we give."""
BASE = "https://w3id.org/gsr"
SOAK = os.environ.get("SOAK") == "1"
FILES = {"rdfxml": "graph.rdf", **{name: f"graph.{name}" for name in FORMATS if name != "rdfxml"}}
QUESTIONS = [question.number for question in questions()]
pytestmark = pytest.mark.no_cover


@pytest.fixture(scope="module")
def real(request: pytest.FixtureRequest) -> Path | None:
    """The graph folder of the five reports; None where they are not asked for or not to be had."""
    return request.getfixturevalue("reports_graph") if SOAK and REPORTS.is_dir() else None


@pytest.fixture(scope="module")
def published(samples_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The open-data package of the samples; None where it is not asked for."""
    if not SOAK:
        return None
    folder = tmp_path_factory.mktemp("published")
    publish(samples_graph, folder / "package", read_publication(filled_in(folder)))
    return folder / "package"


def rdf_files(package: Path) -> dict[str, Path]:
    """Each RDF file of a package, by a name of its own."""
    found = (path for path in sorted(package.rglob("*")) if path.suffix in SUFFIXES)
    names = {"-".join(path.relative_to(package).parts): path for path in found}
    return {name: path for name, path in names.items() if path.suffix != ".json" and "context" not in name}


@pytest.fixture(scope="module")
def asked(samples_graph: Path, real: Path | None) -> dict[str, Asked]:
    """What ARQ is asked, by the name of its file: each question as it is, or with each parameter."""
    graphs = {"graph": samples_graph, **({} if real is None else {"reports": real})}
    return dict(_asked(graphs))


def _asked(graphs: dict[str, Path]) -> Iterator[tuple[str, Asked]]:
    for name, folder in graphs.items():
        reports = _ours(folder, find("Q01"), {}).rows
        for question in questions():
            everything = _ours(folder, question, {})
            choices = [{}, *(narrowings(question, everything.rows, reports) if SOAK else ())]
            for number, params in enumerate(choices):
                ours = _ours(folder, question, params) if params else everything
                text = sparql.bind(question.texts["sparql"], typed(question, params))
                yield f"{name}-{question.number}-{number}", (text, ours)


def _ours(folder: Path, question: Question, params: dict[str, Any]) -> Answer:
    values = typed(question, params)
    return answer(question, sparql.rows(folder, question.texts["sparql"], values))


@pytest.fixture(scope="module")
def verdicts(
    samples_graph: Path,
    real: Path | None,
    published: Path | None,
    asked: dict[str, Asked],
    tmp_path_factory: pytest.TempPathFactory,
) -> Verdicts:
    java = find_java()
    if java is None or not shutil.which("mvn"):
        (pytest.fail if os.environ.get("READERS_REQUIRED") == "1" else pytest.skip)(NONE)
    place = tmp_path_factory.mktemp("readers")
    files = place / "in"
    (files / "data").mkdir(parents=True)
    (files / "queries").mkdir()
    graph = read_graph(samples_graph)
    for name, file in FILES.items():
        export(graph, name, files / "data" / file, base=BASE)
    if real is not None:
        export(read_graph(real), "nt", files / "data" / "reports.nt", base=BASE)
    for name, path in ({} if published is None else rdf_files(published)).items():
        shutil.copy(path, files / "data" / name)
    for name, (text, _) in asked.items():
        (files / "queries" / f"{name}.rq").write_text(text, encoding="utf-8")
    (files / "ontology.ttl").write_text(resource("ontology/gsr.ttl").read_text("utf-8"), encoding="utf-8")
    return judge(java, assemble(ROOT / "build" / "readers"), files, place / "out")


def test_jena_reads_every_syntax_without_a_warning(verdicts: Verdicts, samples_graph: Path) -> None:
    count = sum(1 for _ in quads(read_graph(samples_graph), base=BASE))

    assert {name: verdicts.said["riot", file] for name, file in FILES.items()} == dict.fromkeys(
        FORMATS, str(count)
    )


@pytest.mark.skipif(not SOAK, reason="with SOAK=1")
def test_jena_reads_every_file_of_a_package_without_a_warning(
    verdicts: Verdicts, published: Path | None
) -> None:
    assert published is not None
    files = rdf_files(published)
    assert len(files) >= 16

    for name, path in files.items():
        assert verdicts.said["riot", name] == str(sum(1 for _ in read_quads(path))), name


@pytest.mark.parametrize("number", QUESTIONS)
def test_arq_gives_the_same_rows(number: str, verdicts: Verdicts, asked: dict[str, Asked]) -> None:
    names = [name for name in asked if f"-{number}-" in name]

    for name in names:
        _, ours = asked[name]
        assert verdicts.said["arq", f"{name}.rq"] == "", name
        assert answer(ours.question, verdicts.rows(name)).rows == ours.rows, name


@pytest.mark.parametrize("profile", ["OWL2_DL", "OWL2_RL"])
def test_the_owl_api_finds_the_ontology_within_the_profile(profile: str, verdicts: Verdicts) -> None:
    assert verdicts.violations == ()
    assert verdicts.said["owl", profile] == "0"
    assert int(verdicts.said["owl", "axioms"]) > 500
