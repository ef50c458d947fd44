"""Rules over the words of several reports, on graphs made for the purpose, and how their cost grows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from kg.assembly import assemble
from kg.graph import Graph
from kg.metric.finding import Found
from kg.metric.firsts import firsts
from kg.metric.judged import claims_to_be_first
from kg.metric.problems import recurring
from kg.metric.promises import promises
from kg.metric.rivals import conflicts
from kg.metric.wide import wide_in
from kg.model import ISSUER, Metadata, Reading, Report, Section, Status, evidence_at, report_id
from kg.nlp import extract
from kg.resolve import resolve
from kg.schema import load_schema
from tests.growth import BOUND, growth
from tests.resolve.texts import Said, read


def graph_of(*texts: str, years: Sequence[int] = (), region: str = "江苏省南京市鼓楼区") -> Graph:
    """One report a text, of one body, with its lines as sections on problems."""
    made = []
    for at, text in enumerate(texts):
        meta = Metadata(
            issuer="南京市鼓楼区司法局", issuer_basis="stated", region=region, region_basis="stated",
            year=years[at] if years else 2022, year_basis="stated",
        )  # fmt: skip
        report = Report(report_id(f"{at}{text}".encode()), f"{at}.txt", text, meta)
        sections = [Section(evidence_at(report, 0, len(text)), 1, "problems", text[:4])] if years else []
        made.append(Reading(report, sections=tuple(sections)))
    return assemble(made, resolve(made), load_schema())


@pytest.mark.parametrize(
    ("text", "cue", "scope"),
    [
        ("率先在全市推出“甲”改革。", "率先", "全市"),
        ("率全省之先建成“甲”平台。", "率先", "全省"),
        ("发出我市首张“甲”执照。", "首张", "全市"),
        ("我局率先推行“甲”改革。", "率先", None),
        ("打造全国法院系统首家“甲”中心。", "首家", "全国"),
    ],
)
def test_a_claim_to_be_first_has_the_scope_of_its_words(text: str, cue: str, scope: str | None) -> None:
    assert [(one.cue, one.scope) for one in firsts(graph_of(text))] == [(cue, scope)]


@pytest.mark.parametrize(
    "text",
    [
        "力争在全市率先推出“甲”改革。",
        "首批公布事项162项。",
        "落实首违不罚、首问负责制。",
        "对首次轻微违法行为免予处罚。",
        "领导干部率先垂范。",
        "一、法治建设率先突破",
        "尊重基层首创精神。",
        "拿到了当天首张执照。",
    ],
)
def test_plans_and_words_that_only_look_alike_are_no_claims(text: str) -> None:
    assert [*firsts(graph_of(text))] == []


def test_of_another_region_than_its_own_a_report_claims_nothing() -> None:
    meta = Metadata(
        issuer="哈尔滨市人民政府", issuer_basis="stated", region="黑龙江省哈尔滨市", region_basis="stated"
    )
    for text, claims in (("道里区和宾县率先完成试点。", 0), ("哈尔滨市率先完成试点。", 1)):
        reading = extract(Report(report_id(text.encode()), "0.txt", text, meta))
        made = assemble([reading], resolve([reading]), load_schema())
        assert len([*firsts(made)]) == claims


def test_one_report_that_says_it_twice_conflicts_with_nothing() -> None:
    text = "率先在全市推出“甲乙丙丁”改革。\n在全国首创“甲乙丙丁”改革。"
    assert [*conflicts(firsts(graph_of(text)), wide_in(graph_of(text)).regions)] == []
    both = graph_of(*text.splitlines())
    (found,) = conflicts(firsts(both), wide_in(both).regions)
    assert (found.relation, len(found.claims)) == ("scope_conflict", 2)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("一是普法形式较为单一。", "一是普法形式还比较单一。"),
        ("一是数据壁垒尚未打通。", "二是共享不够，数据壁垒依然存在。"),
    ],
)
def test_a_problem_comes_back_in_other_words(early: str, late: str) -> None:
    (found,) = recurring(graph_of(f"存在问题\n{early}", f"存在问题\n{late}", years=(2022, 2023)))
    assert [one.year for one in found.problems] == [2022, 2023]


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("一是法治工作人员不足。", "一是法治工作人员流动大。"),
        ("一是套餐少，群众知晓率不高。", "一是专窗少，群众知晓率不高。"),
        ("我们将采取有力措施认真加以解决。", "我们将采取有力措施认真加以解决。"),
    ],
)
def test_other_problems_and_phrases_do_not_come_back(early: str, late: str) -> None:
    assert [*recurring(graph_of(f"存在问题\n{early}", f"存在问题\n{late}", years=(2022, 2023)))] == []


def planned(year: int, status: Status, *, claimed: bool = True) -> Reading:
    """A report that launches a platform, or plans to; or only names it."""
    said: list[Said] = [(ISSUER, "LAUNCHED", "“云桥”平台", status)] if claimed else []
    return read(f"{year}年建设“云桥”平台。", ("Platform", "“云桥”平台"), year=year, claims=said)


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        (planned(2023, "done"), ["done"]),
        (planned(2023, "planned"), ["planned_again"]),
        (planned(2023, "problem"), []),
        (planned(2023, "done", claimed=False), []),
        (planned(2024, "done"), []),
    ],
)
def test_a_plan_has_an_outcome_only_where_the_next_year_tells(later: Reading, outcome: list[str]) -> None:
    readings = [planned(2022, "planned"), later]
    found = [*promises(assemble(readings, resolve(readings), load_schema()))]
    assert [one.outcome for one in found] == outcome
    assert all(one.same_issuer for one in found)


def test_a_figure_that_a_document_aims_at_is_no_plan_of_the_document() -> None:
    title = "《海口市法治政府建设实施方案（2021—2025年）》"
    texts = {2021: f"编制{title}，明确未来五年路径，提出建立25项重要制度。", 2022: f"出台{title}。"}
    readings = []
    for year, text in texts.items():
        meta = Metadata(issuer="海口市人民政府", issuer_basis="stated", year=year, year_basis="stated")
        meta = replace(meta, region="海南省海口市", region_basis="stated")
        readings.append(extract(Report(report_id(text.encode()), f"{year}.txt", text, meta)))
    assert "planned" in {claim.status for claim in readings[0].claims}
    assert [*promises(assemble(readings, resolve(readings), load_schema()))] == []


def test_four_times_the_reports_take_about_four_times_the_time() -> None:
    text = "存在问题\n一是数据壁垒尚未打通。\n率先在全市推出“甲乙丙丁”改革。"
    graphs = {size: graph_of(*[text] * size, years=[2000 + at for at in range(size)]) for size in (100, 400)}

    for rule in (_firsts, promises, recurring):
        assert growth(lambda size, rule=rule: [*rule(graphs[size])], 100) < BOUND, rule.__name__  # type: ignore[misc]


def _firsts(graph: Graph) -> Iterator[Found]:
    return claims_to_be_first(wide_in(graph))
