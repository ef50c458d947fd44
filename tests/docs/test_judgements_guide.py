"""docs/judgements.md: table, commands and output are as it says; a row taken out undoes what it did."""

import shlex
import shutil
from pathlib import Path

import pytest

from kg.cli import run
from tests.conftest import ROOT
from tests.docs.test_documents import BLOCK

GUIDE = (ROOT / "docs" / "judgements.md").read_text("utf-8")
Captured = pytest.CaptureFixture[str]


def blocks(kind: str) -> list[str]:
    return [text for each, text in BLOCK.findall(GUIDE) if each == kind]


def content(out: Path) -> dict[str, bytes]:
    files = [path for path in out.rglob("*") if path.is_file()]
    return {str(path.relative_to(out)): path.read_bytes() for path in files if "cache" not in path.parts}


@pytest.fixture
def copy(tmp_path: Path, samples_graph: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.copytree(samples_graph, tmp_path / "graph", ignore=shutil.ignore_patterns("graph"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_GRAPH", raising=False)
    monkeypatch.setenv("KG_LOCALE", "en")
    return tmp_path


def test_the_table_is_that_of_the_sample() -> None:
    assert blocks("csv") == [(ROOT / "samples" / "judgements.csv").read_text("utf-8")]


def test_the_commands_print_what_stands_below_and_the_row_taken_out_undoes_it(
    copy: Path, capsys: Captured
) -> None:
    before = content(copy / "graph")
    command, _ = blocks("sh")

    assert [run(shlex.split(line)[1:]) for line in command.splitlines()] == [0, 0]

    printed = capsys.readouterr().out.splitlines()
    wanted = blocks("text")[0].splitlines()
    assert [line for line in printed if line in wanted][: len(wanted)] == wanted
    assert content(copy / "graph") != before
    judgements = copy / "graph" / "judgements.csv"
    judgements.write_text("left,right,verdict,reason,by\nInitiative:双鼓楼,,same,,\n", "utf-8")
    assert run(["build", "samples/texts"]) == 1
    assert "refused: judgements.csv, line 2: an empty side" in capsys.readouterr().err
    judgements.unlink()
    assert run(["build", "samples/texts"]) == 0
    assert content(copy / "graph") == before


def test_a_report_is_taken_out_as_it_says_and_comes_back_with_the_row(copy: Path, capsys: Captured) -> None:
    before = content(copy / "graph")
    _, command = blocks("sh")

    assert run(shlex.split(command)[1:]) == 0

    said = blocks("text")[2].strip()
    assert said in capsys.readouterr().err.splitlines()
    judgements = copy / "graph" / "judgements.csv"
    assert [line.split(",")[1:3] for line in judgements.read_text("utf-8").splitlines()[1:]] == [
        ["s-03.txt", "retracted"]
    ]
    judgements.unlink()
    assert run(["build", "samples/texts"]) == 0
    assert content(copy / "graph") == before
