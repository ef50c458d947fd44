"""Judgements against what the keys say: joined, kept apart, split, contradicted, unknown."""

import pytest

from kg.model import Judgement, Reading, Verdict
from kg.resolve import resolve
from tests.resolve.texts import read

NAMES = ["甲办", "乙办", "丙办"]


def row(left: str, right: str, verdict: Verdict, line: int = 0, reason: str = "") -> Judgement:
    return Judgement(left, right, verdict, reason, "li", "judgements.csv", line)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Two reports of different districts that name the same organizations."""
    orgs = [("Org", name) for name in NAMES]
    texts = ["甲办、乙办与丙办。", "又见甲办、乙办与丙办。"]
    return [read(text, *orgs) for text in texts]  # type: ignore[arg-type]


def spans(reading: Reading) -> dict[str, str]:
    return {mention.evidence.quote: mention.evidence.id for mention in reading.mentions}


def parts(readings: list[Reading], *judgements: Judgement) -> list[list[str]]:
    """The clusters as sorted lists of quote and report (0 or 1)."""
    resolution = resolve(readings, judgements)
    names = {
        (reading.report.id, mention.id): f"{mention.evidence.quote}{at}"
        for at, reading in enumerate(readings)
        for mention in reading.mentions
    }
    found: dict[str, list[str]] = {}
    for one in resolution.resolved:
        if (one.report_id, one.mention) in names:
            found.setdefault(one.entity, []).append(names[one.report_id, one.mention])
    return sorted(sorted(cluster) for cluster in found.values())


def test_same_is_transitive_over_keys_and_spans(readings: list[Reading]) -> None:
    rows = [
        row("Organization:甲办", spans(readings[1])["乙办"], "same"),
        row("Organization:乙办", "Organization:丙办", "same"),
    ]

    assert len(parts(readings, *rows)) == 1


def test_a_judgement_may_name_entity_ids(readings: list[Reading]) -> None:
    ids = {entity.name: entity.id for entity in resolve(readings).entities}

    assert len(parts(readings, row(ids["甲办"], ids["乙办"], "same"))) == 2


@pytest.mark.parametrize("swapped", [False, True])
def test_different_splits_what_one_key_holds(readings: list[Reading], swapped: bool) -> None:
    sides = [spans(reading)["甲办"] for reading in readings]
    left, right = sides[::-1] if swapped else sides

    assert ["甲办0"] in parts(readings, row(left, right, "different"))
    assert ["甲办1"] in parts(readings, row(left, right, "different"))
    again = parts(readings, row(left, right, "different"), row("Organization:甲办", right, "unsure"))
    assert again == parts(readings, row(right, left, "different"))


def test_a_span_may_leave_the_name_that_its_key_gives(readings: list[Reading]) -> None:
    split = parts(readings, row("Organization:甲办", spans(readings[1])["甲办"], "different"))

    assert ["甲办1"] in split
    assert ["甲办0"] in split


def test_a_split_part_can_be_joined_with_another(readings: list[Reading]) -> None:
    one, other = (spans(reading) for reading in readings)
    rows = [
        row(one["甲办"], other["甲办"], "different"),
        row(max(one["甲办"], other["甲办"]), "Organization:乙办", "same"),
    ]

    assert sorted(map(len, parts(readings, *rows))) == [1, 2, 3]


def test_a_contradiction_is_refused_with_its_chain(readings: list[Reading]) -> None:
    rows = [
        row("Organization:甲办", "Organization:乙办", "same", 2),
        row("Organization:丙办", "Organization:乙办", "same", 3),
        row("Organization:丙办", "Organization:甲办", "different", 4),
    ]
    (issue,) = resolve(readings, rows).issues

    assert (issue.severity, issue.file) == ("refused", "judgements.csv")
    assert issue.place == "line 2"
    assert issue.what.endswith("甲办 = 乙办 (line 2) = 丙办 (line 3), but 甲办 ≠ 丙办 (line 4)")
    assert ["甲办0", "甲办1"] in parts(readings, *rows)


def test_reasons_of_people_stand_beside_those_of_rules(readings: list[Reading]) -> None:
    rows = [row("Organization:甲办", "Organization:乙办", "same", 2, "改名")]
    told = {one.reason for one in resolve(readings, rows).resolved}

    assert "name; judged same by li: 改名" in told


@pytest.mark.parametrize(
    ("left", "right", "verdict", "severity", "said"),
    [
        ("Organization:甲办", "Organization:丁办", "same", "note", "Organization:丁办"),
        ("e0123456789abcdef-0-2", "Organization:甲办", "different", "note", "e0123456789abcdef-0-2"),
        ("cn999999", "Organization:甲办", "same", "note", "cn999999"),
        ("Organization:甲办", "Organization:甲办", "different", "refused", "Organization:甲办"),
        ("Organization:甲办", "Region:江苏省南京市鼓楼区", "same", "refused", "Organization and Region"),
    ],
)
def test_what_cannot_be_followed_is_told_and_the_rest_goes_on(
    readings: list[Reading], left: str, right: str, verdict: Verdict, severity: str, said: str
) -> None:
    rows = [row(left, right, verdict, 7), row("Organization:甲办", "Organization:乙办", "same", 8)]
    (issue,) = resolve(readings, rows).issues

    assert (issue.severity, issue.place) == (severity, "line 7")
    assert issue.what.endswith(f": {said}")
    assert len(parts(readings, *rows)) == 2
