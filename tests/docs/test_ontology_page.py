"""docs/ontology/index.html is what docs/ontology_page.py makes; `make golden` writes it again."""

import importlib.util
import sys
from types import ModuleType
from xml.etree import ElementTree

import pytest

from kg.schema import load_schema
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "ontology" / "index.html"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ontology_page", ROOT / "docs" / "ontology_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["ontology_page"] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current(generator: ModuleType, request: pytest.FixtureRequest) -> None:
    text = generator.page()
    if request.config.getoption("--update-golden"):
        PAGE.write_text(text, encoding="utf-8", newline="\n")

    assert PAGE.read_text("utf-8") == text, "make golden writes it again"


def test_every_term_has_its_anchor_in_both_languages_and_every_link_ends_somewhere() -> None:
    schema = load_schema()
    root = ElementTree.fromstring(PAGE.read_text("utf-8").replace("<!DOCTYPE html>\n", ""))
    anchors = {element.get("id") for element in root.iter()}
    words = "".join(root.itertext())
    terms = [*schema.classes.values(), *schema.relations.values(), *schema.properties.values()]

    for term in terms:
        assert term.name in anchors
        assert f"{term.label_zh} · {term.label_en}" in words
        assert term.definition_zh in words
        assert term.definition_en in words
    links = [element.get("href") or "" for element in root.iter()]
    inner = {link[1:] for link in links if link.startswith("#")}
    assert inner <= anchors
    assert len(inner) > 60


def test_the_diagram_shows_every_relation_that_texts_state() -> None:
    schema = load_schema()
    root = ElementTree.fromstring(PAGE.read_text("utf-8").replace("<!DOCTYPE html>\n", ""))
    (svg,) = [element for element in root.iter() if element.tag.endswith("svg")]
    drawn = {word for element in svg.iter() for word in (element.text or "").split(", ")}

    assert {relation.name for relation in schema.relations.values() if not relation.structural} <= drawn
