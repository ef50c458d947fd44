from dataclasses import replace
from decimal import Decimal

from kg.metric import observe
from kg.metric.observe import observation_id
from kg.metric.sections import innermost_of
from kg.model import ISSUER, REGION, Entity, EntityId, Evidence, Figure, Reading, Section, evidence_at
from kg.schema import load_schema
from tests.resolve.texts import mention, read

TEXT = "一、成效\n“川渝通办”办件由120件增加到156件。\n二、打算\n网上办比例达98%。"


ENTITIES = (Entity(EntityId("i1"), "Initiative", "川渝通办", "川渝通办"),)


def reading() -> Reading:
    base = read(
        TEXT,
        ("Initiative", "川渝通办"), ("Metric", "120件"), ("Metric", "156件"), ("Metric", "98%"),
        claims=[("156件", "MEASURES", "川渝通办", "done"), ("120件", "MEASURES", "川渝通办", "done")],
    )  # fmt: skip
    start, end = mention(base, "120件"), mention(base, "156件")
    plans = Section(evidence_at(base.report, TEXT.index("二、"), len(TEXT)), 1, "plans", "打算")
    figures = (
        Figure(start, Decimal(120), "件", "exact", "办件"),
        Figure(end, Decimal(156), "件", "exact", "川渝通办办件量", change_from=start),
        Figure(mention(base, "98%"), Decimal(98), "%", "exact", "网上办比例", period="2023"),
    )
    return replace(base, sections=(plans,), figures=figures)


def test_figures_become_observations_of_metrics() -> None:
    made = reading()
    report = made.report.id
    denoted = {
        (report, mention(made, "川渝通办")): EntityId("i1"),
        (report, ISSUER): EntityId("a1"),
        (report, REGION): EntityId("cn320106"),
    }
    metrics, observations = observe([made], denoted, ENTITIES, load_schema())
    by_raw = {one.raw: one for one in observations}
    assert {metric.cls for metric in metrics} == {"Metric"}
    assert by_raw["120件"].metric == by_raw["156件"].metric != by_raw["98%"].metric
    assert by_raw["156件"].about == ("i1",)
    assert by_raw["156件"].change_from == by_raw["120件"].id
    assert (by_raw["156件"].period, by_raw["98%"].period) == ("2022", "2023")
    assert (by_raw["156件"].status, by_raw["98%"].status) == ("done", "planned")
    assert (by_raw["98%"].agency, by_raw["98%"].region) == ("a1", "cn320106")


def test_a_metric_has_its_id_however_most_reports_call_what_it_is_about() -> None:
    made = reading()
    denoted = {(made.report.id, mention(made, "川渝通办")): EntityId("i1")}
    named = [replace(ENTITIES[0], name=name) for name in ("川渝通办", "川渝通办改革")]
    one, other = (observe([made], denoted, [entity], load_schema()).metrics for entity in named)

    assert [(metric.id, metric.key) for metric in one] == [(metric.id, metric.key) for metric in other]
    assert [metric.name for metric in one] != [metric.name for metric in other]


def test_metric_takes_the_wording_most_often_used() -> None:
    made = reading()
    figure = replace(made.figures[1], mention=mention(made, "98%"), change_from=None)
    start = replace(made.figures[0], indicator="川渝通办办件")
    figures = (start, made.figures[1], figure)
    metrics, _ = observe([replace(made, figures=figures)], {}, (), load_schema())
    assert [metric.name for metric in metrics] == ["川渝通办办件量"]
    assert metrics[0].names == ("川渝通办办件", "川渝通办办件量")


def test_the_id_tells_the_place() -> None:
    assert observation_id(Evidence("r0123456789abcdef", 3, 7, "156件")) == "v0123456789abcdef-3-7"


def test_the_innermost_section_wins() -> None:
    report = read(TEXT).report
    whole = Section(evidence_at(report, 0, len(TEXT)), 0, "other", "")
    part = Section(evidence_at(report, 0, TEXT.index("二、")), 1, "achievements", "成效")
    span = evidence_at(report, 5, 9)
    assert innermost_of([whole, part])(span) == part
    assert innermost_of([part])(evidence_at(report, len(TEXT) - 2, len(TEXT))) is None
    assert innermost_of([whole, part])(evidence_at(report, len(TEXT) - 2, len(TEXT))) == whole
