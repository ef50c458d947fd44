"""Every rule has a card, and what the card shows is what the rule does."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.resources import table
from kg.rules import Card, cards
from kg.terms import NAMES
from tests.conftest import ROOT
from tests.nlp.cards import finds, read

CODE = sorted((ROOT / "kg" / "nlp").glob("*.py"))
WRITTEN = ROOT.parent / "shared" / "gold"
ANNOTATED = [
    pytest.param(ROOT / "samples" / "gold.jsonl", id="samples"),
    *(pytest.param(WRITTEN / f"written_2{part}.jsonl", id=part, marks=pytest.mark.shared) for part in "abcd"),
]
ID = re.compile(r"(?!kg\.|sentences\.)[a-z]+\.[a-z_]+")
LABELS = ("agency", "org")
FORMED = {
    "{}.{}": [f"{label}.{front}" for label in LABELS for front in ("full", "stem", "function")],
    "{}.alone": [f"{label}.alone" for label in LABELS],
    "{}.user": [f"{label.lower()}.user" for label in NAMES.values()],
    "deictic.{}": [f"deictic.{row['rule']}" for row in table("deictics")],
    "initiative.{}": [f"initiative.{row['rule']}" for row in table("initiative_patterns")],
    "tie.{}": [f"tie.{row['rule']}" for row in table("ties")],
}
"""The ids that f-strings in kg.nlp make, by the form of the string."""


@pytest.mark.parametrize("card", cards().values(), ids=lambda card: card.rule)
def test_a_rule_does_what_its_card_shows(card: Card) -> None:
    assert finds(card.example, card.rule) == set(card.finds)
    assert finds(card.counter_example, card.rule) == set()


def test_cards_are_complete_and_in_order() -> None:
    assert list(cards()) == sorted(cards())
    for card in cards().values():
        assert card.version >= 1
        assert card.zh
        assert card.en
        assert card.example != card.counter_example
        assert len(card.example) <= 60


def ids_in_code() -> set[str]:
    """The rule ids that stand as literals in kg.nlp, and those that its f-strings make."""
    return {rule for path in CODE for rule in ids_in(path)}


def ids_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            form = "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
            if re.fullmatch(r"(?:[a-z]+|\{\})\.(?:[a-z_]|\{\})+", form):
                assert form in FORMED, f"{path.name}, line {node.lineno}: say in FORMED which ids it makes"
            yield from FORMED.get(form, ())
        text = node.value if isinstance(node, ast.Constant) and id(node) not in told else None
        if isinstance(text, str) and ID.fullmatch(text):
            yield text


def test_every_rule_has_a_card_and_no_card_is_left_over() -> None:
    known = ids_in_code()

    assert sorted(known - set(cards())) == [], "these rules need a row in kg/lexicon/rules.csv"
    assert sorted(set(cards()) - known) == [], "no rule bears these ids: remove the rows"


@pytest.mark.no_cover
@pytest.mark.parametrize("path", ANNOTATED)
def test_every_rule_that_a_text_names_has_a_card(path: Path) -> None:
    if not path.is_file():
        pytest.skip(f"{path.name}: the annotated texts are not beside this checkout")
    for line in path.read_text("utf-8").splitlines():
        reading = read(json.loads(line)["text"])
        named = {mention.rule for mention in (*reading.mentions, *reading.deictics)}
        named |= {claim.rule for claim in reading.claims}
        assert sorted(named - set(cards())) == []
