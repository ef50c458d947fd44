"""Figures of two years against the annotated pairs of the samples."""

import json
from pathlib import Path

import pytest

from kg.evaluate import gold_spans
from kg.metric.years import YearPair, year_pairs
from kg.model import Observation
from kg.store import read_graph
from tests.conftest import ROOT

SAMPLES = ROOT / "samples"
Ends = tuple[str, str]


@pytest.fixture(scope="module")
def pairs(samples_graph: Path) -> dict[Ends, YearPair]:
    """The pairs by text and offsets of both figures."""
    graph = read_graph(samples_graph)
    names = {report.id: Path(report.source).stem for report in graph.reports}
    years = {report.id: report.meta.year for report in graph.reports}
    of_year = [[report for report, year in years.items() if year == wanted] for wanted in (2022, 2023)]

    def place(figure: Observation) -> str:
        return f"{names[figure.report_id]}-{figure.evidence_id.partition('-')[2]}"

    return {(place(one.before), place(one.after)): one for one in year_pairs(graph, *of_year)}


@pytest.fixture(scope="module")
def annotated() -> dict[Ends, dict[str, object]]:
    spans = gold_spans(SAMPLES / "gold.jsonl")

    def place(span: list[str]) -> str:
        start, end, _ = spans[span[0], span[1]]
        return f"{span[0]}-{start}-{end}"

    rows = json.loads((SAMPLES / "expected.json").read_text("utf-8"))["metric_years"]
    return {(place(row["from"]["span"]), place(row["to"]["span"])): row for row in rows}


def test_pairs_are_those_that_people_make(
    pairs: dict[Ends, YearPair], annotated: dict[Ends, dict[str, object]]
) -> None:
    missed = {annotated[ends]["indicator"] for ends in annotated.keys() - pairs.keys()}

    assert missed <= {"“香易办”办件量", "“全程网办”事项数"}, "their sentences name them by unlike words"
    assert len(pairs.keys() - annotated.keys()) <= 2


def test_differences_and_obstacles_are_right(
    pairs: dict[Ends, YearPair], annotated: dict[Ends, dict[str, object]]
) -> None:
    both = sorted(pairs.keys() & annotated.keys())
    wrong = [ends for ends in both if (not pairs[ends].obstacles) != annotated[ends]["comparable"]]
    differences = [
        (pairs[ends].difference, annotated[ends]["difference"])
        for ends in both
        if ends not in wrong and annotated[ends]["comparable"]
    ]

    assert not wrong
    assert len(differences) > 45
    assert all(ours is not None and float(ours) == pytest.approx(gold) for ours, gold in differences)


def test_each_figure_is_in_one_pair(pairs: dict[Ends, YearPair]) -> None:
    for side in (0, 1):
        ends = [each[side] for each in pairs]
        assert len(set(ends)) == len(ends)
    assert all(pair.before.agency == pair.after.agency for pair in pairs.values())
