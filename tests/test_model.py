from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import EvidenceError
from kg.model import (
    ISSUER,
    Claim,
    EntityId,
    Evidence,
    Fact,
    Mention,
    Report,
    Section,
    digest,
    evidence_at,
    fact_id,
    place_of,
    report_id,
)

REPORT = Report("r0123456789abcdef", "a.txt", "区司法局推进“一网通办”。")


def test_report_id_is_the_head_of_the_sha256_of_the_bytes() -> None:
    assert report_id(b"abc") == "rba7816bf8f01cfea"


def test_digest_keeps_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_evidence_id_names_report_and_place() -> None:
    evidence = evidence_at(REPORT, 7, 11)

    assert (evidence.quote, evidence.id) == ("一网通办", "e0123456789abcdef-7-11")
    assert place_of(evidence.id) == (REPORT.id, 7, 11)


@pytest.mark.parametrize(("start", "end", "quote"), [(3, 3, ""), (-1, 1, "区司"), (0, 3, "区司"), (4, 2, "")])
def test_evidence_without_its_characters_cannot_be_built(start: int, end: int, quote: str) -> None:
    with pytest.raises(EvidenceError, match="r0123456789abcdef"):
        Evidence(REPORT.id, start, end, quote)


def test_evidence_past_the_end_of_the_text_is_refused() -> None:
    with pytest.raises(EvidenceError):
        evidence_at(REPORT, 10, 40)


@pytest.mark.no_cover
@given(st.text(min_size=1, max_size=40), st.data())
def test_quote_is_always_the_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    evidence = evidence_at(Report("r0", "x.txt", text), start, end)

    assert evidence.quote == text[evidence.start : evidence.end]


def test_pages_count_from_one_and_are_unknown_without_page_starts() -> None:
    paged = Report("r0", "x.pdf", "甲乙丙丁", pages=(0, 2))

    assert [evidence_at(paged, at, at + 1).page for at in (1, 2)] == [1, 2]
    assert evidence_at(REPORT, 0, 1).page is None


def test_two_labels_on_one_span_are_two_mentions() -> None:
    evidence = evidence_at(REPORT, 7, 11)

    assert Mention("Initiative", evidence, "r").id != Mention("Platform", evidence, "r").id


def test_a_claim_with_another_status_is_another_claim() -> None:
    sentence = evidence_at(REPORT, 0, len(REPORT.text))
    initiative = Mention("Initiative", evidence_at(REPORT, 7, 11), "r").id
    done, planned = (
        Claim(ISSUER, "ADVANCES", initiative, status, "r", sentence) for status in ("done", "planned")
    )

    assert done.id != planned.id


def test_values_cannot_be_edited() -> None:
    with pytest.raises(FrozenInstanceError):
        REPORT.text = "other"  # type: ignore[misc]


def test_fact_and_section_ids_come_from_their_keys() -> None:
    fact = Fact(EntityId("a1"), "ADVANCES", EntityId("i1"), "done")
    section = Section(evidence_at(REPORT, 0, 4), 1, "plans", "打算")

    assert fact.id == fact_id("a1", "ADVANCES", "i1", "done")
    assert section.id == "t0123456789abcdef-0-4"
