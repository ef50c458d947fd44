from dataclasses import replace

import pytest

from kg.errors import UsageError
from kg.model import Claim, EntityId, Fact
from kg.passages import explain, marked, sentence_around
from tests.loaders.small_graph import EAST_REPORT, entity_id, small_graph

GRAPH = small_graph()


def test_a_name_gives_its_entity_with_every_passage_in_order() -> None:
    (found,) = explain(GRAPH, "一窗通办")

    assert (found.id, found.kind) == (entity_id("one window"), "entity")
    assert [(p.report.source, p.evidence.quote) for p in found.passages] == [
        ("donghu/2021.txt", "“一窗通办”改革"),
        ("xiling/2022.txt", "“一窗通办”改革"),
    ]
    assert any("USES 湖事办 [done]" in value for name, value in found.details if name == "fact")


@pytest.mark.parametrize("name", ["区司法局", "“区司法局”", '"区司法局"'])
def test_a_spelling_of_the_text_finds_the_entity_too(name: str) -> None:
    assert explain(GRAPH, name)[0].title == "清江市西岭区司法局"


def test_what_is_reported_by_an_agency_is_told() -> None:
    (found,) = explain(GRAPH, "清江市西岭区人民政府")

    assert ("@issuer", "xiling/2022.txt (stated)") in found.details


def test_a_fact_shows_the_sentence_with_both_ends_marked() -> None:
    fact = next(f for f in GRAPH.facts if f.relation == "USES")

    (found,) = explain(GRAPH, fact.id)

    assert found.title == "一窗通办 USES 湖事办"
    (passage,) = found.passages
    assert passage.section == "一、主要成效"
    assert passage.rule == "use.verb"
    assert marked(passage) == (
        "首推⟦“一窗通办”改革⟧，依托⟦“湖事办”平台⟧办理1.28万件，进驻部门由28个增加到31个。"
    )


@pytest.mark.parametrize("index", range(len(GRAPH.evidence())))
def test_every_evidence_id_opens_its_span(index: int) -> None:
    place = GRAPH.evidence()[index]

    (found,) = explain(GRAPH, place.id)

    assert found.title == place.quote
    for passage in found.passages:
        start, end = passage.sentence
        assert start <= place.start
        assert place.end <= end
        assert passage.rule
        assert marked(passage).replace("⟦", "").replace("⟧", "") == " ".join(
            passage.report.text[start:end].split()
        )


def test_a_figure_is_explained_by_its_place_and_named_in_its_facts() -> None:
    figure = next(found for found in GRAPH.observations if found.about)
    fact = Fact(EntityId(figure.id), "MEASURES", figure.about[0], "done", evidence=(figure.evidence_id,))
    graph = replace(GRAPH, facts=(*GRAPH.facts, fact))

    (told,) = explain(graph, figure.id)
    assert (told.title, dict(told.details)["value"]) == ("办件量 1.28万件", "12800 件 (exact)")
    assert told.passages[0] in explain(graph, figure.metric)[0].passages
    assert explain(graph, fact.id)[0].title == "办件量 1.28万件 MEASURES 一窗通办"
    (entity,) = explain(graph, "一窗通办")
    assert any("1.28万件 MEASURES 一窗通办 [done]" in value for _, value in entity.details)


@pytest.mark.parametrize("claim", GRAPH.claims, ids=lambda claim: claim.predicate)
def test_every_claim_has_one_passage(claim: Claim) -> None:
    (found,) = explain(GRAPH, claim.id)

    assert [passage.evidence for passage in found.passages] == [claim.evidence]


def test_a_report_lists_what_it_says_of_itself() -> None:
    (found,) = explain(GRAPH, EAST_REPORT.id)

    assert ("year", "2021 (title)") in found.details
    assert ("sections", "一、主要成效；二、存在问题；三、下一步打算") in found.details


def test_a_name_that_nothing_bears_is_refused_with_near_names() -> None:
    with pytest.raises(UsageError, match="names with it: 清江市西岭区司法局"):
        explain(GRAPH, "西岭区司法")
    with pytest.raises(UsageError, match="no such place"):
        explain(GRAPH, "e0000000000000000-1-2")
    with pytest.raises(UsageError, match="no such place"):
        explain(GRAPH, f"e{EAST_REPORT.id[1:]}-5-99999")


@pytest.mark.parametrize(
    ("text", "at", "sentence"),
    [
        ("甲。乙丙丁。戊", (3, 4), "乙丙丁。"),
        ("甲。乙丙丁。戊", (2, 6), "乙丙丁。"),
        ("甲\n　乙丙\n丁", (3, 4), "乙丙"),
        ("乙丙", (0, 1), "乙丙"),
        ("甲；乙丙", (2, 3), "乙丙"),
    ],
)
def test_a_sentence_ends_at_its_marks(text: str, at: tuple[int, int], sentence: str) -> None:
    start, end = sentence_around(text, *at)

    assert text[start:end] == sentence
