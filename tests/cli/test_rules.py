"""`kg rules`: the list, a family, one card, and a name that is none."""

import json

import pytest

from kg.cli import run
from kg.rules import cards

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LOCALE", "en")


def test_the_list_has_every_rule_with_its_scores(capsys: Captured) -> None:
    assert run(["rules", "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)
    assert [row["rule"] for row in rows] == list(cards())
    for row in rows:
        if row["found"]:
            assert row["precision"] == round(row["right"] / row["found"], 4)
        else:
            assert row["precision"] is None


def test_a_table_speaks_one_language(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert run(["rules"]) == 0
    head = capsys.readouterr().out.splitlines()[0].split()
    monkeypatch.setenv("KG_LOCALE", "zh")
    assert run(["rules"]) == 0

    assert head == ["rule", "version", "found", "right", "precision", "en"]
    assert capsys.readouterr().out.splitlines()[0].split() == [*head[:-1], "zh"]


def test_a_family_by_its_prefix(capsys: Captured) -> None:
    assert run(["rules", "deictic.", "--format", "csv"]) == 0
    assert [line.split(",")[:4] for line in capsys.readouterr().out.splitlines()[1:]] == [
        ["deictic.last", "1", "", ""],
        ["deictic.word", "1", "", ""],
    ]


def test_one_rule_is_the_whole_card(capsys: Captured) -> None:
    card = cards()["act.heading"]

    assert run(["rules", "act.heading"]) == 0
    shown = capsys.readouterr().out
    for words in (card.zh, card.en, *card.finds, card.counter_example):
        assert words in shown
    assert card.example.replace("\n", "⏎") in shown

    assert run(["rules", "act.heading", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["example"], row["finds"]) == (card.example, list(card.finds))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("act.hedaing", "do you mean act.heading"),
        ("quoted", "do you mean initiative.half_quoted, initiative.quoted, platform.quoted"),
        ("", "kg rules lists them"),
    ],
)
def test_an_unknown_rule_proposes_the_nearest(name: str, hint: str, capsys: Captured) -> None:
    assert run(["rules", name]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert hint in err
