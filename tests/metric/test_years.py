"""Figures of two years against the annotated pairs of the samples."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from kg.assembly import assemble
from kg.evaluate import gold_spans
from kg.graph import Graph
from kg.metric.years import YearPair, likeness, year_pairs
from kg.model import Entity, EntityId, Fact, Metadata, Observation, Report, report_id
from kg.nlp import extract
from kg.resolve import resolve
from kg.schema import load_schema
from kg.store import read_graph
from tests.conftest import ROOT

SAMPLES = ROOT / "samples"
Ends = tuple[str, str]
METRIC = EntityId("k1")


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
    of_two = {ends for ends, pair in pairs.items() if pair.before.agency != pair.after.agency}

    assert pairs.keys() - of_two == annotated.keys()
    assert [(pairs[ends].name, "another body" in pairs[ends].obstacles) for ends in of_two] == [
        ("“证照同办”惠及商户", True)
    ], "the bureau's figure of 2022 against the government's of 2023"


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


def test_each_figure_of_a_body_is_in_one_pair(pairs: dict[Ends, YearPair]) -> None:
    own = [ends for ends, pair in pairs.items() if pair.before.agency == pair.after.agency]
    for side in (0, 1):
        ends = [each[side] for each in own]
        assert len(set(ends)) == len(ends)


Told = tuple[str, str, str, int]
"""The report, who reports, the theme ("" for none) and the value of a figure."""


def made(told: Iterable[Told], *succeeded: tuple[str, str]) -> Graph:
    figures = [
        Observation(
            f"v{at}", METRIC, Decimal(value), "%", "exact", "数", "done", report,
            f"e{report[1:]}-{at}-{at + 1}", period=report[1:],
            agency=EntityId(agency), region=EntityId("p1"), theme=theme or None,
        )
        for at, (report, agency, theme, value) in enumerate(told)
    ]  # fmt: skip
    return Graph(
        reports=tuple(Report(report, "a.txt", "数" * 9, Metadata()) for report in ("r2022", "r2023")),
        entities=(Entity(METRIC, "Metric", "网上办", "网上办", ("网上办",)),),
        observations=tuple(figures),
        facts=tuple(
            Fact(EntityId(new), "SUCCEEDS", EntityId(old), "done", "registry") for new, old in succeeded
        ),
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(
            [("r2022", "a1", "online", 90), ("r2023", "a2", "online", 95)],
            [(90, 95, 5, (), ("another body",))],
            id="one body a year: compared, and told",
        ),
        pytest.param(
            [("r2022", "a1", "", 90), ("r2023", "a2", "", 95)],
            [(90, 95, None, ("another body",), ("another body",))],
            id="not of the whole region: not compared",
        ),
        pytest.param(
            [("r2022", "a1", "online", 90), ("r2022", "a2", "online", 91), ("r2023", "a1", "online", 95)],
            [(90, 95, 5, (), ()), (91, 95, None, ("another body",), ("another body",))],
            id="two report one year: two rows",
        ),
        pytest.param(
            [("r2022", "a1", "online", 90), ("r2022", "a2", "online", 91), ("r2023", "a3", "online", 95)],
            [
                (90, 95, None, ("another body",), ("another body",)),
                (91, 95, None, ("another body",), ("another body",)),
            ],
            id="neither of two goes on: none is chosen",
        ),
    ],
)
def test_figures_of_two_bodies_are_told(told: list[Told], expected: list[tuple[object, ...]]) -> None:
    pairs = year_pairs(made(told), ["r2022"], ["r2023"])

    assert [
        (pair.before.value, pair.after.value, pair.difference, pair.obstacles, pair.cautions)
        for pair in pairs
    ] == expected


def test_a_body_that_took_the_place_of_another_goes_on() -> None:
    graph = made([("r2022", "a1", "", 90), ("r2023", "a2", "", 95)], ("a2", "a1"))

    (pair,) = year_pairs(graph, ["r2022"], ["r2023"])
    assert (pair.difference, pair.cautions) == (Decimal(5), ())


def test_a_line_of_bodies_that_runs_in_a_circle_ends() -> None:
    graph = made([("r2022", "a1", "", 90), ("r2023", "a2", "", 95)], ("a2", "a1"), ("a1", "a2"))

    assert len(year_pairs(graph, ["r2022"], ["r2023"])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("清理行政规范性文件", "审查行政规范性文件"),
        ("区法治政府建设领导小组召开会议", "区法治政府建设领导小组开展实地督察"),
    ],
)
def test_names_that_differ_around_what_they_share_are_two(one: str, other: str) -> None:
    assert likeness(one, other) == 0.0
    assert likeness(one, one[:2] + "全区" + one[2:]) > 0.62


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("全区办件总量5000件。", "全市办件总量6500件。", [(5000, 6500, ("level",))]),
        ("全区办件总量5000件。", "办件总量6500件，居全市第一。", [(5000, 6500, ())]),
        (
            "全市办件总量9000件。全区办件总量5000件。",
            "全区办件总量6500件。全市办件总量9900件。",
            [(9000, 9900, ()), (5000, 6500, ())],
        ),
        ("行政许可事项网上办比例91%。", "政务服务事项网上办比例95%。", [(91, 95, ("denominator",))]),
        ("政务服务事项网上办比例91%。", "区级政务服务事项网上办比例95%。", [(91, 95, ())]),
        ("“网上办”事项占比91%。", "政务服务事项网上办比例95%。", [(91, 95, ())]),
    ],
)
def test_levels_and_wholes_are_told(before: str, after: str, expected: list[tuple[object, ...]]) -> None:
    readings = []
    for year, text in ((2022, before), (2023, after)):
        meta = Metadata(issuer="南京市鼓楼区司法局", region="江苏省南京市鼓楼区", year=year)
        readings.append(extract(Report(report_id(text.encode()), f"{year}.txt", text, meta)))
    graph = assemble(readings, resolve(readings), load_schema())
    pairs = year_pairs(graph, *([reading.report.id] for reading in readings))

    assert [(pair.before.value, pair.after.value, pair.obstacles) for pair in pairs] == expected
