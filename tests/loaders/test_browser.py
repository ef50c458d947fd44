import re

import pytest

from kg.schema import load_schema
from loaders.browser import COLOURS, saved_query, style
from loaders.captions import NARROW, ROWS, WIDE, caption
from loaders.elements import Node, elements
from loaders.guard import check
from loaders.questions import Question, questions
from tests.conftest import ROOT
from tests.loaders.small_graph import small_graph

FOLDER = ROOT / "queries" / "browser"
SCHEMA = load_schema()


def test_the_files_for_browser_are_those_of_the_ontology_and_the_questions(
    request: pytest.FixtureRequest,
) -> None:
    made = {f"{one.number}-{one.name.replace('_', '-')}.cypher": saved_query(one) for one in questions()}
    made["style.grass"] = style(SCHEMA)
    if request.config.getoption("--update-golden"):
        FOLDER.mkdir(exist_ok=True)
        for name, text in made.items():
            (FOLDER / name).write_text(text, "utf-8")

    assert {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()} == made


def test_every_label_and_type_has_a_rule_and_specific_ones_come_last() -> None:
    rules = re.findall(r"^(?:node|relationship)\.(\w+) \{", style(SCHEMA), re.MULTILINE)

    assert set(rules) == {"Entity", *(one.neo4j for one in SCHEMA.classes.values()), *SCHEMA.relations}
    places = {name: place for place, name in enumerate(rules)}
    assert places["Entity"] < places["Regulation"] < places["LegalAct"]
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_no_caption_breaks_its_rule() -> None:
    for text in re.findall(r'caption: "(.*)";', style(SCHEMA)):
        assert ":" not in text
        assert text


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.number)
def test_a_saved_query_has_a_title_and_no_parameter(question: Question) -> None:
    text = saved_query(question)

    assert text.startswith(f"// {question.number} ")
    assert "$" not in text
    check(text, "cypher")


@pytest.mark.parametrize(
    ("labels", "name", "shown"),
    [
        (("Agency",), "重庆市沙坪坝区司法局", "司法局"),
        (("Agency",), "清江市人民政府", "人民政府"),
        (("Agency",), "清江市东湖区市场监督管理局", "市场监督 管理局"),
        (("Region",), "云州省清江市东湖区", "东湖区"),
        (("Initiative",), "市区通办", "市区通办"),
        (("LegalAct", "Regulation"), "云州省优化营商环境条例", "云州省优化营 商环境条例"),
        (
            ("Regulation",),
            "国务院关于加快推进政务服务标准化规范化便利化的指导意见",
            "国务院关于加 快推进政务服 务标准化规…",
        ),
        (("Platform",), "渝快办APP 2.0 版", "渝快办APP 2.0 版"),
    ],
)
def test_a_caption_is_short_and_without_the_places_before_it(
    labels: tuple[str, ...], name: str, shown: str
) -> None:
    assert caption(Node("Entity", "x", {"name": name}, labels)) == shown


def test_every_node_has_a_caption_that_fits() -> None:
    nodes = elements(small_graph(), SCHEMA).nodes.values()
    for node in (one for one in nodes if one.label != "Claim"):  # known by its relation, a Latin word
        rows = caption(node).split(" ")
        assert len(rows) <= ROWS
        assert 0 < max(map(len, rows)) <= (WIDE if node.label == "Entity" else NARROW), rows
