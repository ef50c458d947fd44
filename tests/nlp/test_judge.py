"""What figures are of: the rule proposes, weights decide, and without them the rule stands alone."""

from itertools import islice

import pytest

from benchmarks.train_judge import pairs, trained
from kg.evaluate import gold_readings
from kg.nlp import make_nlp
from tests.conftest import ROOT
from tests.nlp.cards import read
from tests.nlp.marked import said

WEIGHED = "measure.weighed"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("筹集资金{Metric:120万元}，推进“{Initiative:厕所革命}”。", set()),
        (
            "推行“{Initiative:证照速办}”，依托{Platform:安心办}受理诉求{Metric:1104件}。",
            {"1104件 MEASURES 证照速办", "1104件 MEASURES 安心办"},
        ),
        ("“{Initiative:一次办}”办件{Metric:35件}，同时走访企业{Metric:200家}。", {"35件 MEASURES 一次办"}),
    ],
    ids=["the rule is overruled", "a thing is added", "what the rule sets apart is left alone"],
)
def test_weights_decide_what_a_figure_is_of(marked: str, expected: set[str]) -> None:
    assert {claim for claim in said(marked) if " MEASURES " in claim} == expected


def test_without_weights_the_rule_stands() -> None:
    text = "推行“证照速办”，依托“安心办”平台受理诉求1104件。"
    figures = [
        [(c.rule, c.object) for c in reading.claims if c.predicate == "MEASURES"]
        for reading in (read(text), read(text, without=(WEIGHED,)))
    ]

    assert len(figures[0]) == 2
    assert [rule for rule, _ in figures[1]] == ["measure.nearest"]
    assert set(figures[1]) < set(figures[0])


def test_training_reads_pairs_with_annotated_and_with_found_mentions_and_repeats() -> None:
    nlp = make_nlp()
    texts = list(islice(gold_readings(ROOT / "samples" / "gold.jsonl"), 2))
    found = [pair for reading in texts for pair in pairs(nlp, reading)]

    weights = trained(found)

    assert {right for _, right in found} == {True, False}
    assert weights["rule", "this"] > 0 > weights["rule", "none"]
    assert trained(found) == weights
