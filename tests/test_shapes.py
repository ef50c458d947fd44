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
from kg.schema import NAMESPACE, Property, Relation, load_schema
from loaders.checks.holding import Violation, violations
from loaders.checks.queries import checks
from loaders.checks.shacl import load_shapes, parse_shapes
from loaders.checks.term_shapes import MADE, term_shapes
from loaders.checks.validation import of_file
from loaders.rdf.writing import export, lines_of, read_quads
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
    for result in report.subjects(SH.focusNode):
        names = (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent)
        found.add(tuple(str(report.value(result, name, default="")) for name in names))
    return {one for one in found if one[2] != str(SH.NodeConstraintComponent)}  # type: ignore[misc]


def broken(path: Path) -> list[Violation]:
    lines = lines_of(sorted(read_quads(path), key=lambda quad: str(quad.subject)))
    return list(violations(lambda: lines, load_shapes()))


def ours(path: Path) -> set[Broken]:
    return {(one.focus, one.limit.path or "", str(SH) + one.limit.component) for one in broken(path)}


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
    """region_group.ttl → RegionGroupShape, party_to.ttl → partyTo: a shape; else the check."""
    stem = name.removesuffix(".ttl")
    words = "".join(word.capitalize() for word in stem.split("_"))
    shapes = (f"{words}Shape", words[0].lower() + words[1:])
    return next((shape for shape in shapes if shape in named_shapes()), stem)


@functools.cache
def named_shapes() -> set[str]:
    found = packaged("shapes.ttl").subjects(None, SH.NodeShape)
    return {str(node).rpartition("#")[2] for node in found}


def of_terms() -> set[str]:
    """The names of the shapes that are made from the ontology: those of its terms."""
    schema = load_schema()
    return {term.name for term in (*schema.relations.values(), *schema.properties.values())}


@pytest.mark.parametrize("name", INVALID)
def test_invalid_examples_break_the_rule_that_they_are_named_after(name: str) -> None:
    text = (EXAMPLES / "invalid" / name).read_text("utf-8")
    expected = set(re.findall(r"^# expects: (.+)$", text, re.MULTILINE))
    found = of_file(EXAMPLES / "invalid" / name)

    assert expected
    assert expected <= {one.en for one in found}
    assert rule_of(name) in {one.law for one in found}


@pytest.mark.no_cover
def test_a_check_finds_the_same_on_another_store() -> None:
    for check in checks():
        path = EXAMPLES / "invalid" / f"{check.name}.ttl"
        found = {str(row[0]) for row in Graph().parse(path).query(check.query)}  # type: ignore[index]

        assert found == {one.focus for one in of_file(path) if one.law == check.name}, check.name


def test_every_shape_and_every_check_has_its_examples() -> None:
    queries = {check.name for check in checks()}

    by_hand = named_shapes() - of_terms()

    assert by_hand | queries <= {rule_of(name) for name in INVALID} <= named_shapes() | queries
    assert {rule_of(name) for name in VALID} >= by_hand


def test_the_shapes_of_terms_are_those_of_the_ontology(request: pytest.FixtureRequest) -> None:
    path = ROOT / "ontology" / "shapes.ttl"
    text = path.read_text("utf-8")
    by_hand, line = text[: text.index(MADE)], text[text.index(MADE) :].partition("\n")[0]
    made = f"{by_hand}{line}\n{term_shapes(load_schema())}"
    if request.config.getoption("--update-golden"):
        path.write_text(made, encoding="utf-8", newline="\n")

    assert path.read_text("utf-8") == made


WRONG = f"@prefix gsr: <{NAMESPACE}> .\n<x:a> a gsr:Section . <x:b> a gsr:Publication .\n"


@pytest.mark.no_cover
def test_each_term_is_checked_as_pyshacl_does(shapes: Graph, ontology: Graph, tmp_path: Path) -> None:
    schema, path = load_schema(), tmp_path / "wrong.ttl"
    lines = [f'<x:{end}> gsr:{name} <x:a>, "2"^^<x:c> .' for name in sorted(of_terms()) for end in "ab"]
    path.write_text(WRONG + "\n".join(lines), "utf-8")
    found = broken(path)
    paths = {one.limit.path for one in found}
    subjects = {(one.focus, one.limit.shape.rpartition("#")[2]) for one in found if one.limit.path is None}

    assert ours(path) == judged(Graph().parse(path), shapes, ontology)
    terms: list[Relation | Property] = [*schema.relations.values(), *schema.properties.values()]
    for term in terms:
        assert term.iri in paths
        for focus, cls in (("x:a", "Section"), ("x:b", "Publication")):
            outside = bool(term.domain) and cls not in term.domain
            assert ((focus, term.name) in subjects) is outside, (term.name, cls)


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
