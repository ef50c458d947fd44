import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from kg.schema import load_schema
from kg.store import read_graph
from tests.conftest import ROOT
from tests.loaders.small_graph import small_graph

COMMITTED = ROOT / "docs" / "samples.svg"


@pytest.fixture(scope="module")
def picture() -> ModuleType:
    spec = importlib.util.spec_from_file_location("picture", ROOT / "docs" / "picture.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["picture"] = module
    spec.loader.exec_module(module)
    return module


def test_it_draws_what_several_agencies_share(picture: ModuleType) -> None:
    drawn = ElementTree.fromstring(picture.draw(picture.choose(small_graph())))

    words = ["".join(element.itertext()) for element in drawn if element.tag.endswith("text")]
    assert {"清江市东湖区行政审批局", "清江市西岭区人民政府", "一窗通办"} <= set(words)
    assert "湖事办" not in words
    assert words[-1] == "我区推进⟦“一窗通办”改革⟧，办件3.5万件；“湖事办”西岭分厅上线。"


def test_its_relations_are_those_of_the_ontology(picture: ModuleType) -> None:
    schema = load_schema()

    assert set(picture.COLOURS) <= set(schema.relations)
    assert {*picture.LEFT, *picture.RIGHT} <= set(schema.classes)
    assert set(picture.WORDS) == set(picture.COLOURS)


def test_the_committed_picture_is_that_of_the_samples(
    picture: ModuleType, samples_graph: Path, request: pytest.FixtureRequest
) -> None:
    drawn = picture.draw(picture.choose(read_graph(samples_graph)))
    if request.config.getoption("--update-golden"):
        COMMITTED.write_text(drawn, encoding="utf-8", newline="\n")

    assert COMMITTED.read_text("utf-8") == drawn, "make golden draws it again"
