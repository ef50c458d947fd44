"""`kg audit` on the samples: what is computed there, with which verdict, and both sentences."""

import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.audit import COLUMNS, VERDICTS
from kg.evaluate import gold_spans
from kg.model import place_of
from tests.conftest import ROOT

Captured = pytest.CaptureFixture[str]
SAMPLES = ROOT / "samples"


@pytest.fixture(autouse=True)
def graph(samples_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_GRAPH", str(samples_graph))
    monkeypatch.setenv("KG_LOCALE", "en")


def test_checks_are_those_that_people_find_with_their_verdicts(capsys: Captured) -> None:
    assert run(["audit", "--json"]) == 0

    out, err = capsys.readouterr()
    rows = json.loads(out)
    spans = gold_spans(SAMPLES / "gold.jsonl")
    checks = json.loads((SAMPLES / "expected.json").read_text("utf-8"))["arithmetic"]["checks"]
    expected = {
        (f"{text}.txt", *spans[text, span][:2]): (
            check["verdict"],
            pytest.approx(check["computed"], abs=1e-4),
        )
        for check in checks
        for text, span in [check["result"]]
    }
    ours = {
        (row["report"], *place_of(row["evidence"][0])[1:]): (row["verdict"], row["computed"]) for row in rows
    }
    assert {tuple(row) for row in rows} == {COLUMNS}
    assert len(ours) == len(rows) >= 0.75 * len(expected)
    assert {place: expected.get(place) for place in ours} == ours
    assert [row["verdict"] for row in rows][:1] == ["inconsistent"]
    assert sum(row["kind"] == "growth" for row in rows) >= 3
    assert err == "exact 5；rounded 15；truncated 3；inconsistent 1\n"


def test_growth_cites_both_years(capsys: Captured) -> None:
    assert run(["audit", "--json"]) == 0
    row = next(row for row in json.loads(capsys.readouterr().out) if row["stated"] == 34)

    assert (row["part"], row["whole"], row["report"]) == (3105, 2318, "s-02.txt")
    assert "34.0%" in row["quote"]
    assert "2318" in row["other_quote"]
    assert len(row["evidence"]) == 3


def test_one_verdict_alone(capsys: Captured) -> None:
    assert run(["audit", "--verdict", "truncated", "--json"]) == 0
    assert [row["verdict"] for row in json.loads(capsys.readouterr().out)] == ["truncated"] * 3
    assert run(["audit", "--verdict", "wrong"]) == 2
    assert f"expected one of {', '.join(VERDICTS)}" in capsys.readouterr().err
