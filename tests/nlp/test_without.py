"""A pipeline without a rule: the rule finds nothing, and what it hid comes out."""

import pytest

from kg.rules import Card, cards, rules_named
from tests.nlp.cards import finds, read


def found(text: str, *without: str) -> set[tuple[str, str]]:
    """(rule, words) of all that is found, the words of a claim being its relation."""
    reading = read(text, without=rules_named(without))
    named = (*reading.mentions, *reading.deictics)
    return {(m.rule, m.evidence.quote) for m in named} | {(c.rule, c.predicate) for c in reading.claims}


@pytest.mark.no_cover
@pytest.mark.parametrize("card", cards().values(), ids=lambda card: card.rule)
def test_a_rule_that_is_left_out_finds_nothing(card: Card) -> None:
    assert finds(card.example, card.rule, without=(card.rule,)) == set()


@pytest.mark.parametrize(
    ("text", "without", "hidden"),
    [
        ("国务院安全生产委员会会议召开。", "agency.full", ("agency.central", "国务院")),
        ("在宁安市青山经济开发区设点。", "region.zone", ("region.full", "宁安市")),
        ("学习《中华人民共和国宪法》。", "title.brackets", ("title.law", "中华人民共和国宪法")),
        ("推进“放管服”改革。", "initiative.quoted", ("initiative.established", "放管服")),
        ("打造“证照速办”综合窗口。", "act.after", ("act.verb", "LAUNCHED")),
    ],
)
def test_what_a_rule_hid_comes_out(text: str, without: str, hidden: tuple[str, str]) -> None:
    assert hidden in found(text, without) - found(text)


def test_a_family_is_left_out_by_its_prefix() -> None:
    text = "区司法局推出“证照速办”改革。"

    assert {"initiative.quoted", "act.verb"} <= {rule for rule, _ in found(text)}
    assert {rule for rule, _ in found(text, "initiative.")} == {"agency.full"}
