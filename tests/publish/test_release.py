"""`kg publish` and the release screen: open places block the package, decisions let it out."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from kg.cli import run
from kg.pipeline import build
from tests.publish.conftest import filled_in

Captured = pytest.CaptureFixture[str]
TEXT = (
    "云州市东湖区行政审批局2022年法治政府建设年度报告\n\n2022年，区行政审批局局长张志远率队学习"
    "《优化营商环境条例》，推出“一窗通办”改革，手机13812345678。\n"
)


@pytest.fixture
def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What to call the command with, for the graph of one report that holds a name and a number."""
    monkeypatch.setenv("KG_LOCALE", "en")
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    build([tmp_path / "report.txt"], tmp_path / "graph")
    settings = filled_in(tmp_path)
    return ["publish", "-g", str(tmp_path / "graph"), "--settings", str(settings)]


def test_open_places_block_the_package_and_are_told_half_hidden(
    arguments: list[str], tmp_path: Path, capsys: Captured
) -> None:
    status = run([*arguments, "-o", str(tmp_path / "package")])

    told = capsys.readouterr().err
    assert status == 3
    assert len(told.splitlines()) == 3
    assert "局长张**率队" in told
    assert "手机13*******78" in told
    assert "13812345678" not in told
    assert "张志远" not in told
    assert "kg publish --screen" in told
    assert [path.name for path in tmp_path.iterdir() if "package" in path.name] == []


def test_the_listed_rows_filled_in_let_the_package_out_masked(
    arguments: list[str], tmp_path: Path, capsys: Captured
) -> None:
    assert run([*arguments, "--screen"]) == 0
    listing = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(listing.out)))
    assert [(row["kind"], row["text"]) for row in rows] == [("person", "张志远"), ("phone", "13812345678")]
    assert "2 places are open" in listing.err
    (tmp_path / "release.csv").write_text(
        "thing,place,kind,text,decision\n"
        + "".join(f"{row['thing']},{row['place']},{row['kind']},,mask\n" for row in rows),
        "utf-8",
    )

    assert run([*arguments, "-o", str(tmp_path / "package")]) == 0
    found = {path: path.read_bytes() for path in (tmp_path / "package").rglob("*") if path.is_file()}
    assert [path.name for path, content in found.items() if "张志远".encode() in content] == []
    assert [path.name for path, content in found.items() if b"13812345678" in content] == []
    sheets = openpyxl.load_workbook(tmp_path / "package" / "tables" / "kg.xlsx", read_only=True)
    cells = [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    assert [row for row in cells if any("张志远" in str(cell) for cell in row)] == []
    assert [row for row in cells if any("局长███率队" in str(cell) for cell in row)] != []


def test_what_is_listed_already_is_not_listed_again(
    arguments: list[str], tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "release.csv"
    assert run([*arguments, "--screen"]) == 0
    first = capsys.readouterr().out
    file.write_text(first.rstrip("\n"), "utf-8")  # as some editors save it

    assert run([*arguments, "--screen"]) == 0
    again = capsys.readouterr()
    assert again.out == ""
    assert "2 places are open, 2 of them in release.csv already" in again.err

    file.write_text("\n".join(first.splitlines()[:2]), "utf-8")
    assert run([*arguments, "--screen"]) == 0
    with file.open("a", encoding="utf-8") as added:
        added.write(capsys.readouterr().out)
    rows = [line for line in file.read_text("utf-8").splitlines() if line.startswith("r")]
    assert rows == first.splitlines()[1:]


def test_another_file_of_decisions_may_be_named(
    arguments: list[str], tmp_path: Path, capsys: Captured
) -> None:
    decided = tmp_path / "decided.csv"
    decided.write_text(
        "thing,place,kind,text,decision\n,,person,张志远,publish\n,,person,李四,mask\n", "utf-8"
    )

    assert run([*arguments, "--screen", "--release", str(decided)]) == 0
    told = capsys.readouterr()
    assert "张志远" not in told.out
    assert "decided.csv, line 3: decides on nothing" in told.err
    decided.write_text("thing,place,kind,text,decision\n,,person,张志远,perhaps\n", "utf-8")
    assert run([*arguments, "-o", str(tmp_path / "package"), "--release", str(decided)]) == 2
    assert "decided.csv, line 2: decision 'perhaps'" in capsys.readouterr().err
