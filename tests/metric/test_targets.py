"""What became of the targets of one year, in reports of two years of several bodies."""

import pytest

from kg.assembly import assemble
from kg.metric.judged import kept_promises, kept_targets
from kg.model import Metadata, Report, report_id
from kg.nlp import extract
from kg.resolve import resolve
from kg.schema import load_schema

CASES = {
    "遵义市播州区": (
        "深化“一网通办”改革，力争2023年网办率达到95%以上。",
        "深化“一网通办”改革，网办率为92%。",
    ),
    "榆林市靖边县": ("推行“证照联办”，通办事项达到200项以上。", "“证照联办”事项累计230项。"),
    "周口市太康县": ("力争2023年网办率达到95%以上。", "全年网上可办事项占比92.3%。"),
    "玉溪市通海县": ("新建政务驿站12个。", "新建政务驿站10个。"),
    "齐齐哈尔市依安县": ("群众满意度达到99%。", "群众满意度为99.2%。"),
    "贺州市昭平县": ("投诉率控制在5%。", "投诉率3%。"),
    "吴忠市盐池县": ("网办率到2025年底达到98%。", "网办率达92%。"),
    "白城市镇赉县": ("新建政务驿站12个。", "1—9月新建政务驿站10个。"),
}
VERDICTS = {
    "遵义市播州区": ["below_target"],
    "榆林市靖边县": ["done"],
    "周口市太康县": ["below_target"],
    "玉溪市通海县": ["below_target"],
    "齐齐哈尔市依安县": ["done"],
}


def report(place: str, year: int, done: str, plan: str) -> Report:
    text = (
        f"{place}行政审批局{year}年工作总结和{year + 1}年工作计划\n\n一、{year}年工作完成情况\n{done}\n\n"
        f"二、{year + 1}年工作计划\n{plan}\n"
    )
    return Report(report_id(text.encode()), f"{place}{year}.txt", text, Metadata())


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[str]]:
    """The verdicts on plans, by place."""
    plain = "继续做好服务。"
    reports = [
        extract(report(place, year, done, plan))
        for place, (target, outcome) in CASES.items()
        for year, done, plan in ((2022, plain, target), (2023, outcome, plain))
    ]
    graph = assemble(reports, resolve(reports), load_schema())
    sources = {each.id: each.source for each in graph.reports}
    found: dict[str, list[str]] = {place: [] for place in CASES}
    for one in (*kept_promises(graph), *kept_targets(graph)):
        where = next(sources[str(fact.object)] for fact in one.facts if fact.relation == "IN_REPORT")
        found[where[:-8]].append(str(dict(one.entity.properties)["verdict"]))
    return found


@pytest.mark.parametrize("place", CASES)
def test_a_target_is_held_against_its_indicator_a_year_later(
    place: str, verdicts: dict[str, list[str]]
) -> None:
    assert verdicts[place] == VERDICTS.get(place, [])
