import re

import pytest

from kg.errors import DataError
from kg.schema import load_schema
from loaders.asking.guard import check
from loaders.asking.questions import Question, questions
from loaders.lookup import RDF_ONLY
from loaders.neo4j.browser import COLOURS, favourites, file_name, nodes, saved_query, style
from loaders.neo4j.guide import guide, parse, steps
from loaders.property_graph.captions import NARROW, ROWS, WIDE, captions
from loaders.property_graph.elements import elements
from loaders.property_graph.rows import Node, in_rows
from tests.conftest import ROOT
from tests.loaders.small_graph import small_graph

FOLDER = ROOT / "queries" / "browser"
SCHEMA = load_schema()


def test_the_files_for_browser_are_those_of_the_ontology_and_the_questions(
    request: pytest.FixtureRequest,
) -> None:
    made = {file_name(one): saved_query(one).encode() for one in questions()}
    made["style.grass"] = style(SCHEMA).encode()
    made["questions.zip"] = favourites(questions())
    made["guide.html"] = guide(SCHEMA, steps(), questions()).encode()
    if request.config.getoption("--update-golden"):
        FOLDER.mkdir(exist_ok=True)
        for name, content in made.items():
            (FOLDER / name).write_bytes(content)

    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == made


def test_every_label_and_type_has_a_rule_and_specific_ones_come_last() -> None:
    rules = re.findall(r"^(?:node|relationship)\.(\w+) \{", style(SCHEMA), re.MULTILINE)

    types = SCHEMA.relations.keys() - RDF_ONLY
    assert set(rules) == {"Entity", *(one.neo4j for one in nodes(SCHEMA)), *types}
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
    (nodes,) = in_rows([Node("Entity", "x", {"name": name}, labels)])
    assert captions(nodes) == [shown]


def test_every_node_has_a_caption_that_fits() -> None:
    found = in_rows(elements(small_graph(), SCHEMA).nodes.values())
    for some in (one for one in found if one.form.kind != "Claim"):  # known by its relation, a Latin word
        for rows in (text.split(" ") for text in captions(some)):
            assert len(rows) <= ROWS
            assert 0 < max(map(len, rows)) <= (WIDE if some.form.kind == "Entity" else NARROW), rows


def test_each_step_of_the_guide_reads_and_can_stand_in_a_link() -> None:
    for step in steps():
        check(step.query, "cypher")
    # Browser decodes the link before it looks for its parts
    assert not re.search("[&#]", "".join([*(one.query for one in steps()), *map(saved_query, questions())]))


def test_a_file_that_is_no_step_is_named() -> None:
    with pytest.raises(DataError, match=r"queries/guide/9-x\.cypher: not '// 标题"):
        parse("// 标题 | title\nRETURN 1\n", "9-x.cypher")


def test_the_guide_runs_nothing_and_names_every_class() -> None:
    page = guide(SCHEMA, steps(), questions())

    assert "<script" not in page
    assert page.count("<slide>") == page.count("</slide>") == len(steps()) + 2
    assert all(f"<code>{one.neo4j}</code>" in page for one in nodes(SCHEMA))
