from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from kg.graph import Apart, Family, Graph, parts_of
from kg.model import (
    Entity,
    EntityId,
    Fact,
    Mention,
    MentionId,
    Report,
    Resolved,
    digest,
    evidence_at,
    report_id,
)
from kg.store import Seals, read_graph, slices, write_graph, write_parted
from kg.store import folder as folders
from kg.store.parts import parquet_of, sha256
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


def _with_families(folder: Path, families: Sequence[Sequence[int]]) -> list[str]:
    """Write reports of some families, with a finding each; the names of the families that were asked for."""
    asked: list[str] = []
    ids = {number: _report(number).id for some in families for number in some}
    named = sorted((sorted(ids[number] for number in some), str(some)) for some in families)

    def of(names: Iterable[str]) -> tuple[list[Entity], list[tuple[str, Fact]]]:
        these = [*names]
        asked.extend(these)
        reports = {name: reports for reports, name in named}
        found = sorted((digest(name), name) for name in these)
        entities = [Entity(EntityId(f"d{key}"), "Finding", name, name) for key, name in found]
        facts = [
            Fact(EntityId(f"d{key}"), "IN_REPORT", EntityId(report), "done", "inferred")
            for key, name in found
            for report in reports[name]
        ]
        return entities, sorted((fact.id, fact) for fact in facts)

    graph = _graph([*ids])
    apart = Apart([Family(name, reports) for reports, name in named], of)
    seals, texts = _seals(graph), {report.id: sha256(report.text.encode()) for report in graph.reports}
    write_parted(replace(parts_of(graph), apart=apart), folder, texts=texts, seals=seals)
    return asked


def test_findings_lie_by_family_and_are_asked_for_where_a_family_is_another(tmp_path: Path) -> None:
    families = [range(first, first + 2) for first in range(0, 60, 2)]
    first = _with_families(tmp_path / "a", families)
    before = _files(tmp_path / "a")
    assert len(first) == len({*first}) == 30
    assert not _with_families(tmp_path / "a", families)

    families[7] = range(14, 15)
    asked = _with_families(tmp_path / "a", families)
    after = _files(tmp_path / "a")
    assert str(families[7]) in asked
    assert len(asked) < 12
    gone = [name.split("/")[1] for name in before.keys() - after.keys()]
    assert 1 <= gone.count("entities") == gone.count("facts") <= 2

    _with_families(tmp_path / "b", families)
    assert _files(tmp_path / "b") == after
    graph = read_graph(tmp_path / "a")
    assert [one.id for one in graph.entities] == sorted(one.id for one in graph.entities)
    assert [one.id for one in graph.facts] == sorted(one.id for one in graph.facts)
    assert (len(graph.entities), len(graph.facts)) == (30, 59)
    with slices(tmp_path / "a") as pieces:
        assert tuple(chain.from_iterable(piece.facts for piece in pieces.facts())) == graph.facts
        assert tuple(chain.from_iterable(piece.entities for piece in pieces.entities())) == graph.entities


def test_a_part_hangs_on_each_of_its_families(tmp_path: Path) -> None:
    families = [range(first, first + 2) for first in range(0, 60, 2)]
    _with_families(tmp_path / "a", families)
    for at in range(8):
        families[at] = range(2 * at, 2 * at + 1)
        _with_families(tmp_path / "a", families)
        _with_families(tmp_path / "b", families)
        assert _files(tmp_path / "a") == _files(tmp_path / "b")
        rmtree(tmp_path / "b")
