"""Growth rates against the year before, on a graph that is made as large as one likes."""

from decimal import Decimal

import pytest

from kg.assembly import assemble
from kg.graph import Graph
from kg.metric.growth import growth_checks
from kg.metric.years import consecutive
from kg.model import Entity, EntityId, Metadata, Observation, Report, evidence_at, report_id
from kg.nlp import extract
from kg.resolve import resolve
from kg.schema import load_schema
from tests.growth import BOUND, growth

INDICATOR = Entity(EntityId("Metric办件量"), "Metric", "办件量", "办件量")
TEXTS = {2021: "办件量200件。", 2022: "办件量268件，同比增长34.0%。", 2024: "办件量300件，同比增长34.0%。"}


def corpus(regions: int) -> Graph:
    """Three reports a region, of which the last has no year before it."""
    reports = [
        Report(
            f"r{region:012x}{year}", f"{region}-{year}.txt", text, Metadata(region=f"{region}区", year=year)
        )
        for region in range(regions)
        for year, text in TEXTS.items()
    ]
    figures = [figure for report in reports for figure in stated(report)]
    return Graph(reports=tuple(reports), entities=(INDICATOR,), observations=tuple(figures))


def stated(report: Report) -> list[Observation]:
    found = []
    for raw in ("200件", "268件", "300件", "34.0%"):
        start = report.text.find(raw)
        if start >= 0:
            unit = raw[-1]
            place = evidence_at(report, start, start + len(raw)).id
            value = Decimal(raw.removesuffix(unit))
            found.append(
                Observation(
                    f"{place}-Metric", INDICATOR.id, value, unit, "exact", raw, "done", report.id, place,
                    agency=EntityId(f"Agency{report.meta.region}"),
                )
            )  # fmt: skip
    return found


def test_each_region_is_checked_with_its_own_year_before() -> None:
    three = corpus(3)
    checks = growth_checks(three, consecutive(three))

    assert [(check.verdict, check.computed) for check in checks] == [("exact", Decimal(34))] * 3
    assert [check.pair.before.report_id for check in checks] == [f"r{region:012x}2021" for region in range(3)]
    assert all(check.rate.report_id == check.pair.after.report_id for check in checks)


def test_four_times_the_regions_take_about_four_times_the_time() -> None:
    graphs = {size: corpus(size) for size in (100, 400)}

    assert growth(lambda size: growth_checks(graphs[size], consecutive(graphs[size])), 100) < BOUND


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("办件总量5000件。", "办件总量6500件，同比增长40%。", [("inconsistent", 30)]),
        ("开展督查800次。", "开展督查1200次，较上年增加500次。", [("inconsistent", 400)]),
        ("收到投诉800件。", "收到投诉600件，比上年下降45%。", [("inconsistent", 25)]),
        ("事项网上办比例为91%。", "事项网上办比例为95%，比上年提高6个百分点。", [("inconsistent", 4)]),
        ("事项网上办比例为91%。", "事项网上办比例为95%，比上年提高4.4个百分点。", [("rounded", 4)]),
        ("按时办结率为98.5%。", "按时办结率为99.3%，同比提高0.8个百分点。", [("exact", Decimal("0.8"))]),
        ("按时办结率为99.3%。", "按时办结率为98.5%，同比下降0.8个百分点。", [("exact", Decimal("0.8"))]),
    ],
)
def test_what_is_far_off_is_told(before: str, after: str, expected: list[tuple[str, Decimal]]) -> None:
    assert verdicts(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("办件总量5000件。", "办件总量约6500件，同比增长40%。"),
        ("办件总量5000件。", "办件总量6500件，其中网上办件同比增长40%。"),
        ("办件总量5000件。", "办件总量6500件，环比增长40%。"),
        ("地区生产总值500亿元。", "地区生产总值600亿元，同比增长6%。"),
        ("办件总量5000件。全市办件总量4000件。", "办件总量6500件，同比增长40%。"),
    ],
)
def test_what_is_far_off_is_not_told_where_it_may_be_of_other_figures(before: str, after: str) -> None:
    assert verdicts(before, after) == []


def verdicts(before: str, after: str) -> list[tuple[str, Decimal]]:
    """What comes of the growth that the later of two reports of one body states."""
    readings = []
    for year, text in ((2021, before), (2022, after)):
        meta = Metadata(issuer="南京市鼓楼区司法局", region="江苏省南京市鼓楼区", year=year)
        readings.append(extract(Report(report_id(text.encode()), f"{year}.txt", text, meta)))
    graph = assemble(readings, resolve(readings), load_schema())
    return [(check.verdict, check.computed) for check in growth_checks(graph, consecutive(graph))]
