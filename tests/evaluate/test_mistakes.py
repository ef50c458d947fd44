from collections.abc import Iterable
from random import Random

import pytest

from kg.evaluate import Mistake, align, confusion, grouped, mistakes
from kg.evaluate.places import Place
from tests.evaluate.texts import TEXT, good, poor, reading


def faults(found: Iterable[Mistake], what: str) -> dict[str, str]:
    return {f"{m.gold} → {m.found}": m.fault for m in found if m.what == what}


def test_each_fault_of_a_mention_is_named() -> None:
    assert faults(mistakes([poor()]), "mention") == {
        "县司法局 → 司法局推": "too short left, too long right",
        "“县办”APP → “县办”APP推进": "too long right",
        "一窗受理 → None": "missing",
        "县财政局 → 县财政局 Org": "wrong label",
        "None → 推行": "spurious",
    }


def test_each_fault_of_a_claim_is_named() -> None:
    assert faults(mistakes([poor()]), "claim") == {
        "12件 MEASURES 一网通办 → 12件 MEASURES 一网通办": "status done as planned",
        "县司法局 LAUNCHED 一网通办 → @issuer LAUNCHED 一网通办": "wrong subject",
        "None → 县财政局 ADVANCES 推行": "spurious, for a mention",
        "@issuer USES “县办”APP → None": "missing, for a mention",
        "@issuer ADVANCES 一窗受理 → None": "missing, for a mention",
    }


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (("@issuer", "USES", "12件", "done"), "wrong object"),
        (("@issuer", "LAUNCHED", "一网通办", "done"), "wrong relation"),
        (("@issuer", "USES", "县财政局", "done"), "spurious"),
    ],
)
def test_claims_that_differ_in_one_part_of_one_sentence_are_one_mistake(
    said: tuple[str, str, str, str], fault: str
) -> None:
    mentions = {"一网通办": "Initiative", "12件": "Metric", "县财政局": "Agency"}
    gold = reading(mentions, ("@issuer", "USES", "一网通办", "done"))

    found = mistakes([(gold, reading(mentions, said))])

    assert fault in {mistake.fault for mistake in found}
    assert len(found) == (2 if fault == "spurious" else 1)


def test_the_cue_is_the_rule_or_what_stands_beside() -> None:
    cues = {(m.what, m.name, m.fault): m.cue for m in mistakes([poor()])}

    assert cues["mention", "Initiative", "spurious"] == "initiative.rule"
    assert cues["mention", "Initiative", "missing"] == "进…，"
    assert cues["claim", "USES", "missing, for a mention"] == "依托…"


def test_a_name_that_is_missed_again_is_its_own_cue() -> None:
    found = mistakes([poor("a"), poor("b")])

    assert {m.cue for m in found if (m.what, m.fault) == ("mention", "missing")} == {"一窗受理"}


def test_groups_come_most_frequent_first_with_the_first_example() -> None:
    missed = (reading({"12件": "Metric"}, source="z"), reading({}, source="z"))
    groups = grouped(mistakes([missed, poor("a"), poor("b")]))

    assert [count for count, _ in groups] == [2] * 10 + [1]
    assert groups[-1][1].source == "z"
    assert {mistake.source for count, mistake in groups if count == 2} == {"a"}
    assert TEXT[groups[-1][1].at :].startswith("12件")
    assert groups[-1][1].context == "一网通办”，受理【12件】。依托“县办”A"


def test_nothing_is_wrong_where_all_is_right() -> None:
    assert mistakes([good()]) == []


def test_the_most_alike_are_paired_and_each_once() -> None:
    gold = [(0, 10, "Agreement"), (2, 6, "Initiative")]
    found = [(0, 9, "Agreement"), (2, 6, "Platform"), (6, 8, "Region")]

    assert align(gold, found) == [
        ((0, 10, "Agreement"), (0, 9, "Agreement")),
        ((2, 6, "Initiative"), (2, 6, "Platform")),
        (None, (6, 8, "Region")),
    ]


def test_every_place_is_in_one_pair_and_pairs_overlap() -> None:
    draw = Random(7)
    for _ in range(200):
        gold, found = ({place(draw) for _ in range(draw.randrange(12))} for _ in range(2))
        matches = align(gold, found)

        assert sorted(g for g, _ in matches if g) == sorted(gold)
        assert sorted(f for _, f in matches if f) == sorted(found)
        assert all(g[0] < f[1] and f[0] < g[1] for g, f in matches if g and f)
        assert all((p, p) in matches for p in gold & found)


def place(draw: Random) -> Place:
    start = draw.randrange(30)
    return start, start + draw.randint(1, 9), draw.choice(("Agency", "Region", "Metric"))


def test_labels_taken_for_others_are_counted() -> None:
    found = confusion(iter(align([(0, 4, "Org"), (5, 6, "Region")], [(1, 4, "Agency"), (8, 9, "Metric")])))

    assert found == {("Org", "Agency"): 1, ("Region", "none"): 1, ("none", "Metric"): 1}
