"""docs/ontology/index.html is what loaders.publish.ontology_page makes; `make golden` writes it again."""

from xml.etree import ElementTree

import pytest

from kg.schema import load_schema
from loaders.publish.ontology_page import page
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "ontology" / "index.html"


def test_the_page_is_current(request: pytest.FixtureRequest) -> None:
    text = page()
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
