"""kg/lexicon/rule_scores.csv says how often each rule fired and was right; `make golden` writes it again."""

import csv
import io

import pytest

from kg.cli.scoring import evaluate
from kg.resources import table
from kg.rules import SCORES
from tests.conftest import ROOT

pytestmark = pytest.mark.no_cover
PATH = ROOT / "kg" / "lexicon" / f"{SCORES}.csv"
HEAD = """\
# How often each rule fired on the annotated texts (samples/gold.jsonl, tests/gold/), and how often it was
# right: a span with its label, or a claim whatever its status. Empty where nothing is annotated.
# Made by `make golden`.
# Origin: measured. Licence: as the project.
"""
UNMEASURED = "deictic."


def measured() -> str:
    """The file: a row for each rule that has a card."""
    rows = evaluate([ROOT / "samples" / "gold.jsonl", *sorted((ROOT / "tests" / "gold").rglob("*.jsonl"))])
    scores = {row["name"]: row for row in rows if str(row["what"]).endswith(" rule")}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("rule", "found", "right", "precision"))
    for card in table("rules"):
        rule = card["rule"]
        score = scores.get(rule, {"found": 0, "right": 0})
        cells = [score["found"], score["right"], score.get("precision")]
        writer.writerow([rule, *(["", "", ""] if rule.startswith(UNMEASURED) else cells)])
    return HEAD + out.getvalue()


def test_the_scores_of_the_rules_are_those_of_now(request: pytest.FixtureRequest) -> None:
    text = measured()
    if request.config.getoption("--update-golden"):
        PATH.write_text(text, encoding="utf-8", newline="\n")

    assert PATH.read_text("utf-8") == text, "make golden writes it again"
