import re
from dataclasses import replace

import pytest

from kg.errors import DataError
from kg.schema import load_schema
from loaders.neo4j.demands import (
    Demand,
    enterprise_file,
    enterprise_statements,
    node_demands,
    refuse_unfit,
    unfit,
)
from loaders.neo4j.sheets import laid_out
from loaders.property_graph.elements import elements
from loaders.property_graph.indexes import keyed
from loaders.property_graph.rows import Elements, Link, Node, Props
from tests.conftest import ROOT
from tests.loaders.small_graph import small_graph

FILE = ROOT / "queries" / "enterprise.cypher"
WHOLE = elements(small_graph(), load_schema())


def test_the_file_for_enterprise_is_the_one_of_the_ontology(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        FILE.write_text(enterprise_file(), "utf-8")

    assert FILE.read_text("utf-8") == enterprise_file()


def test_each_constraint_has_a_name_of_its_own_and_every_id_is_a_key() -> None:
    statements = enterprise_statements()
    names = {found[1] for one in statements if (found := re.match(r"CREATE CONSTRAINT (\w+) IF NOT", one))}

    assert len(names) == len(statements)
    assert {f"{label.lower()}_id_exists" for label in keyed()} <= names
    stated = {one.neo4j.lower() for one in load_schema().relations.values() if not one.structural}
    assert {f"{type_}_id_key" for type_ in stated} <= names


def test_demands_come_from_the_shapes() -> None:
    claim, report = ({one.prop: one for one in node_demands()[label]} for label in ("Claim", "Report"))

    assert claim["status"] == Demand("status", ("STRING",), True)
    assert report["year"] == Demand("year", ("INTEGER",), False)
    assert node_demands()["Entity"] == (Demand("names", ("STRING", "LIST<STRING NOT NULL>"), False),)
    assert "LegalAct" not in node_demands()


def test_a_shape_breaks_what_is_missing_or_of_another_type() -> None:
    marks = ("hash:INTEGER NOT NULL", "run:STRING NOT NULL")
    stated = ("id:STRING NOT NULL", "status:STRING NOT NULL", "years:LIST<INTEGER NOT NULL> NOT NULL")
    wrong = ("id:INTEGER NOT NULL", "years:LIST<STRING NOT NULL> NOT NULL", "mine:DATE NOT NULL")

    assert not [*unfit("ISSUED", (*marks, *stated, "reports:LIST<NOTHING> NOT NULL"))]
    assert {one.prop for one in unfit("ISSUED", (*marks, *wrong))} == {"id", "status", "years"}
    assert {one.prop for one in unfit("IN_REPORT", marks[:1])} == {"run"}
    assert {one.prop for one in unfit("Entity", ())} == {"id", "caption", "hash", "run"}
    assert not [*unfit("Person", ("id:INTEGER NOT NULL",))]


def test_a_graph_that_is_whole_is_fit() -> None:
    for one in (one for rows in WHOLE for one in rows):
        refuse_unfit(one)


def with_node(label: str, **props: object) -> Elements:
    """The graph with other values in the first node under that label."""
    found = next(one for one in WHOLE.nodes.values() if label in (one.label, *one.labels))
    changed: Props = {**found.props, **props}  # type: ignore[dict-item]
    return Elements(
        {**WHOLE.nodes, (found.label, found.id): Node(found.label, found.id, changed, found.labels)},
        WHOLE.links,
    )


def with_link(type_: str, **props: object) -> Elements:
    """The graph with other values in the first relationship of that type."""
    found = next(one for one in WHOLE.links.values() if one.type == type_)
    changed: Props = {**found.key, **found.props, **props}  # type: ignore[dict-item]
    other: Link = replace(found, key={}, props=changed)
    return Elements(WHOLE.nodes, {**WHOLE.links, found.name: other})


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (with_node("Claim", status=None), ":Claim .*: status is None, expected STRING NOT NULL"),
        (with_node("Agency", name=7), ":Agency .*: name is 7, expected STRING NOT NULL"),
        (
            with_node("Entity", names=["甲", 1]),
            ":Entity .*: names is .*, expected STRING | LIST<STRING NOT NULL>",
        ),
        (with_node("Observation", value=True), "value is True, expected FLOAT NOT NULL"),
        (with_link("ISSUED", id=None), r"-\[:ISSUED\]-> .*: id is None"),
        (with_link("ISSUED", years=["2021"]), "years is \\['2021'\\], expected LIST<INTEGER NOT NULL>"),
        (with_link("REFERS_TO", deictic="yes"), "deictic is 'yes', expected BOOLEAN"),
    ],
)
def test_what_is_not_as_it_must_be_is_refused_before_anything_is_sent(broken: Elements, said: str) -> None:
    with pytest.raises(DataError, match=said), laid_out(broken):
        pass
