import csv
import tempfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.graph import Graph
from kg.model import Entity, EntityId
from kg.store import slices, write_graph
from loaders.tables import Cell, Language, cell_text, filled, tables, write_tables
from tests.loaders.small_graph import entity_id, small_graph


def rows_of(graph: Graph, name: str, language: Language = "en") -> list[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        write_tables(graph, Path(folder), language=language, bom=False)
        with (Path(folder) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def test_there_is_a_table_for_each_class_and_for_what_was_said() -> None:
    names = {table.name for table in tables(small_graph())}

    assert {
        "agency",
        "legal-act",
        "region-group",
        "facts",
        "claims",
        "observations",
        "evidence",
        "reports",
    } <= names


def test_rows_are_as_many_as_the_things() -> None:
    graph = small_graph()
    counts = Counter(table.name for table, rows in filled(graph, tables(graph)) for _ in rows)

    assert counts["facts"] == len(graph.facts)
    assert counts["claims"] == len(graph.claims)
    assert counts["evidence"] == len(graph.evidence())
    assert counts["agency"] == 5


@pytest.mark.parametrize(("language", "header"), [("zh", "断言主体 标识"), ("en", "claim subject id")])
def test_headers_are_labels_of_the_ontology(language: Language, header: str) -> None:
    assert header in rows_of(small_graph(), "facts", language)[0]


def test_no_two_columns_of_a_table_have_one_header() -> None:
    for table in tables(small_graph()):
        assert len(set(table.columns)) == len(table.columns), table.name


def test_every_row_has_a_cell_for_every_column() -> None:
    for table, rows in filled(small_graph(), tables(small_graph())):
        for row in rows:
            assert len(row) == len(table.columns), table.name


def test_a_claim_shows_names_status_and_sentence() -> None:
    (row,) = [row for row in rows_of(small_graph(), "claims") if row["status"] == "problem"]

    assert row["claim subject"] == "清江市东湖区行政审批局"
    assert row["claim object"] == "一件事一次办"
    assert row["claim object id"] == entity_id("one thing")
    assert row["quote"] == "“一件事一次办”推进不够。"


def test_an_observation_shows_what_it_is_about() -> None:
    (row,) = [row for row in rows_of(small_graph(), "observations") if row["raw value"] == "1.28万件"]

    assert (row["value"], row["unit"], row["measures"]) == ("12800", "件", "一窗通办")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-5", "'-5"),
        ("@issuer", "'@issuer"),
        ("＝A1", "'＝A1"),
        ("\t=1", "'\t=1"),
        ("一窗通办", "一窗通办"),
        ("a=b", "a=b"),
        (-5, "-5"),
        (Decimal("-0.50"), "-0.5"),
        (1.50, "1.5"),
        (True, "true"),
        (None, ""),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_no_text_is_run_as_a_formula(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


def test_line_breaks_and_quotes_come_back() -> None:
    name = '甲"乙,丙\r\n丁'
    graph = Graph(entities=(Entity(EntityId("i1"), "Initiative", "x", name),))

    assert rows_of(graph, "initiative")[0]["name"] == name


@pytest.mark.parametrize(("bom", "start"), [(True, b"\xef\xbb\xbf"), (False, "标识".encode())])
def test_the_mark_for_excel_can_be_left_out(tmp_path: Path, bom: bool, start: bytes) -> None:
    paths = write_tables(small_graph(), tmp_path / "tables", bom=bom)

    assert paths == sorted((tmp_path / "tables").iterdir())
    assert all(path.read_bytes().startswith(start) for path in paths)


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_tables(small_graph(), tmp_path / turn) for turn in ("a", "b"))

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_list_is_one_cell() -> None:
    thing = Entity(EntityId("i1"), "Initiative", "x", "x", ("a", "b"))
    graph = replace(Graph(), entities=(thing,))

    assert rows_of(graph, "initiative")[0]["spellings"] == "a | b"


def test_a_graph_in_slices_gives_the_bytes_of_the_graph_in_memory(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path / "graph")

    whole = write_tables(small_graph(), tmp_path / "whole")
    with slices(tmp_path / "graph") as graph:
        sliced = write_tables(graph, tmp_path / "sliced")
    assert [path.read_bytes() for path in whole] == [path.read_bytes() for path in sliced]
