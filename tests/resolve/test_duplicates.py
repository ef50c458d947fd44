"""Copies of one report: proposed by text, issuer, region and year; counted once where a person says so."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Judgement, Metadata, Reading, Report, report_id
from kg.pipeline import build
from kg.readings import read_of
from kg.resolve.duplicates import once, twins
from kg.resolve.proposals import proposals
from kg.stages import join_readings
from kg.store import read_graph
from tests.conftest import ROOT

META = Metadata(issuer="甲局", issuer_basis="title", year=2022, year_basis="stated")


def prose(seed: int, size: int = 3000) -> str:
    letters = random.Random(seed)
    return "".join(
        chr(letters.randrange(0x4E00, 0x9000)) + ("，" if not at % 9 else "") for at in range(size)
    )


def report(text: str, meta: Metadata = META) -> Report:
    key = report_id(text.encode())
    return Report(key, f"{key}.txt", text, meta)


def on_a_portal(text: str) -> str:
    """The same text in the frame of a web page: other spaces and commas, a head and a foot."""
    return (
        "首页 > 政务公开 > 年度报告\n"
        + text.replace("，", ", ").replace("一", "一\n")
        + "\n扫一扫打开当前页\n" * 3
    )


def pairs(*reports: Report) -> set[frozenset[str]]:
    return {frozenset((pair.left.id, pair.right.id)) for pair in twins(reports)}


def test_a_copy_from_a_portal_is_found() -> None:
    one, copy, other = report(prose(1)), report(on_a_portal(prose(1))), report(prose(2))
    assert pairs(one, copy, other) == {frozenset((one.id, copy.id))}


@pytest.mark.parametrize(
    "meta",
    [
        replace(META, issuer="乙局"),
        replace(META, year=2021),
        replace(META, region="甲省", region_basis="title"),
    ],
    ids=["issuer", "year", "region"],
)
def test_reports_that_say_otherwise_of_themselves_are_no_copies(meta: Metadata) -> None:
    one = replace(META, region="乙省", region_basis="title")
    assert pairs(report(prose(1), one), report(on_a_portal(prose(1)), meta)) == set()


def test_what_is_inferred_or_unknown_tells_nothing_apart() -> None:
    guessed = Metadata(issuer="乙局", issuer_basis="inferred")
    found = twins([report(prose(1), guessed), report(on_a_portal(prose(1)))])
    assert [pair.left.meta for pair in found] == [META]


def test_a_report_that_quotes_another_is_no_copy() -> None:
    assert pairs(report(prose(1)), report(prose(1) + prose(3, 9000))) == set()
    assert pairs(report(prose(1)), report(prose(1)[:1500] + prose(4, 1500))) == set()


def test_a_crowd_of_copies_stays_linear() -> None:
    crowd = [report(prose(1) + str(at)) for at in range(100)]
    assert len(twins(crowd)) < 16 * 100


def row(left: str, right: str, verdict: str = "same", line: int = 2) -> Judgement:
    return Judgement(left, right, verdict, "", "", line=line)  # type: ignore[arg-type]


def test_the_right_one_is_left_out_and_a_chain_keeps_one() -> None:
    readings = [Reading(report(prose(seed))) for seed in (1, 2, 3, 4)]
    a, b, c, d = (reading.report.id for reading in readings)
    found = once(
        read_of(readings), [row(f"Report:{b}", f"Report:{a}"), row(a, c), row("Agency:x", "Agency:y")]
    )
    assert {report.id for report in found.read.reports} == {b, d}
    assert [one.left for one in found.judgements] == ["Agency:x"]
    assert [issue.severity for issue in found.issues] == ["note", "note"]


def test_contradicting_rows_are_refused_by_their_line() -> None:
    readings = [Reading(report(prose(seed))) for seed in (1, 2, 3)]
    a, b, c = (reading.report.id for reading in readings)
    found = once(read_of(readings), [row(a, b), row(b, c, line=3), row(a, c, "different", line=4)])
    assert len(found.read.reports) == 2
    (issue,) = [issue for issue in found.issues if issue.severity == "refused"]
    assert issue.place in ("line 2", "line 3")
    assert "line 4" in issue.what


def test_a_report_that_is_not_there_is_noted() -> None:
    reading = Reading(report(prose(1)))
    read = read_of([reading])
    found = once(read, [row(reading.report.id, "r" + "0" * 16)])
    assert found.read == read
    assert [issue.place for issue in found.issues] == ["line 2"]


def test_a_decided_pair_is_not_asked_again() -> None:
    graph = join_readings([Reading(report(prose(1))), Reading(report(on_a_portal(prose(1))))], ())
    (pair,) = proposals(graph)
    assert (pair.left.cls, pair.score) == ("Report", 1.0)
    assert proposals(graph, [row(f"Report:{pair.left.key}", pair.right.key, "unsure")]) == []


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A folder with one of the sample reports, and a copy of it from a portal."""
    folder = tmp_path / "reports"
    folder.mkdir()
    text = (ROOT / "samples" / "texts" / "s-01.txt").read_text("utf-8")
    (folder / "a.txt").write_text(text, "utf-8")
    (folder / "b.txt").write_text(text.replace("，", ", ") + "\n扫一扫打开当前页\n", "utf-8")
    return folder


def content(out: Path) -> dict[str, bytes]:
    files = [path for path in out.rglob("*") if path.is_file() and "cache" not in path.parts]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def test_counted_once_and_undone_byte_for_byte(twice: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    build([twice], out)
    before, graph = content(out), read_graph(out)
    (pair,) = [found for found in proposals(graph) if found.left.cls == "Report"]
    said = tmp_path / "said.csv"
    said.write_text(
        f"left,right,verdict,reason,by\nReport:{pair.left.key},Report:{pair.right.key},same,,\n", "utf-8"
    )
    result = build([twice], out, judgements=said)
    once_only = read_graph(out)
    assert [each.id for each in once_only.reports] == [pair.left.key]
    assert {r for fact in once_only.facts for r in fact.reports} == {pair.left.key}
    assert len(once_only.observations) < len(graph.observations)
    assert any("counted once" in issue.what for issue in result.issues)
    build([twice], out)
    assert content(out) == before
