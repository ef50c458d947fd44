"""Each question in Cypher and in SPARQL: two stores, one answer."""

import functools
import io
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib

from kg.assembly import assemble
from kg.evaluate import reading_of
from kg.graph import Graph
from kg.model import Mention, Reading, Report, evidence_at
from kg.pipeline import build
from kg.resolve import resolve
from kg.schema import load_schema
from kg.store import write_graph
from loaders.asking import sparql
from loaders.asking.questions import Row, answer, ask, find, questions, typed
from loaders.property_graph import embedded
from loaders.rdf.writing import export
from tests.loaders.figured import figured
from tests.loaders.narrowings import NEVER, NOBODY, narrowings
from tests.loaders.small_graph import small_graph
from tests.readers.jvm import find_java

pytestmark = pytest.mark.no_cover
Twins = tuple[tuple[Row, ...], tuple[Row, ...]]
SAMPLES = Path(__file__).parents[2] / "samples"
NUMBERS = [question.number for question in questions()]
BLANK = {
    "small": {
        "Q04": "no department is said to stand in a hall",
        "Q09": "each work has one spelling",
        "Q14": "no region has two years",
        "Q15": "nobody claims to be first",
        "Q18": "no figure is about a platform",
        "Q21": "no partner is shared",
        "Q23": "no share of items handled online is stated",
        "Q24": "no region has two years",
        "Q25": "no percentage is stated",
        "Q26": "no satisfaction rate is stated",
        "Q27": "no amount of money is stated",
        "Q28": "no region has two years",
    },
    "samples": {"Q26": "no satisfaction rate is stated"},
    "reports": {"Q21": "no partner is shared"},
}
"""Questions rightly without a row on a graph, and why."""

ALL_OR_NOTHING = {
    ("Q03", "min_agencies"): "no initiative is shared by three",
    ("Q04", "region"): "one region has such halls",
    ("Q14", "from_year"): "two years are compared",
    ("Q14", "to_year"): "two years are compared",
    ("Q15", "year"): "one year has claims to be first",
    ("Q23", "region"): "one region states shares",
    ("Q24", "from_year"): "two years are compared",
    ("Q24", "to_year"): "two years are compared",
    ("Q26", "region"): "no row; the five reports have some",
    ("Q26", "year"): "no row; the five reports have some",
    ("Q27", "region"): "one region states amounts",
    ("Q28", "year"): "two years are compared",
    ("Q32", "status"): "every agreement is done",
    ("Q34", "year"): "one year has such changes",
    ("Q34", "status"): "every such figure is reached",
}
"""Parameters that leave all rows of the samples or none: no value of theirs leaves a part, and why."""


def with_deictics(reading: Reading) -> Reading:
    """The reading with 我局 and 我办 as deictics: the annotated samples have none."""
    text, report = reading.report.text, reading.report
    found = tuple(
        Mention("Agency", evidence_at(report, text.index(words), text.index(words) + 2), "deictic.word")
        for words in ("我局", "我办")
        if words in text
    )
    return replace(reading, deictics=found)


def bare_report() -> Reading:
    """A report of which neither issuer nor region nor year is known."""
    text = "贯彻《优化营商环境条例》。"
    report = Report("r0000000000000000", "bare.txt", text)
    return Reading(report, mentions=(Mention("Regulation", evidence_at(report, 2, 12), "title.brackets"),))


@functools.cache
def sample_graph() -> Graph:
    records = [json.loads(line) for line in (SAMPLES / "gold.jsonl").read_text("utf-8").splitlines()]
    readings = [with_deictics(figured(reading_of(record))) for record in records] + [bare_report()]
    return assemble(readings, resolve(readings), load_schema())


@dataclass(frozen=True, slots=True, eq=False)
class Stores:
    """A graph in both stores, open."""

    name: str
    cypher: embedded.EmbeddedStore
    sparql: pyoxigraph.Store


@pytest.fixture(scope="module", params=["small", "samples", "reports"])
def stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    if request.param == "reports":
        folder = request.getfixturevalue("reports_graph")
    else:
        folder = tmp_path_factory.mktemp(request.param)
        write_graph(small_graph() if request.param == "small" else sample_graph(), folder)
    with embedded.EmbeddedStore(embedded.prepared(folder)) as opened:
        yield Stores(request.param, opened, sparql.open_store(folder))


