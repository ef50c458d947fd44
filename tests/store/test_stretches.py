from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.graph import Graph
from kg.model import Entity, EntityId, Mention, MentionId, Report, Resolved, evidence_at, report_id
from kg.store import Seals, read_graph, write_graph
from kg.store import folder as folders
from kg.store.parts import parquet_of
from kg.store.sealed import SEALED
from kg.store.stretches import together
from kg.store.tables import Table

OWN = ("reports", "mentions", "evidence")


@pytest.fixture(autouse=True)
def parts_of_few_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.stretches.REPORTS", 4)


def _report(number: int) -> Report:
    text = f"政务服务中心第{number}号"
    return Report(report_id(text.encode()), f"{number:02d}.txt", text)


def _graph(numbers: Sequence[int]) -> Graph:
    reports = sorted(map(_report, numbers), key=lambda report: report.id)
    mentions = (Mention("Agency", evidence_at(report, 0, 6), "test") for report in reports)
    return Graph(reports=tuple(reports), mentions=tuple(mentions))


def _write(folder: Path, numbers: Sequence[int]) -> None:
    graph = _graph(numbers)
    write_graph(graph, folder, seals=_seals(graph))


def _seals(graph: Graph, said: str = "as said") -> Seals:
    read = {report.id: f"as read {report.id}" for report in graph.reports}
    return Seals(read, {report: f"{said} {report}" for report in read})


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in (folder / "tables").glob("*/*")
    }


def test_a_part_ends_where_an_id_says_so_whatever_else_there_is() -> None:
    ids = [_report(number).id for number in range(40)]
    parts = [*together(ids)]

    assert [report for part in parts for report in part] == sorted(ids)
    assert len(parts) > 4
    assert 0 < len({*parts} - {*together(ids[1:])}) <= 2  # its part, and the one behind


def test_a_report_more_changes_one_part_of_each_table(tmp_path: Path) -> None:
    _write(tmp_path, range(40))
    before = _files(tmp_path)
    _write(tmp_path, range(41))
    after = _files(tmp_path)

    changed = [name.split("/")[1] for name in after.keys() - before.keys()]
    assert sorted(changed) == sorted(OWN)
    assert len(before) > 5 * len(OWN)


def test_parts_of_the_same_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(table: Table, batches: Any) -> tuple[bytes, int]:
        made.append(table.name)
        return parquet_of(table, batches)

    _write(tmp_path / "a", range(40))
    monkeypatch.setattr(folders, "parquet_of", counted)
    _write(tmp_path / "a", range(41))
    assert made.count("mentions") == made.count("evidence") == made.count("reports") == 1

    _write(tmp_path / "b", range(41))
    assert made.count("mentions") > 5
    assert _files(tmp_path / "a") == _files(tmp_path / "b")


@pytest.mark.parametrize("damage", ["torn", "gone", "record"])
def test_a_part_that_is_not_as_it_was_is_made_again(tmp_path: Path, damage: str) -> None:
    _write(tmp_path, range(40))
    before = _files(tmp_path)
    part = next(path for path in (tmp_path / "tables" / "mentions").iterdir())
    if damage == "torn":
        part.write_bytes(part.read_bytes()[:-9])
    elif damage == "gone":
        part.unlink()
    else:
        (tmp_path / SEALED).write_text('{"a": ["b"]}')
    _write(tmp_path, range(40))

    assert _files(tmp_path) == before
    assert read_graph(tmp_path) == _graph(range(40))


def test_what_is_read_otherwise_stands_in_the_tables(tmp_path: Path) -> None:
    _write(tmp_path, range(4))
    graph = _graph(range(4))
    other = Graph(reports=graph.reports, mentions=graph.mentions[1:])
    write_graph(other, tmp_path, seals=Seals({report.id: "read otherwise" for report in graph.reports}, {}))

    assert read_graph(tmp_path) == other


def test_what_a_graph_says_otherwise_of_a_report_stands_in_the_tables(tmp_path: Path) -> None:
    graph = _graph(range(4))
    one = Entity(EntityId("a1"), "Agency", "甲", "甲")
    said = (Resolved(report.id, MentionId("@issuer"), one.id, "issuer", "stated") for report in graph.reports)
    known = replace(graph, entities=(one,), resolved=tuple(said))
    write_graph(known, tmp_path, seals=_seals(graph))
    before = _files(tmp_path)
    less = replace(known, resolved=known.resolved[1:])
    write_graph(less, tmp_path, seals=_seals(graph, "said otherwise"))

    assert read_graph(tmp_path) == less
    changed = {name.split("/")[1] for name in _files(tmp_path).keys() - before.keys()}
    assert changed == {"resolution"}
