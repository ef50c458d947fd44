from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.errors import UsageError
from kg.graph import Graph
from kg.model import Report
from loaders.retract import without, without_report, without_rule
from tests.loaders.small_graph import small_graph
from tests.loaders.test_twins import sample_graph
from tests.neo4j.test_neo4j_store import without_last_report

GRAPH = small_graph()


def sources(graph: Graph) -> set[str]:
    """The reports that anything in the graph rests on."""
    claims = {claim.evidence.report_id for claim in graph.claims}
    return claims | {report for fact in graph.facts for report in fact.reports}


def test_without_a_report_nothing_rests_on_it() -> None:
    gone: Report = GRAPH.reports[-1]
    left = without_report(GRAPH, gone.source)

    assert gone.id not in sources(left)
    assert left == without_report(GRAPH, gone.id)
    assert left.claims == without_last_report(GRAPH).claims
    assert {fact.subject for fact in left.facts} <= {
        *(one.id for one in left.entities),
        *(one.id for one in left.observations),
    }


def test_a_fact_of_two_reports_stays_with_the_evidence_of_one() -> None:
    east, west = (report.id for report in GRAPH.reports)
    one = next(link for link in GRAPH.claim_facts if link.report_id == east)
    other = next(link for link in GRAPH.claim_facts if link.report_id == west)
    fact = next(fact for fact in GRAPH.facts if fact.id == one.fact_id)
    shared = replace(fact, reports=(east, west), evidence=(one.evidence_id, other.evidence_id))
    links = tuple(replace(link, fact_id=fact.id) if link is other else link for link in GRAPH.claim_facts)
    facts = tuple(shared if each is fact else each for each in GRAPH.facts)

    left = without_report(replace(GRAPH, facts=facts, claim_facts=links), west)

    (kept,) = [each for each in left.facts if each.id == fact.id]
    assert (kept.reports, kept.evidence) == ((east,), (one.evidence_id,))


def test_without_a_rule_its_claims_and_their_facts_are_gone_and_no_others() -> None:
    rule = GRAPH.claims[0].rule
    left = without_rule(GRAPH, rule)
    gone = {link.fact_id for link in GRAPH.claim_facts} - {link.fact_id for link in left.claim_facts}

    assert gone
    assert {one.id for one in GRAPH.facts} - {one.id for one in left.facts} == gone
    assert [one for one in GRAPH.claims if one.rule != rule] == list(left.claims)


def test_without_a_rule_figures_are_about_nothing_that_only_it_found() -> None:
    found = sample_graph()
    named = (replace(one, rule="named") if one.label == "Initiative" else one for one in found.mentions)
    graph = replace(found, mentions=tuple(named))
    left = without_rule(graph, "named")

    measured = {(one.subject, one.object) for one in left.facts}
    assert (
        0
        < sum(len(one.about) for one in left.observations)
        < sum(len(one.about) for one in graph.observations)
    )
    assert all((one.id, thing) in measured for one in left.observations for thing in one.about)
    assert not any(one.cls == "Initiative" for one in left.entities)


@pytest.mark.parametrize(("take", "name"), [(without_report, "none.txt"), (without_rule, "none.such")])
def test_what_is_not_there_cannot_be_taken_out(take: Callable[[Graph, str], Graph], name: str) -> None:
    with pytest.raises(UsageError, match=name):
        take(GRAPH, name)


def test_what_is_taken_out_is_named_by_its_kind() -> None:
    assert without(GRAPH, None) is GRAPH
    assert without(GRAPH, "report:xiling/2022.txt") == without_report(GRAPH, "xiling/2022.txt")
    for wrong in ("year:2021", "none.txt"):
        with pytest.raises(UsageError, match=f"{wrong}: no such report; expected report:ID"):
            without(GRAPH, wrong)


def test_a_report_may_be_named_as_it_is_printed() -> None:
    gone = GRAPH.reports[-1]

    assert without(GRAPH, gone.source) == without(GRAPH, gone.id) == without_report(GRAPH, gone.id)
