from dataclasses import replace
from decimal import Decimal

import pytest

from kg.graph import Graph
from kg.metric import observe
from kg.metric.audit import percentage_checks
from kg.metric.precision import agreement
from kg.model import Figure
from kg.schema import load_schema
from tests.resolve.texts import Named, mention, read


def graph(text: str, *figures: tuple[str, str, str], counted: str = "") -> Graph:
    """A graph of one report with a figure (words, value, unit) for each number."""
    named: list[Named] = [("Metric", words) for words, _, _ in figures]
    base = read(text, *named)
    made = tuple(
        Figure(mention(base, w), Decimal(value), unit, "exact", counted) for w, value, unit in figures
    )
    observed = observe([replace(base, figures=made)], {}, (), load_schema())
    return Graph(reports=(base.report,), entities=observed.metrics, observations=observed.observations)


@pytest.mark.parametrize(
    ("stated", "computed", "places", "verdict"),
    [
        ("95", "95", 1, "exact"),
        ("98.7", "98.6776", 1, "rounded"),
        ("9.1", "9.1603", 1, "truncated"),
        ("66.2", "64.9979", 1, "inconsistent"),
        ("82", "81.96", 0, "rounded"),
    ],
)
def test_how_a_percentage_agrees(stated: str, computed: str, places: int, verdict: str) -> None:
    assert agreement(Decimal(stated), Decimal(computed), places) == verdict


def test_a_share_of_two_figures_of_one_unit() -> None:
    made = graph(
        "共有事项2295项，网上可办1881项，占81.9%。",
        ("2295项", "2295", "项"), ("1881项", "1881", "项"), ("81.9%", "81.9", "%"),
    )  # fmt: skip
    (check,) = percentage_checks(made)
    assert (check.verdict, check.kind) == ("truncated", "share")
    assert (check.part, check.whole) == (Decimal(1881), Decimal(2295))


def test_a_reduction_from_one_figure_to_the_other() -> None:
    made = graph(
        "企业开办时间由3个工作日减至1个工作日，时限压缩66.7%。",
        ("3个工作日", "3", "个工作日"), ("1个工作日", "1", "工作日"), ("66.7%", "66.7", "%"),
    )  # fmt: skip
    assert [(c.kind, c.verdict) for c in percentage_checks(made)] == [("reduction", "rounded")]


def test_an_inconsistency_is_told_only_where_the_words_leave_no_other_reading() -> None:
    figures = (("3000户", "3000", "户"), ("1950户", "1950", "户"), ("66.2%", "66.2", "%"))
    told = graph("新登记3000户，其中个体户1950户，占比66.2%。", *figures)
    untold = graph("新登记3000户，其中个体户1950户，满意率66.2%。", *figures)
    assert [c.verdict for c in percentage_checks(told)] == ["inconsistent"]
    assert percentage_checks(untold) == ()


@pytest.mark.parametrize(("rate", "verdict"), [("94", "inconsistent"), ("96", "exact")])
def test_a_part_of_its_own_sentence_is_measured_by_that_sentence(rate: str, verdict: str) -> None:
    before = "事项1300项，其中进驻大厅1274项。"
    items = (("1300项", "1300"), ("1274项", "1274"), ("1250项", "1250"), ("1200项", "1200"))
    figures = [(words, value, "项") for words, value in items]
    text = f"{before}可网办1250项，其中全程网办1200项，全程网办率{rate}%。"
    (check,) = percentage_checks(graph(text, *figures, (f"{rate}%", rate, "%")))

    assert check.verdict == verdict
    assert [check.part, check.whole] == [Decimal(1200), Decimal(1250)]


def test_a_whole_that_an_earlier_sentence_states_and_the_sentence_names() -> None:
    figures = (("700项", "700", "项"), ("431项", "431", "项"), ("61.6%", "61.6", "%"))
    named = graph(
        "便民服务事项700项。\n便民服务事项下放镇街431项，下放比例61.6%。", *figures, counted="便民服务事项"
    )
    unnamed = graph("便民服务事项700项。\n下放镇街431项，下放比例61.6%。", *figures, counted="便民服务事项")
    assert [(c.verdict, c.part, c.whole) for c in percentage_checks(named)] == [
        ("rounded", Decimal(431), Decimal(700))
    ]
    assert percentage_checks(unnamed) == ()


@pytest.mark.parametrize(
    "text",
    [
        "受理120件，办结60件，同比增长50%。",
        "受理120件。\n办结60户，办结率50%。",
        "满意率50%。",
    ],
)
def test_a_percentage_without_its_parts_is_left_out(text: str) -> None:
    numbers = [("120件", "120", "件"), ("60件", "60", "件"), ("60户", "60", "户"), ("50%", "50", "%")]
    assert percentage_checks(graph(text, *(n for n in numbers if n[0] in text))) == ()
