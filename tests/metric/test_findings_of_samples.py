"""What is found in the sample reports, against what people find in them (samples/expected.json)."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import gold_spans
from kg.graph import Graph
from kg.metric.firsts import First, firsts
from kg.metric.growth import growth_checks
from kg.metric.identities import identities
from kg.metric.problems import recurring
from kg.metric.promises import promises
from kg.metric.rivals import conflicts
from kg.metric.sets import declared
from kg.metric.wide import wide_in
from kg.metric.years import consecutive
from kg.model import Evidence, Observation
from kg.store import read_graph
from tests.conftest import ROOT

FOLDER = ROOT / "samples"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
SPANS = gold_spans(FOLDER / "gold.jsonl")
Place = tuple[str, int, int]


@pytest.fixture(scope="module")
def graph(samples_graph: Path) -> Graph:
    return read_graph(samples_graph)


class Names:
    """Texts as the expected answers name them."""

    def __init__(self, graph: Graph) -> None:
        self.entities = {str(entity.id): entity.name for entity in graph.entities}
        self.texts = {report.id: report.source.removesuffix(".txt") for report in graph.reports}

    def place(self, span: Evidence) -> Place:
        return self.texts[span.report_id], span.start, span.end

    def figure(self, figure: Observation) -> Place:
        return self.texts[figure.report_id], *figure.span


def span(found: list[str]) -> Place:
    text, name = found
    return text, *SPANS[text, name][:2]


def test_claims_to_be_first_and_their_conflicts(graph: Graph) -> None:
    names = Names(graph)
    claims = EXPECTED["first_claims"]["claims"]

    def key(claim: First) -> str:
        text, start, end = names.place(claim.clause)
        (found,) = [
            one["id"]
            for one in claims
            if one["text"] == text
            and start <= one["start"]
            and one["end"] <= end
            and one["form"] == claim.cue
        ]
        return str(found)

    assert {key(claim): claim.scope for claim in firsts(graph)} == {one["id"]: one["scope"] for one in claims}
    named = {row["entity"]: row["name"] for row in EXPECTED["aliases"]}
    assert {
        key(claim): [names.entities[agency] for agency in claim.agencies]
        for claim in firsts(graph)
        if key(claim) in {one["id"] for one in claims if one["claimant"] in named}
    } == {one["id"]: [named[one["claimant"]]] for one in claims if one["claimant"] in named}
    expected = {(one["kind"], frozenset(one["claims"])) for one in EXPECTED["first_claims"]["findings"]}
    assert {
        (one.relation, frozenset(map(key, one.claims)))
        for one in conflicts(firsts(graph), wide_in(graph).regions)
    } == expected


def test_promises_and_what_became_of_them(graph: Graph) -> None:
    names = Names(graph)
    meant = {(names.place(m.evidence)): m.id for m in graph.mentions}
    entity = {(row.report_id, row.mention): row.entity for row in graph.resolved}
    reports = {text: report for report, text in names.texts.items()}
    outcomes = {
        (names.texts[plan.report_id], promise.item): promise.outcome
        for promise in promises(graph)
        for plan in promise.plans
    }
    rows = EXPECTED["promises"]["rows"]
    expected = {
        (
            row["plan"]["text"],
            entity[reports[row["plan"]["text"]], meant[span([row["plan"]["text"], row["plan"]["span"]])]],
        ): row["outcome"]
        for row in rows
    }
    assert {key: outcomes.get(key) for key in expected} == expected
    assert {text for text, _ in outcomes.keys() - expected.keys()} <= {
        "s-13"
    }  # a notice that plans for its year
    missed = [(one.target, one.reported) for one in promises(graph) if one.outcome == "below_target"]
    assert [[int(figure.value) for figure in pair if figure] for pair in missed] == [[60, 58]]


def test_problems_that_come_back(graph: Graph) -> None:
    names = Names(graph)
    issuers = {row["text"]: row["issuer"] for row in EXPECTED["issuers"]["rows"]}
    expected = {
        frozenset(
            (quote["text"], quote["start"], quote["end"])
            for quote in problem["quotes"]
            if issuers[quote["text"]] == issuer
        )
        for problem in EXPECTED["problems"]["kinds"]
        for issuer in problem["recurs_in_both_years"]
    }
    found = {frozenset(names.place(one.clause) for one in each.problems) for each in recurring(graph)}
    assert found == expected


def test_groups_that_declare_more_than_they_name(graph: Graph) -> None:
    names = Names(graph)
    expected = {
        (row["text"], row["surface"]): (row["declared"]["districts"], row["missing"]["districts"])
        for row in EXPECTED["declared_vs_named"]
    }
    found = {
        (names.texts[one.report_id], names.entities[one.group]): (one.declared, one.missing)
        for one in declared(graph)
        if one.level != "省"
    }
    assert found == expected


def test_sums_differences_and_means(graph: Graph) -> None:
    names = Names(graph)
    expected = {
        span(check["result"]): (check["kind"], check["verdict"], [span(one) for one in check["operands"]])
        for check in EXPECTED["arithmetic"]["checks"]
        if check["kind"] in ("sum", "difference", "mean")
    }
    found = {
        names.figure(one.result): (one.kind, one.verdict, [names.figure(part) for part in one.parts])
        for one in identities(graph)
    }
    amounts = {
        names.figure(one.rate): (
            "difference",
            one.verdict,
            [names.figure(one.pair.after), names.figure(one.pair.before)],
        )
        for one in growth_checks(graph, consecutive(graph))
        if one.rate.unit != "%"
    }
    assert found | amounts == expected
