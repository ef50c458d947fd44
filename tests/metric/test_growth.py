"""Growth rates against the year before, on a graph that is made as large as one likes."""

from decimal import Decimal

from kg.graph import Graph
from kg.metric.growth import growth_checks
from kg.metric.years import consecutive
from kg.model import Entity, EntityId, Metadata, Observation, Report, evidence_at
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
