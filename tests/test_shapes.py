"""shapes.ttl and the examples, judged by pySHACL; what our own evaluator finds is the same."""

import functools
import io
import re
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import DataError
from kg.resources import resource
from loaders.rdf import export, read_quads
from loaders.shacl import load_shapes, parse_shapes, violations
from loaders.validation import of_file
from tests.conftest import ROOT
from tests.loaders.small_graph import small_graph

EXAMPLES = ROOT / "ontology" / "examples"
VALID = sorted(path.name for path in (EXAMPLES / "valid").iterdir())
INVALID = sorted(path.name for path in (EXAMPLES / "invalid").iterdir())
Broken = tuple[str, str, str]


def packaged(name: str) -> Graph:
    return Graph().parse(data=resource(f"ontology/{name}").read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return packaged("shapes.ttl")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return packaged("gsr.ttl")


def judged(data: Graph, shapes: Graph, ontology: Graph) -> set[Broken]:
    """The thing, path and component of each result of pySHACL, those behind a sh:node instead of itself."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology)
    found = set()
    for result in report.subjects(SH.resultPath):
        names = (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent)
        found.add(tuple(str(report.value(result, name)) for name in names))
    return found  # type: ignore[return-value]


def ours(path: Path) -> set[Broken]:
    quads = sorted(read_quads(path), key=lambda quad: str(quad.subject))
    found = violations(quads, load_shapes())
    return {(one.focus, one.limit.path, str(SH) + one.limit.component) for one in found}


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "name", [f"valid/{name}" for name in VALID] + [f"invalid/{name}" for name in INVALID]
)
def test_our_evaluator_finds_what_pyshacl_finds(name: str, shapes: Graph, ontology: Graph) -> None:
    assert ours(EXAMPLES / name) == judged(packaged(f"examples/{name}"), shapes, ontology)


@pytest.mark.no_cover
def test_what_is_exported_conforms(shapes: Graph, ontology: Graph) -> None:
    out = io.BytesIO()
    export(small_graph(), "ttl", out, base="https://example.org/kg")

    assert judged(Graph().parse(data=out.getvalue(), format="turtle"), shapes, ontology) == set()


@pytest.mark.parametrize("name", VALID)
def test_valid_examples_break_no_rule(name: str) -> None:
    assert of_file(EXAMPLES / "valid" / name) == []


def rule_of(name: str) -> str:
    """region_group.ttl → RegionGroupShape where there is such a shape, else the check region_group."""
    stem = name.removesuffix(".ttl")
    shape = "".join(word.capitalize() for word in stem.split("_")) + "Shape"
    return shape if shape in named_shapes() else stem


@functools.cache
def named_shapes() -> set[str]:
    found = packaged("shapes.ttl").subjects(None, SH.NodeShape)
    return {str(node).rpartition("#")[2] for node in found}


@pytest.mark.parametrize("name", INVALID)
def test_invalid_examples_break_the_rule_that_they_are_named_after(name: str) -> None:
    text = (EXAMPLES / "invalid" / name).read_text("utf-8")
    expected = set(re.findall(r"^# expects: (.+)$", text, re.MULTILINE))
    found = of_file(EXAMPLES / "invalid" / name)

    assert expected
    assert expected <= {one.en for one in found}
    assert rule_of(name) in {one.law for one in found}


def test_every_shape_and_every_check_has_its_examples() -> None:
    checks = {path.name.removesuffix(".rq") for path in resource("ontology/checks").iterdir()}

    shapes = named_shapes()

    assert {rule_of(name) for name in INVALID} == shapes | checks
    assert {rule_of(name) for name in VALID} >= shapes


def test_every_shape_speaks_both_languages(shapes: Graph) -> None:
    for shape in shapes.objects(None, SH.property):
        said = [text for text in shapes.objects(shape, SH.message) if isinstance(text, Literal)]
        assert sorted(text.language or "" for text in said) == ["en", "zh-Hans"], shapes.value(shape, SH.path)


def test_shapes_speak_of_terms_that_the_ontology_has(shapes: Graph, ontology: Graph) -> None:
    declared: set[Node] = set(ontology.subjects())
    ends = {end for triple in shapes for end in triple if isinstance(end, URIRef)}

    assert {end for end in ends if end.startswith("https://w3id.org/gsr/ns#")} <= declared


@pytest.mark.parametrize(
    ("constraint", "said"),
    [
        ("sh:xone ( [ sh:class gsr:Agency ] )", "sh:xone is not evaluated"),
        ("sh:nodeKind sh:BlankNode", "sh:BlankNode is not evaluated"),
    ],
)
def test_a_shape_that_would_not_be_evaluated_is_refused(constraint: str, said: str) -> None:
    text = (
        "@prefix gsr: <https://w3id.org/gsr/ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> ."
        "gsr:S a sh:NodeShape ; sh:targetClass gsr:Agency ;"
        f"sh:property [ sh:path gsr:name ; {constraint} ] ."
    )

    with pytest.raises(DataError, match=said):
        parse_shapes(text, "")
