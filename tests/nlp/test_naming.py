"""The linear model that refuses names in quotes: what it sees, what it refuses, how it is trained."""

from itertools import permutations

import pytest

from benchmarks.train_naming import examples, trained
from kg.evaluate import gold_readings
from kg.nlp import naming
from kg.nlp.naming import Face, odds, signs
from kg.nlp.quotes import doubtful, judged
from kg.resources import table
from tests.conftest import ROOT

SERVICES = ROOT / "tests" / "gold" / "fields" / "services.jsonl"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("推出“晨光伴读”。", ["晨光伴读"]),
        ("落实“村企握手”。", ["村企握手"]),
        ("念好“山水经”。", []),
        ("唱响“好声音”，绘就“好画卷”。", []),
        ("“小项目”撬动“大民生”。", []),
    ],
)
def test_a_figure_of_speech_that_the_cues_take_is_refused(text: str, named: list[str]) -> None:
    assert [text[start:end] for start, end, label in judged(text) if label] == named


def test_odds_do_not_hang_on_the_order_of_the_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"a": {"": 0.1}, "b": {"": 0.2}, "c": {"": -0.3}, "constant": {"": 0.0}}
    monkeypatch.setattr(naming, "_weights", lambda: weights)
    found = []
    for order in permutations((kind, "") for kind in "abc"):
        monkeypatch.setattr(naming, "signs", lambda face, order=order: order)
        found.append(odds(Face("", "", "", ())))

    assert len(set(found)) == 1


def test_a_name_with_many_points_is_taken_without_asking() -> None:
    assert doubtful("推进“青山图”专项行动。") == []
    assert [face.name for _, face in doubtful("念好“山水经”。")] == ["山水经"]


def test_a_name_is_refused_in_all_its_places_or_in_none() -> None:
    text = "念好“山水经”。念通“山水经”。"

    assert [label for *_, label in judged(text)] == [None, None]


def test_signs_are_read_off_the_name_and_what_stands_beside_it() -> None:
    seen = signs(Face("青山图", "成效好。\n绘就", "，下同", (1.0, 0.0)))

    assert {("first", "青"), ("last", "山图"), ("pair", "青山"), ("character", "山"), ("length", "3")} <= seen
    assert {("shape", "字字字"), ("behind", "，下"), ("behind", "，下同")} <= seen
    assert {("before", "⏎绘就"), ("near before", "绘就"), ("initiative", "3"), ("platform", "2")} <= seen
    assert not any(kind == "near behind" or "效" in sign for kind, sign in seen)


def test_the_table_is_sorted_and_each_sign_stands_once() -> None:
    keys = [(row["kind"], row["sign"]) for row in table("naming")]

    assert len(keys) == len(set(keys))
    assert keys[0] == ("constant", "")
    assert keys[1:] == sorted(keys[1:], key="\t".join)


def test_training_learns_what_tells_and_does_so_again() -> None:
    found = [example for reading in gold_readings(SERVICES)[:40] for example in examples(reading)]

    weights = trained(found)

    assert weights == trained(found)
    right = sum(
        (weights[""] + sum(weights.get(sign, 0.0) for sign in shown) > 0) == named for shown, named in found
    )
    assert 10 * right > 8 * len(found) > 300


def test_the_odds_are_the_sum_of_the_weights_of_the_signs() -> None:
    weights = {(row["kind"], row["sign"]): float(row["weight"]) for row in table("naming")}
    face = Face("青山图", "绘就", "。", (1.0, 0.0))

    given = [weights[sign] for sign in signs(face) if sign in weights]
    assert odds(face) == pytest.approx(weights["constant", ""] + sum(given))
    assert len(given) > 5
