from dataclasses import replace

import pytest

from kg.errors import EvidenceError
from kg.model import Claim, MentionId, Reading, Report
from kg.record import record_of
from tests.loaders.small_graph import EAST_REPORT, WEST_REPORT, small_graph

GRAPH = small_graph()


def reading_of(report: Report) -> Reading:
    return Reading(
        report,
        mentions=tuple(m for m in GRAPH.mentions if m.evidence.report_id == report.id),
        deictics=tuple(m for m in GRAPH.deictics if m.evidence.report_id == report.id),
        claims=tuple(c for c in GRAPH.claims if c.evidence.report_id == report.id),
    )


EAST = reading_of(EAST_REPORT)


def test_the_head_says_where_each_value_comes_from() -> None:
    record = record_of(reading_of(WEST_REPORT))

    assert list(record) == ["source", "report", "mentions", "claims"]
    assert record["report"] == {
        "id": WEST_REPORT.id,
        "title": "西岭区2022年法治政府建设情况报告",
        "issuer": "清江市西岭区人民政府",
        "region": "云州省清江市西岭区",
        "year": 2022,
        "basis": {"issuer": "inferred", "region": "title", "year": "title"},
    }


def test_unknown_values_are_null() -> None:
    empty = record_of(Reading(Report("r0", "a.txt", "")))

    assert empty["report"]["issuer"] is None
    assert empty["report"]["basis"] == {"issuer": None, "region": None, "year": None}
    assert empty["mentions"] == empty["claims"] == []


def test_mentions_are_numbered_in_the_order_of_the_text() -> None:
    mentions = record_of(EAST)["mentions"]

    assert [m["id"] for m in mentions] == [f"m{n}" for n in range(1, len(mentions) + 1)]
    places = [(m["start"], -m["end"], m["label"]) for m in mentions]
    assert places == sorted(places)
    assert all(EAST_REPORT.text[m["start"] : m["end"]] == m["text"] for m in mentions)
    assert {m["label"] for m in mentions} >= {"DocNo", "Metric", "Region"}


def test_a_deictic_is_no_mention_and_stands_for_its_side() -> None:
    record = record_of(EAST)

    assert "我局" not in {m["text"] for m in record["mentions"]}
    (claim,) = [c for c in record["claims"] if c["predicate"] == "IMPLEMENTS"]
    assert claim["subject"] == "@issuer"


def test_claims_name_mentions_and_are_sorted() -> None:
    record = record_of(EAST)

    known = {"@issuer", "@region", *(m["id"] for m in record["mentions"])}
    assert {c[end] for c in record["claims"] for end in ("subject", "object")} <= known
    order = [(c["evidence"], c["subject"], c["predicate"], c["object"]) for c in record["claims"]]
    assert order == sorted(order)
    assert {c["status"] for c in record["claims"]} == {"done", "planned", "problem"}


def test_the_order_of_the_reading_does_not_show() -> None:
    turned = replace(EAST, mentions=EAST.mentions[::-1], claims=EAST.claims[::-1])

    assert record_of(turned) == record_of(EAST)


def test_a_claim_about_what_is_no_mention_is_a_bug() -> None:
    wrong: Claim = replace(EAST.claims[0], subject=MentionId("e0-1-2-Agency"))

    with pytest.raises(EvidenceError, match="e0-1-2-Agency"):
        record_of(replace(EAST, claims=(wrong,)))