def answers(stores: Stores, number: str, params: Mapping[str, Any]) -> Twins:
    """The rows in Cypher and in SPARQL, asked in this process."""
    asked = find(number)
    values = typed(asked, params)
    cypher = answer(asked, stores.cypher.read(asked.texts["cypher"], values)).rows
    return cypher, answer(asked, sparql.read(stores.sparql, asked.texts["sparql"], values)).rows


@functools.cache
def everything(stores: Stores, number: str) -> Twins:
    """The rows that the question has without a parameter."""
    return answers(stores, number, {})


@functools.cache
def evidence(stores: Stores) -> frozenset[str]:
    """The ids of the evidence in the graph."""
    return frozenset(row["id"] for row in stores.cypher.read("MATCH (e:Evidence) RETURN e.id AS id", {}))


@pytest.mark.parametrize("number", NUMBERS)
def test_both_languages_give_the_same_rows_in_the_same_order(stores: Stores, number: str) -> None:
    cypher, found = everything(stores, number)

    assert bool(found) is (number not in BLANK[stores.name])
    assert found == cypher


def elsewhere(graph: Graph) -> rdflib.Graph:
    """Another store, filled from the N-Triples."""
    out = io.BytesIO()
    export(graph, "nt", out, base="https://example.org/kg")
    return rdflib.Graph().parse(data=out.getvalue(), format="nt")


def plain(value: object) -> object:
    """A term as `loaders.asking.sparql` gives it."""
    if not isinstance(value, rdflib.Literal):
        return value
    said = value.toPython()
    listed = isinstance(said, str) and said.startswith(sparql.SEPARATOR)
    return said.split(sparql.SEPARATOR)[1:] if listed else said


@pytest.mark.skipif(
    bool(find_java() and shutil.which("mvn")), reason="tests/readers asks Apache Jena, which is another store"
)
def test_questions_run_as_they_are_on_another_store(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    other = elsewhere(small_graph())

    for question in questions():
        found = other.query(question.texts["sparql"])
        names = [str(name) for name in found.vars or ()]
        rows = [dict(zip(names, map(plain, row), strict=True)) for row in found if isinstance(row, tuple)]
        here = sparql.rows(tmp_path, question.texts["sparql"], {})
        assert answer(question, rows).rows == answer(question, here).rows, question.number


def test_a_sign_that_no_format_holds_is_the_same_in_both(tmp_path: Path) -> None:
    text = "武汉市武昌区人民政府2021年工作报告\n2021年，我区推进“一窗\x01综办”改革。"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    build([tmp_path / "a.txt"], tmp_path / "graph")

    cypher, found = (ask(tmp_path / "graph", "Q12", lang=lang) for lang in ("cypher", "sparql"))

    assert [row["initiative"] for row in cypher.rows] == ["一窗\ufffd综办"]
    assert found == cypher


@pytest.mark.parametrize("number", NUMBERS)
def test_every_row_has_evidence_of_the_graph(stores: Stores, number: str) -> None:
    cypher, _ = everything(stores, number)
    alone = [row for row in cypher if not row["evidence"]]

    assert all(set(row["evidence"]) <= evidence(stores) for row in cypher)
    assert all(number == "Q01" and row["agency"] is None for row in alone)


@pytest.mark.parametrize("number", NUMBERS)
def test_parameters_narrow_both_alike(stores: Stores, number: str) -> None:
    asked, (rows, _), (reports, _) = find(number), everything(stores, number), everything(stores, "Q01")
    partly: set[str] = set()
    wholly: set[str] = set()
    for params in narrowings(asked, rows, reports):
        cypher, found = answers(stores, number, params)
        assert found == cypher, params
        assert found == () or not {NOBODY, NEVER}.intersection(params.values()), params
        if len(params) == 1 and found != rows:
            (partly if found else wholly).update(params)
    if stores.name == "samples":
        named = {one.name for one in asked.params}
        assert named - partly == {name for one, name in ALL_OR_NOTHING if one == number}
        assert named <= partly | wholly or number in BLANK["samples"]
