"""Every section of samples/expected.json against the graph of the samples; what is wanting is named here."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kg import gazetteer
from kg.evaluate import gold_spans
from kg.graph import Graph
from kg.metric.sets import Declared, declared
from kg.model import ISSUER, REGION, EntityId, Fact
from kg.store import read_graph
from tests.conftest import ROOT

FOLDER = ROOT / "samples"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
SPANS = gold_spans(FOLDER / "gold.jsonl")
ELSEWHERE = {
    "arithmetic": "cli/test_audit.py::test_checks_are_those_that_people_find_with_their_verdicts",
    "metric_years": "metric/test_years.py::test_pairs_are_those_that_people_make",
    "first_claims": "metric/test_findings_of_samples.py::test_claims_to_be_first_and_their_conflicts",
    "promises": "metric/test_findings_of_samples.py::test_promises_and_what_became_of_them",
    "problems": "metric/test_findings_of_samples.py::test_problems_that_come_back",
}
"""Sections that are asserted, for the most part, by tests of their own."""
WORD_OF = {"issued": "ISSUED", "revised": "REVISED", "repealed": "REPEALED"}
JUDGED = dict.fromkeys(("双鼓楼", "鼓楼对鼓楼"), "“双鼓楼”跨省通办")
"""Two names that one initiative has by samples/judgements.csv (tests/docs/test_judgements_guide.py) alone."""
NO_HEADING = {"s-05"}
"""Reports whose portal left no heading before the problems: those are told by their words alone."""


UNFOUND = {("s-12", "o1"), ("s-14", "m3"), ("s-14", "m4")}
"""A shop's name, which nothing around it tells; 2小时 and 5个工作日 are read with 内."""


class Known(NamedTuple):
    """The graph with its texts by their names, and what stands at each place and denotes what."""

    graph: Graph
    reports: dict[str, str]
    places: dict[tuple[str, int, int], EntityId]
    by_gold: dict[str, EntityId | None]
    denoted: dict[tuple[str, str], EntityId]

    def at(self, span: Sequence[str]) -> EntityId | None:
        text, name = span
        return self.places.get((text, *SPANS[text, name][:2]))

    def name(self, entity: str | None) -> str:
        return next((one.name for one in self.graph.entities if one.id == entity), "")

    def texts(self, entity: EntityId | None) -> list[str]:
        return sorted({text for (text, *_), one in self.places.items() if one == entity})

    def facts(self, relation: str, object_: EntityId | None) -> list[Fact]:
        return [one for one in self.graph.facts if (one.relation, one.object) == (relation, object_)]


@pytest.fixture(scope="module")
def known(samples_graph: Path) -> Known:
    graph = read_graph(samples_graph)
    texts = {report.id: report.source.removesuffix(".txt") for report in graph.reports}
    spans = {mention.id: mention.evidence for mention in (*graph.mentions, *graph.deictics)}
    places = {
        (texts[one.report_id], spans[one.mention].start, spans[one.mention].end): one.entity
        for one in graph.resolved
        if one.mention in spans
    }
    denoted = {(texts[one.report_id], str(one.mention)): one.entity for one in graph.resolved}
    known = Known(graph, {text: report for report, text in texts.items()}, places, {}, denoted)
    for entity in json.loads((FOLDER / "entities.json").read_text("utf-8")):
        found = Counter(known.at(span) for span in entity["mentions"])
        known.by_gold[entity["id"]] = found.most_common(1)[0][0]
    return known


def test_issuers(known: Known) -> None:
    metas = {text: report.meta for report in known.graph.reports for text in [report.source[:-4]]}
    for row in EXPECTED["issuers"]["rows"]:
        text, meta = row["text"], metas[row["text"]]
        assert (meta.issuer, meta.region, meta.year) == (row["issuer"], row["region"], row["year"])
        assert known.name(known.denoted[text, ISSUER]) == row["issuer"]
        assert known.name(known.denoted[text, REGION]) == row["region"]
    inferred = {text for text, meta in metas.items() if meta.issuer_basis == "inferred"}
    assert inferred == {row["text"] for row in EXPECTED["issuers"]["rows"] if row["basis"] == "inferred"}
    which = EXPECTED["issuers"]["s-05"]
    bearers = {gazetteer.full_name(each) for each in gazetteer.find("鼓楼区")}
    assert bearers == set(which["candidates"])


