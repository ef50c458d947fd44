import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from kg.assembly import assemble
from kg.graph import Graph
from kg.model import Figure, Reading, Section, evidence_at
from kg.resolve import resolve
from kg.schema import load_schema
from kg.soundness import faults
from loaders.checks.queries import Store
from loaders.checks.validation import of_lines
from loaders.rdf.writing import lines_of, quads
from tests.resolve.texts import Named, mention, read

FIRST = "一、成效\n我局推进“跨省通办”，办件156件。\n二、打算\n区政府推进“一网通办”。"
SECOND = "2023年，区政府推进“跨省通办”，依据鼓政发〔2022〕9号文件。"


def readings() -> list[Reading]:
    named: list[Named] = [("Agency", "区政府"), ("Initiative", "跨省通办")]
    first = read(
        FIRST, *named, ("Initiative", "一网通办"), ("Metric", "156件"), deictics=[("Agency", "我局")],
        claims=[
            ("@issuer", "ADVANCES", "跨省通办", "done"),
            ("156件", "MEASURES", "跨省通办", "done"),
            ("区政府", "ADVANCES", "一网通办", "planned"),
        ],
    )  # fmt: skip
    second = read(
        SECOND, *named, ("DocNo", "鼓政发〔2022〕9号"), year=2023, issuer="南京市鼓楼区人民政府",
        claims=[
            ("@issuer", "ADVANCES", "跨省通办", "done"),
            ("区政府", "ADVANCES", "跨省通办", "done"),
            ("@region", "ADVANCES", "跨省通办", "planned"),
            ("@issuer", "IMPLEMENTS", "鼓政发〔2022〕9号", "done"),
            ("区政府", "SUPERVISES", "@issuer", "done"),
            ("@issuer", "LAUNCHED", "区政府", "done"),
        ],
    )  # fmt: skip
    figure = Figure(mention(first, "156件"), Decimal(156), "件", "exact", "跨省通办办件")
    whole = Section(evidence_at(first.report, 0, len(FIRST)), 0, "other", "")
    plans = Section(evidence_at(first.report, FIRST.index("二、"), len(FIRST)), 1, "plans", "打算")
    return [replace(first, figures=(figure,), sections=(whole, plans)), second]


@pytest.fixture(scope="module")
def graph() -> Graph:
    made = readings()
    return assemble(made, resolve(made), load_schema())


@pytest.fixture(scope="module")
def facts(graph: Graph) -> Callable[[str], set[tuple[str, str, str]]]:
    names = {entity.id: entity.name for entity in graph.entities} | {o.id: o.raw for o in graph.observations}

    def of(relation: str) -> set[tuple[str, str, str]]:
        found = [fact for fact in graph.facts if fact.relation == relation]
        return {(names[fact.subject], names[fact.object], fact.status) for fact in found}

    return of


def test_claims_with_one_meaning_are_one_fact(graph: Graph) -> None:
    bodies = {entity.id: entity.name for entity in graph.entities}
    fact = next(
        f for f in graph.facts
        if f.relation == "ADVANCES" and f.status == "done" and bodies[f.subject] == "南京市鼓楼区人民政府"
    )  # fmt: skip
    said = [link for link in graph.claim_facts if link.fact_id == fact.id]
    assert len(said) == 2
    assert fact.years == (2023,)
    assert fact.evidence == tuple(sorted({link.evidence_id for link in said}))


def test_status_is_part_of_the_fact(facts: Callable[[str], set[tuple[str, str, str]]]) -> None:
    government = "南京市鼓楼区人民政府"
    assert facts("ADVANCES") == {
        ("南京市鼓楼区行政审批局", "跨省通办", "done"),
        (government, "一网通办", "planned"),
        (government, "跨省通办", "planned"),
        (government, "跨省通办", "done"),
    }


def test_a_figure_is_the_subject_of_what_it_measures(
    graph: Graph, facts: Callable[[str], set[tuple[str, str, str]]]
) -> None:
    assert facts("MEASURES") == {("156件", "跨省通办", "done")}
    fact = next(f for f in graph.facts if f.relation == "MEASURES")
    assert fact.subject == graph.observations[0].id


def test_every_claim_gives_a_fact_or_an_issue(graph: Graph) -> None:
    assert len(graph.claims) == 9
    assert len(graph.claim_facts) + len(graph.issues) == len(graph.claims)
    told = {(issue.severity, issue.what.split(":")[0]) for issue in graph.issues}
    assert told == {("note", "IMPLEMENTS"), ("note", "SUPERVISES"), ("refused", "LAUNCHED")}
    assert {link.fact_id for link in graph.claim_facts} <= {fact.id for fact in graph.facts}


def test_a_claim_of_one_thing_with_itself_gives_no_fact_and_breaks_no_rule(graph: Graph) -> None:
    (claim,) = (claim for claim in graph.claims if claim.predicate == "SUPERVISES")
    lines = lines_of(quads(graph, base="https://example.org/kg"))
    broken = [one.law for one in of_lines(lambda: lines, Store())]

    assert claim.id not in {link.claim_id for link in graph.claim_facts}
    assert "done_is_asserted" not in broken
    assert list(faults(graph, load_schema())) == []


def test_a_claim_knows_its_innermost_section(graph: Graph) -> None:
    sections = {section.id: section for section in graph.sections}
    placed = {link.section_id for link in graph.claim_facts if link.section_id}
    assert {sections[each].kind for each in placed} == {"other", "plans"}


def test_everything_is_sorted_by_id(graph: Graph) -> None:
    for table in (
        graph.reports,
        graph.mentions,
        graph.claims,
        graph.entities,
        graph.facts,
        graph.observations,
    ):
        ids = [row.id for row in table]
        assert ids == sorted(set(ids))


def test_the_order_of_the_readings_does_not_matter(graph: Graph) -> None:
    shuffled = readings()
    random.Random(3).shuffle(shuffled)
    shuffled = shuffled[::-1] if shuffled == readings() else shuffled
    assert assemble(shuffled, resolve(shuffled), load_schema()) == graph


def test_every_end_of_a_fact_exists(graph: Graph) -> None:
    known = {entity.id for entity in graph.entities} | {one.id for one in graph.observations}
    known |= {report.id for report in graph.reports} | {span.id for span in graph.evidence()}
    assert {end for fact in graph.facts for end in (fact.subject, fact.object)} <= known


def test_evidence_holds_every_span_once(graph: Graph) -> None:
    spans = graph.evidence()
    texts = {report.id: report.text for report in graph.reports}
    assert all(texts[span.report_id][span.start : span.end] == span.quote for span in spans)
    assert {link.evidence_id for link in graph.claim_facts} <= {span.id for span in spans}
