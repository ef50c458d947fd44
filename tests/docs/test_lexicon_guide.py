"""docs/lexicon.md: its tables are the sample's, its commands run, its outputs are theirs."""

import shlex
import shutil
from pathlib import Path

import pytest

from kg.cli import run
from kg.terms import FILES
from tests.conftest import ROOT
from tests.docs.test_documents import BLOCK

GUIDE = (ROOT / "docs" / "lexicon.md").read_text("utf-8")
LEXICON = ROOT / "samples" / "lexicon"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample lexicon, and the process in it."""
    shutil.copytree(LEXICON, tmp_path / "samples" / "lexicon")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_LOCALE", "en")
    return tmp_path


def test_every_file_is_told_of() -> None:
    assert [name for name in FILES if f"| `{name}` |" not in GUIDE] == []


def test_the_tables_are_those_of_the_sample() -> None:
    shown = [text for kind, text in BLOCK.findall(GUIDE) if kind == "csv"]

    assert shown == [(LEXICON / name).read_text("utf-8") for name in ("initiatives.csv", "blocked.csv")]


def test_the_example_is_the_report_of_the_sample() -> None:
    (quote,) = [line[2:] for line in GUIDE.splitlines() if line.startswith("> ")]

    assert quote in (LEXICON / "report.txt").read_text("utf-8").splitlines()


def test_the_commands_print_what_stands_below_them(capsys: Captured) -> None:
    blocks = [(kind, text) for kind, text in BLOCK.findall(GUIDE) if kind in ("sh", "text")]
    printed: list[str] = []
    assert [kind for kind, _ in blocks] == ["text", "sh", "text", "sh", "text"]

    for kind, text in blocks[1:]:
        if kind == "sh":
            commands = [shlex.split(line)[1:] for line in text.splitlines()]
            assert [run(command) for command in commands] == [0] * len(commands)
            printed = capsys.readouterr().out.splitlines()
        else:
            lines = text.splitlines()
            assert [line for line in printed if line in lines] == lines


def test_the_error_is_the_one_of_a_name_with_two_labels(copy: Path, capsys: Captured) -> None:
    error = next(text for kind, text in BLOCK.findall(GUIDE) if kind == "text")
    with (copy / "samples" / "lexicon" / "platforms.csv").open("a", encoding="utf-8") as file:
        file.write("夜谈\n")

    assert run(["extract", "samples/lexicon/report.txt", "--lexicon", "samples/lexicon"]) == 2
    assert capsys.readouterr().err == error
