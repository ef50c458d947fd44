"""A report taken out: the graph is that of the other files, and stays so until the row is taken back."""

import shutil
from pathlib import Path

import pytest

from kg.cli import run as kg
from kg.errors import UsageError
from kg.model import report_id
from kg.pipeline import preview
from kg.store import read_graph
from tests import stages
from tests.test_pipeline import content, reports, run

__all__ = ["reports"]
Captured = pytest.CaptureFixture[str]


def graph_of(out: Path) -> dict[str, bytes]:
    return {name: text for name, text in content(out).items() if name != "judgements.csv"}


@pytest.fixture
def without(reports: Path, tmp_path: Path) -> dict[str, bytes]:
    """What the graph is where 甲.txt was never there."""
    shutil.copytree(reports, tmp_path / "fewer", ignore=shutil.ignore_patterns("甲.txt"))
    run(tmp_path / "fewer", tmp_path / "clean")
    return graph_of(tmp_path / "clean")


@pytest.mark.parametrize("form", ["甲.txt", "{id}", "report:甲.txt", "report:{id}", "Report:{id}"])
def test_a_report_named_by_source_or_id_is_as_if_it_were_not_there(
    reports: Path, tmp_path: Path, without: dict[str, bytes], form: str
) -> None:
    run(reports, tmp_path / "out")
    name = form.format(id=report_id((reports / "甲.txt").read_bytes()))
    result = run(reports, tmp_path / "out", retract=[name])

    assert (result.retracted, result.parsed, result.counts["reports"]) == (("甲.txt",), 0, 4)
    assert graph_of(tmp_path / "out") == without


def test_it_stays_away_until_the_row_is_taken_back(
    reports: Path, tmp_path: Path, without: dict[str, bytes]
) -> None:
    out = tmp_path / "out"
    run(reports, out)
    whole = graph_of(out)
    run(reports, out, retract=["甲.txt"])
    (reports / "甲.txt").rename(reports / "庚.txt")

    assert run(reports, out).unchanged
    assert graph_of(out) == without
    (reports / "庚.txt").rename(reports / "甲.txt")
    (out / "judgements.csv").unlink()
    assert run(reports, out).counts["reports"] == 5
    assert graph_of(out) == whole


def test_a_second_time_adds_no_row(reports: Path, tmp_path: Path) -> None:
    run(reports, tmp_path / "out", retract=["甲.txt", "甲.txt"])
    rows = (tmp_path / "out" / "judgements.csv").read_text("utf-8")
    result = run(reports, tmp_path / "out", retract=["甲.txt"])

    assert (result.unchanged, result.retracted) == (True, ("甲.txt",))
    assert (tmp_path / "out" / "judgements.csv").read_text("utf-8") == rows
    key = report_id((reports / "甲.txt").read_bytes())
    assert rows == f"left,right,verdict,reason,by\nReport:{key},甲.txt,retracted,,kg build --retract\n"


@pytest.mark.parametrize("named", ["甲.txt", "重.txt"])
def test_copies_go_together_and_nobody_hears_of_them(
    reports: Path, tmp_path: Path, without: dict[str, bytes], named: str
) -> None:
    shutil.copy(reports / "甲.txt", reports / "重.txt")
    run(reports, tmp_path / "out")
    result = run(reports, tmp_path / "out", retract=[named])

    assert result.issues == ()
    assert graph_of(tmp_path / "out") == without


def test_a_row_of_a_manifest_for_it_names_no_report(reports: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "m.csv"
    manifest.write_text("path,year\n甲.txt,2019\n", "utf-8")
    result = run(reports, tmp_path / "out", manifest=manifest, retract=["甲.txt"])

    assert [issue.place for issue in result.issues] == ["甲.txt"]


def test_the_last_report_can_go(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("《办法》", "utf-8")
    run(tmp_path / "one.txt", tmp_path / "out")
    result = run(tmp_path / "one.txt", tmp_path / "out", retract=["one.txt"])

    assert result.counts["reports"] == 0
    assert read_graph(tmp_path / "out").mentions == ()


@pytest.mark.parametrize(
    ("name", "hint"),
    [("甲", "do you mean 甲.txt"), ("甲.txd", "do you mean"), ("r0000", "name its source or its id")],
)
def test_an_unknown_report_is_told_with_the_nearest_and_changes_nothing(
    reports: Path, tmp_path: Path, name: str, hint: str
) -> None:
    run(reports, tmp_path / "out")
    before = content(tmp_path / "out")

    with pytest.raises(UsageError, match=f"--retract {name}: no such report under these paths; {hint}"):
        run(reports, tmp_path / "out", retract=["乙.txt", name])
    assert content(tmp_path / "out") == before


def test_a_dry_run_shows_what_goes_and_writes_no_row(reports: Path, tmp_path: Path) -> None:
    run(reports, tmp_path / "out")
    before = content(tmp_path / "out")
    found = preview([reports], tmp_path / "out", retract=["甲.txt"], extract=stages.extract, join=stages.join)

    assert {(change.change, change.text) for change in found.changes if change.what == "report"} == {
        ("-", "甲.txt")
    }
    assert content(tmp_path / "out") == before


def test_the_row_goes_to_the_file_that_is_given(reports: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.csv"
    given.write_text("left,right,verdict,reason,by\n", "utf-8")
    run(reports, tmp_path / "out", judgements=given, retract=["甲.txt"])

    assert ",甲.txt,retracted," in given.read_text("utf-8")
    assert not (tmp_path / "out" / "judgements.csv").exists()


def test_the_command_says_what_it_did_and_no_more(
    reports: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")
    out = str(tmp_path / "out")
    assert kg(["build", str(reports), "-o", out]) == 0
    capsys.readouterr()

    assert kg(["build", str(reports), "-o", out, "--retract", "甲.txt"]) == 0

    told = capsys.readouterr().err
    assert "甲.txt is retracted: a row of" in told
    assert "fewer" not in told
    assert kg(["build", str(reports), "-o", out, "--retract", "癸.txt"]) == 2
    assert "no such report under these paths" in capsys.readouterr().err

    assert kg(["build", str(reports), "-o", out]) == 0
    assert "left out as " in capsys.readouterr().err
    with (reports / "甲.txt").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert kg(["build", str(reports), "-o", out]) == 0
    assert "甲.txt is not what was retracted, and is in the graph" in capsys.readouterr().err
    assert kg(["build", str(reports), "-o", out, "--retract", str(reports / "甲.txt")]) == 0
    assert "甲.txt is retracted" in capsys.readouterr().err
