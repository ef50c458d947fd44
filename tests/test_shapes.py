import io
import re

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH

from kg.resources import resource
from loaders.rdf import export
from tests.loaders.small_graph import small_graph

VALID = sorted(path.name for path in resource("ontology/examples/valid").iterdir())
INVALID = sorted(path.name for path in resource("ontology/examples/invalid").iterdir())


def packaged(name: str) -> Graph:
    return Graph().parse(data=resource(f"ontology/{name}").read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return packaged("shapes.ttl")


def complaints(data: Graph, shapes: Graph) -> set[str]:
    """The English messages of what does not conform."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=packaged("gsr.ttl"))
    messages = [value for value in report.objects(None, SH.resultMessage) if isinstance(value, Literal)]
    return {str(message) for message in messages if message.language == "en"}


@pytest.mark.parametrize("name", VALID)
def test_valid_examples_conform(name: str, shapes: Graph) -> None:
    assert complaints(packaged(f"examples/valid/{name}"), shapes) == set()


@pytest.mark.parametrize("name", INVALID)
def test_invalid_examples_are_refused_for_what_they_say(name: str, shapes: Graph) -> None:
    text = resource(f"ontology/examples/invalid/{name}").read_text("utf-8")
    expected = set(re.findall(r"^# expects: (.+)$", text, re.MULTILINE))

    assert expected
    assert expected <= complaints(packaged(f"examples/invalid/{name}"), shapes)


def test_what_is_exported_conforms(shapes: Graph) -> None:
    out = io.BytesIO()
    export(small_graph(), "ttl", out, base="https://example.org/kg")

    assert complaints(Graph().parse(data=out.getvalue(), format="turtle"), shapes) == set()


def test_every_shape_speaks_both_languages(shapes: Graph) -> None:
    for shape in shapes.objects(None, SH.property):
        said = [text for text in shapes.objects(shape, SH.message) if isinstance(text, Literal)]
        assert sorted(text.language or "" for text in said) == ["en", "zh-Hans"], shapes.value(shape, SH.path)


def test_shapes_speak_of_terms_that_the_ontology_has(shapes: Graph) -> None:
    declared = set(packaged("gsr.ttl").subjects())
    ends = {end for triple in shapes for end in triple if isinstance(end, URIRef)}

    assert {end for end in ends if end.startswith("https://w3id.org/gsr/ns#")} <= declared
