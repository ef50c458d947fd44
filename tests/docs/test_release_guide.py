"""docs/release.md: the example is what the commands make of it, and the tables name every kind."""

import csv
from pathlib import Path

import pytest

from kg.cli import run
from kg.pipeline import build
from loaders.screening import KINDS
from tests.conftest import ROOT
from tests.docs.test_documents import BLOCK
from tests.publish.conftest import filled_in

GUIDE = (ROOT / "docs" / "release.md").read_text("utf-8")
REPORT, RELEASE, QUOTE = (text for kind, text in BLOCK.findall(GUIDE) if kind == "text")


def test_the_example_comes_out_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    build([tmp_path / "report.txt"], tmp_path / "graph")
    filled_in(tmp_path)

    assert run(["publish", "--screen"]) == 0
    assert [text for kind, text in BLOCK.findall(GUIDE) if kind == "csv"] == [capsys.readouterr().out]
    assert run(["publish", "-o", "package"]) == 3
    (tmp_path / "release.csv").write_text(RELEASE, "utf-8")
    assert run(["publish", "-o", "package"]) == 0
    with (tmp_path / "package" / "tables" / "evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        masked = [row["原文"] for row in csv.DictReader(file) if row["已遮蔽"] == "true"]
    assert QUOTE.strip() in masked


@pytest.mark.parametrize("half", GUIDE.split("## English"))
def test_both_halves_name_every_kind(half: str) -> None:
    assert [kind for kind in KINDS if f"`{kind}`" not in half] == []