def test_aliases_are_counted_in_each_text(known: Known) -> None:
    quotes = {
        (text, span.start, span.end): span.quote.replace("\n", "")
        for text, report in known.reports.items()
        for span in (one.evidence for one in (*known.graph.mentions, *known.graph.deictics))
        if span.report_id == report
    }
    for row in EXPECTED["aliases"]:
        told = Counter(
            (at[0], quotes[at]) for at, one in known.places.items() if one == known.by_gold[row["entity"]]
        )
        expected = {
            (text, surface): count
            for texts in (row["by_text"], row["deictic"])
            for text, surfaces in texts.items()
            for surface, count in surfaces.items()
        }
        assert told == expected


def test_homonyms_and_bare_names(known: Known) -> None:
    for row in EXPECTED["homonyms"]:
        nodes = [{known.at(span) for span in spans} for spans in row["entities"].values()]
        assert all(len(each) == 1 and None not in each for each in nodes), row["surface"]
        assert len(set.union(*nodes)) == len(nodes), row["surface"]
    for row in EXPECTED["bare_names_decided_by_context"]:
        assert known.at((row["text"], row["span"])) == known.by_gold[row["answer"]]


def test_spellings_of_a_document_are_one_node(known: Known) -> None:
    for row in EXPECTED["document_spellings"]:
        spans = [span for spelling in row["spellings"] for span in spelling["mentions"]]
        nodes = {known.at(span) for span in spans}
        assert len(nodes) == 1, row["name"]
        assert None not in nodes, row["name"]


def test_what_happened_to_documents(known: Known) -> None:
    for row in EXPECTED["documents"]["events"]:
        document = known.by_gold[row["entity"]]
        for event in row["events"]:
            facts = known.facts(WORD_OF[event["event"]], document)
            told = {(known.name(f.subject), f.status) for f in facts}
            by = event["by"].removeprefix("中华人民共和国")
            assert (by, event["status"]) in told, row["name"]


def test_numbers_of_documents(known: Known) -> None:
    numbers = {one.id: dict(one.properties).get("documentNumber") for one in known.graph.entities}
    documents = EXPECTED["documents"]
    for row in documents["numbers"]:
        nodes = {known.at(span) for span in row["mentions"]}
        assert nodes == {known.by_gold[row["document"]]}
        assert {numbers[node] for node in nodes if node} == {row["number"]}
    for row in documents["cited_by_number_only"]:
        assert known.at((row["text"], row["span"])) == known.by_gold[row["document"]]
    for word, relation in (("revised", "REVISED"), ("repealed", "REPEALED")):
        done = {f.object for f in known.graph.facts if (f.relation, f.status) == (relation, "done")}
        assert {known.by_gold[one] for one in documents[word]} == done
    for one in documents["issued_then_amended"]:
        assert all(known.facts(relation, known.by_gold[one]) for relation in ("ISSUED", "REVISED"))
    for document, text in documents["shipped_texts"].items():
        issued = [
            f for f in known.graph.facts if (f.subject, f.relation) == (known.by_gold[document], "ISSUED_BY")
        ]
        assert [f.object for f in issued] == [known.denoted[text, ISSUER]]


def test_agreements_have_their_parties_and_reporters(known: Known) -> None:
    for row in EXPECTED["agreements"]:
        nodes = {known.at((one["text"], one["span"])) for one in row["wordings"]}
        assert len(nodes) == 1, row["name"]
        (node,) = nodes
        parties = {f.subject for f in known.facts("PARTY_TO", node)}
        assert parties == {known.by_gold[one] for one in (*row["parties_named"], *row["parties_as_group"])}
        reporters = {known.name(known.denoted[text, ISSUER]) for text in known.texts(node)}
        assert reporters == set(row["reported_by"])
        concerns = {f.object for f in known.graph.facts if (f.subject, f.relation) == (node, "CONCERNS")}
        assert {JUDGED.get(name, name) for name in map(known.name, concerns)} == set(row["concerns"])


