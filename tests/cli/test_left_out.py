"""`kg stats --left-out`: for a graph, for one report of it, for files."""

import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.left_out import COLUMNS
from tests.conftest import SAMPLES

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def graph(samples_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_GRAPH", str(samples_graph))
    monkeypatch.setenv("KG_LOCALE", "en")


def rows(captured: Captured, *arguments: str) -> list[dict[str, object]]:
    assert run(["stats", "--left-out", "--json", *arguments]) == 0
    found: list[dict[str, object]] = json.loads(captured.readouterr().out)
    return found


def test_a_graph_gives_twenty_rows_with_place_and_sentence(capsys: Captured) -> None:
    found = rows(capsys)

    assert len(found) == 20
    assert set(found[0]) == set(COLUMNS)
    for row in found:
        text = (SAMPLES / str(row["report"])).read_text("utf-8")
        assert text[int(str(row["start"])) : int(str(row["end"]))] == row["surface"]
        assert str(row["surface"]) in str(row["sentence"])


def test_one_report_of_the_graph_is_the_same_as_its_file(capsys: Captured) -> None:
    of_graph = rows(capsys, "--report", "s-03.txt", "--limit", "100")

    assert of_graph == rows(capsys, str(SAMPLES / "s-03.txt"), "--limit", "100")
    assert {row["report"] for row in of_graph} == {"s-03.txt"}


def test_reasons_are_told_in_the_language_asked_for(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = {str(row["why"]) for row in rows(capsys, "--limit", "200")}
    monkeypatch.setenv("KG_LOCALE", "zh")
    chinese = {str(row["why"]) for row in rows(capsys, "--limit", "200")}

    assert "a date, a year or a time" in english
    assert "日期、年份或时刻" in chinese


def test_what_is_beyond_the_limit_is_counted(capsys: Captured) -> None:
    assert run(["stats", "--left-out", "--limit", "3"]) == 0

    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 5
    assert "more groups; raise --limit" in captured.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--report", "s-03.txt"], "go with --left-out"),
        ([str(SAMPLES)], "go with --left-out"),
        (["--left-out", "--report", "none.txt"], "no such report"),
        (["--left-out", "--report", "s-03.txt", str(SAMPLES)], "not both"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(arguments: list[str], words: str, capsys: Captured) -> None:
    assert run(["stats", *arguments]) == 2
    assert words in capsys.readouterr().err
