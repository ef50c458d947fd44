from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import FolderError
from kg.graph import Graph
from kg.store import Tabled, tabled, tabled_in, write_graph
from kg.store.columns import IN_REPORTS, REPORTS
from kg.store.tables import TABLES
from tests.loaders.small_graph import small_graph
from tests.loaders.test_twins import sample_graph


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda handle: None)


def told(graph: Tabled) -> dict[str, list[Any]]:
    """The rows of each table, those of what stands in reports sorted."""
    rows: dict[str, list[Any]] = {name: [] for name in IN_REPORTS}
    for piece in graph.reports():
        for name, table in piece.items():
            rows[name] += zip(*map(table, plain(name)), strict=True)
    whole = {
        name: [row for some in graph.rows(name) for row in zip(*map(some, plain(name)), strict=True)]
        for name in ("entities", "facts", "observations")
    }
    assert sorted(whole["observations"], key=repr) == sorted(rows["observations"], key=repr)
    return {**{name: sorted(those, key=repr) for name, those in rows.items()}, **whole}


def plain(name: str) -> list[str]:
    """The columns of a table whose cells are the same in memory and in a file: no lists."""
    return [column for column, kind in TABLES[name].columns.items() if not str(kind).startswith("list")]


@pytest.mark.parametrize("made", [small_graph, sample_graph, Graph], ids=["hand", "samples", "none"])
def test_a_folder_tells_what_its_graph_has(made: Callable[[], Graph], tmp_path: Path) -> None:
    graph = made()
    write_graph(graph, tmp_path)
    keys = [span.id for span in graph.evidence()]
    with tabled_in(tmp_path) as found:
        assert told(found) == told(tabled(graph))
        assert found.quotes_of([*keys, "e0"]) == tabled(graph).quotes_of([*keys, "e0"])
        assert [*found.quotes_of(keys).values()] == [span.quote for span in graph.evidence()]


def test_what_stands_in_a_report_is_told_with_it(tmp_path: Path) -> None:
    graph = sample_graph()
    write_graph(graph, tmp_path)
    with tabled_in(tmp_path) as found:
        pieces = list(found.reports())
        assert max(len(piece["reports"]("id")) for piece in pieces) <= REPORTS
        for piece in pieces:
            for name in IN_REPORTS[1:]:
                assert {*piece[name]("report_id")} <= {*piece["reports"]("id")}


def test_a_graph_may_be_replaced_while_it_is_read(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    with tabled_in(tmp_path) as found:
        write_graph(Graph(), tmp_path)
        assert told(found) == told(tabled(small_graph()))


@pytest.mark.parametrize("table", ["claims", "evidence", "facts"])
def test_a_damaged_part_is_told_before_the_first_row(table: str, tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    next((tmp_path / "tables" / table).iterdir()).write_bytes(b"PAR1")

    with (
        pytest.raises(FolderError, match=rf"{table}/.* is not what manifest.json names"),
        tabled_in(tmp_path),
    ):
        pass