def test_groups_name_their_members(known: Known) -> None:
    provinces: dict[tuple[str, EntityId], Declared] = {}
    ours: dict[tuple[str, EntityId], Declared] = {}
    for one in declared(known.graph):
        (provinces if one.level == "省" else ours)[one.report_id, one.group] = one
    for row in EXPECTED["declared_vs_named"]:
        group = known.at((row["text"], row["span"]))
        assert group is not None
        one = ours[known.reports[row["text"]], group]
        assert set(one.members) == {known.by_gold[name] for name in row["named"]["districts"]}
        assert (one.declared, one.missing) == (row["declared"]["districts"], row["missing"]["districts"])
        above = provinces.get((known.reports[row["text"]], group))
        assert (above.missing if above else None) == row["missing"]["provinces"]
        assert set(above.members if above else ()) == {
            known.by_gold[name] for name in row["named"]["provinces"] or ()
        }


def test_platforms_that_several_share(known: Known) -> None:
    agencies = {one.id for one in known.graph.entities if one.cls == "Agency"}
    for row in EXPECTED["shared_platforms"]:
        node = known.by_gold[row["entity"]]
        assert known.texts(node) == row["texts"]
        assert {known.name(known.denoted[text, ISSUER]) for text in known.texts(node)} == set(row["issuers"])
        users = {known.name(f.subject) for f in known.facts("USES", node) if f.subject in agencies}
        bound = {"南京市鼓楼区人民政府"} if "s-14" in row["texts"] else set()
        assert users == {*row["users"], *bound}, "a rule binds its region, for which its government stands"


def test_regions_that_changed(known: Known) -> None:
    for row in EXPECTED["region_changes"]:
        old, new = (known.by_gold[row[end]] for end in ("from", "to"))
        told = [(f.subject, f.years) for f in known.facts("SUCCEEDS", old)]
        assert told == [(new, (row["year"],))]
        assert known.texts(old) == sorted([*row["old_name_in"], *row["both_names_in"]])
        assert known.texts(new) == row["both_names_in"]


def test_what_only_looks_like_a_mention(known: Known) -> None:
    for row in EXPECTED["not_mentions"]:
        spans = (one.evidence for one in known.graph.mentions)
        assert not [
            span
            for span in spans
            if span.report_id == known.reports[row["text"]]
            and span.start < row["end"]
            and row["start"] < span.end
        ]


def test_problems_and_initiatives_that_fall_short(known: Known) -> None:
    sections = [one.evidence for one in known.graph.sections if one.kind == "problems"]
    for kind in EXPECTED["problems"]["kinds"]:
        for quote in kind["quotes"]:
            report = known.reports[quote["text"]]
            inside = [s for s in sections if s.report_id == report and s.start <= quote["start"] < s.end]
            assert inside or quote["text"] in NO_HEADING
    for row in EXPECTED["problems"]["initiatives_falling_short"]:
        told = known.facts("ADVANCES", known.at((row["text"], row["span"])))
        assert any(f.status == "problem" and known.reports[row["text"]] in f.reports for f in told)


def test_faults_of_the_layout_hide_nothing(known: Known) -> None:
    found = {(one.evidence.report_id, one.evidence.start, one.evidence.end) for one in known.graph.mentions}
    hidden = {
        (text, name)
        for (text, name), span in SPANS.items()
        if text in EXPECTED["layout"] and (known.reports[text], *span[:2]) not in found
    }
    assert hidden <= UNFOUND


def test_no_section_is_passed_over() -> None:
    source = Path(__file__).read_text("utf-8")
    here = {key for key in EXPECTED if f'EXPECTED["{key}"]' in source}
    assert here | ELSEWHERE.keys() == EXPECTED.keys() - {"note"}
    for place in ELSEWHERE.values():
        file, _, test = place.partition("::")
        assert f"def {test}(" in (ROOT / "tests" / file).read_text("utf-8")
