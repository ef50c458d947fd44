"""`kg eval --metrics`: value, unit, qualifier, period, starting value and indicator of figures."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import DataError
from kg.evaluate import gold_readings, gold_spans, read_figures
from kg.evaluate.figures import figure_lines, likeness
from kg.model import Figure
from tests.conftest import ROOT

Captured = pytest.CaptureFixture[str]
SAMPLES = ROOT / "samples"
FLOORS = ROOT / "tests" / "golden" / "figure_floors.json"


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("网上办比例", "网上办比例", 1.0),
        ("办件量", "办件", 0.8),
        ("“网上办” 事项", "网上办事项", 1.0),
        ("司法建议", "公证", 0.0),
        ("", "", 0.0),
    ],
)
def test_likeness_of_wordings(one: str, other: str, like: float) -> None:
    assert likeness(one, other) == pytest.approx(like)
    assert likeness(other, one) == pytest.approx(like)


def test_each_part_of_a_figure_is_counted_for_itself(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    spans = [{"id": f"m{at}", "label": "METRIC", "start": at, "end": at + 2} for at in (0, 3, 6)]
    head = {"id": "t", "text": "5件。7件。9件。", "issuer": None, "region": None, "year": 2021}
    gold.write_text(json.dumps({**head, "spans": spans, "relations": []}), "utf-8")
    entry = {"unit": "件", "qualifier": "exact", "period": "2021", "indicator": "办件"}
    entries = [
        {**entry, "span": ["t", "m0"], "value": 5, "change": {"from": 7}},
        {**entry, "span": ["t", "m3"], "value": 8, "change": None, "period": "2020"},
        {**entry, "span": ["t", "m6"], "value": 9},
    ]
    (tmp_path / "metrics.json").write_text(json.dumps(entries), "utf-8")
    (reading,) = gold_readings(gold)
    five, seven, _ = reading.mentions
    figures = tuple(
        Figure(mention.id, Decimal(value), "件", "exact", "办件量")
        for mention, value in ((five, 5), (seven, 7))
    )
    known = read_figures(tmp_path / "metrics.json", gold_spans(gold))
    lines = dict(figure_lines([(reading, replace(reading, figures=figures))], known))

    counts = {kind: (c["gold"], c["found"], c["right"]) for (kind, _), c in lines.items()}
    assert counts == {
        "figure value": (3, 2, 1),
        "figure unit": (3, 2, 2),
        "figure qualifier": (3, 2, 2),
        "figure period": (3, 2, 1),
        "figure stated": (3, 2, 1),
        "figure change": (1, 1, 0),
        "figure indicator": (3, 2, 2),
    }


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ('[{"span": ["s-01", "m1"]}]', "entry 1: not a figure .KeyError"),
        ('[{"span": ["s-01", "m1"], "value": "3.5.2"}]', "entry 1: not a figure"),
        (
            '[{"span": ["s-99", "m1"], "value": 1, "unit": "件", "qualifier": "exact", "period": "2021",'
            ' "indicator": "x"}]',
            "entry 1: s-99 m1: no such",
        ),
    ],
)
def test_what_is_no_figure_is_named(entries: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "metrics.json"
    path.write_text(entries, "utf-8")
    with pytest.raises(DataError, match=said):
        read_figures(path, gold_spans(SAMPLES / "gold.jsonl"))


def test_the_samples_pass_their_floors(capsys: Captured) -> None:
    gold, metrics = SAMPLES / "gold.jsonl", SAMPLES / "metrics.json"

    assert run(["eval", str(gold), "--metrics", str(metrics), "--gate", str(FLOORS)]) == 0
    assert capsys.readouterr().err == ""


def test_predictions_hold_no_figures(capsys: Captured) -> None:
    assert run(["eval", "gold", "--metrics", "metrics.json", "--pred", "found.jsonl"]) == 2
    assert "kg extract prints no figures" in capsys.readouterr().err
