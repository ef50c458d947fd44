"""`kg audit` on the samples: what is found there, with which verdict, and the sentences."""

import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.audit import COLUMNS
from kg.cli.audit_words import VERDICTS
from kg.evaluate import gold_spans
from kg.model import place_of
from tests.conftest import ROOT

Captured = pytest.CaptureFixture[str]
SAMPLES = ROOT / "samples"
ARITHMETIC = ("share", "reduction", "saving", "growth", "sum", "difference", "mean")


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
        (row["places"][0].split()[0], *place_of(row["evidence"][0])[1:]): (row["verdict"], row["computed"])
        for row in rows
        if row["kind"] in ARITHMETIC
    }
    assert {tuple(row) for row in rows} == {COLUMNS}
    assert ours == expected
    order = [*VERDICTS]
    assert [row["verdict"] for row in rows] == sorted((row["verdict"] for row in rows), key=order.index)
    assert err.startswith(
        "inconsistent 1；rival claim 1；scope conflict 2；below target 1；recurs 6；planned again 3；"
    )


def test_growth_cites_both_years(capsys: Captured) -> None:
    assert run(["audit", "--json"]) == 0
    row = next(row for row in json.loads(capsys.readouterr().out) if row["stated"] == 34)

    assert (row["part"], row["whole"], row["places"][0].split()[0]) == (3105, 2318, "s-02.txt")
    assert "34.0%" in row["quotes"][0]
    assert "2318" in row["quotes"][1]
    assert len(row["evidence"]) == 3


def test_one_verdict_or_kind_alone(capsys: Captured) -> None:
    assert run(["audit", "--verdict", "truncated", "--json"]) == 0
    assert [row["verdict"] for row in json.loads(capsys.readouterr().out)] == ["truncated"] * 3
    assert run(["audit", "--kind", "problem", "--json"]) == 0
    assert {row["kind"] for row in json.loads(capsys.readouterr().out)} == {"problem"}
    assert run(["audit", "--verdict", "wrong"]) == 2
    assert f"expected one of {', '.join(VERDICTS)}" in capsys.readouterr().err


def test_the_page_shows_each_finding_with_its_sentences(tmp_path: Path, capsys: Captured) -> None:
    assert run(["audit", "--json", "--html", str(tmp_path / "audit.html")]) == 0
    rows, text = json.loads(capsys.readouterr().out), (tmp_path / "audit.html").read_text("utf-8")

    assert text.count("<article>") == len(rows)
    assert text.count("<blockquote>") == sum(len(row["quotes"]) for row in rows)
    assert "上线全国首个“证照管家”平台" in text
    assert "default-src 'none'" in text


def test_a_page_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: Captured) -> None:
    assert run(["audit", "--html", str(tmp_path / "none" / "audit.html")]) == 2

    err = capsys.readouterr().err
    assert err.endswith("audit.html: cannot be written: No such file or directory; name another file\n")
    assert err.count("\n") == 1
