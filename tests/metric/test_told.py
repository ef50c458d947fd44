"""What is found in sentences as reports write them, and where the words leave it open."""

import pytest

from kg.assembly import assemble
from kg.graph import Graph
from kg.metric.finding import FINDING
from kg.model import Metadata, Report, report_id
from kg.nlp import extract
from kg.resolve import resolve
from kg.schema import load_schema

WRONG = {
    "受理投诉120件，办结118件，办结率99.5%。": "share",
    "受理申请8.6万件，办结8.5万件。受理投诉120件，办结118件，办结率99.5%。": "share",
    "抽检食品2000批次，其中1960批次合格，合格率99%。": "share",
    "抽检食品2000批次，不合格40批次，合格率99%。": "share",
    "排查隐患36处，整改30处，整改率95%。": "share",
    "应公开项目80个，已公开76个，公开率97%。": "share",
    "全县12个乡镇中有9个乡镇建成便民服务站，覆盖率达到85%。": "share",
    "接听电话20万个，其中咨询15万个，占比80%。": "share",
    "承诺时限压缩50%，由10个工作日压缩至4个工作日。": "reduction",
    "办理时限由20天压缩到5天，压缩比例达70%。": "reduction",
    "办件量比上年增长20%，由100件增至130件。": "growth",
    "今年受理信访1200件，去年受理1000件，同比增长25%。": "growth",
    "2023年办件130万件，2022年办件100万件，同比增长20%。": "growth",
    "受理工单45万件，较去年的40万件增长6%。": "growth",
    "财政收入25亿元，比上年增加5亿元，增长30%。": "growth",
    "共办理300件，其中A类120件、B类150件、C类40件。": "sum",
    "行政许可300项、行政处罚500项、行政强制40项，合计900项。": "sum",
    "控制价1000万元，中标价900万元，节约资金120万元。": "difference",
}
RIGHT = {
    "受理120件，办结118件，其中按期办结117件，办结率98.3%。": ("share", "rounded"),
    "抽检食品2000批次，不合格40批次，合格率98%。": ("share", "exact"),
    "办件量比上年增长30%，由100件增至130件。": ("growth", "exact"),
    "受理1200件，比去年同期的1000件增长20%。": ("growth", "exact"),
    "承办建议45件、提案78件，共计123件。": ("sum", "exact"),
    "受理申请8.6万件，办结8.5万件，办结率99.5%。": ("share", "rounded"),
    "受理投诉2万件，办结1.9万件，办结率97%。": ("share", "rounded"),
    "今年办件9.2万件，去年办件8.6万件，同比增长7.5%。": ("growth", "rounded"),
    "许可1.2万件、处罚0.5万件，合计1.8万件。": ("sum", "rounded"),
}
OPEN = (
    "旧存20件，新收120件，审结118件，审结率84.3%。",
    "受理120件（含上年结转20件），办结118件，办结率97%。",
    "受理案件120件，按期办结118件，按期办结率100%。",
    "受理120件，办结118件，满意率99.5%。",
    "全县受理1200件，本局办结300件，占全市的48%。",
    "受理1000件，抽查档案50件，占比3%。",
    "审批时限总体压缩50%，其中施工许可由10个工作日压缩至4个工作日。",
    "办理时限由10天压缩至4天，压缩到原来的45%。",
    "由2019年的100万件增至2023年的130万件，年均增长6.8%。",
    "地区生产总值由100亿元增至110亿元，增长5.2%。",
    "今年上半年受理120件，去年受理100件，同比增长50%。",
    "今年受理投诉1200件，去年办结1000件，同比增长25%。",
    "登记企业300户，同比增长20%；个体户500户，同比增长10%。",
    "共有事项300项，其中网办200项、即办件150项、马上办120项。",
)
KINDS = ("share", "reduction", "saving", "growth", "sum", "difference")


@pytest.fixture(scope="module")
def found() -> dict[str, list[tuple[str, str]]]:
    """Kind and verdict of what is found in each sentence, each the text of a report of its own."""
    readings = [
        extract(Report(report_id(text.encode()), f"{at}.txt", text, Metadata()))
        for at, text in enumerate((*WRONG, *RIGHT, *OPEN))
    ]
    return by_sentence(assemble(readings, resolve(readings), load_schema()))


def by_sentence(graph: Graph) -> dict[str, list[tuple[str, str]]]:
    texts = {report.id: report.text for report in graph.reports}
    made: dict[str, list[tuple[str, str]]] = {text: [] for text in texts.values()}
    where = {fact.subject: texts[str(fact.object)] for fact in graph.facts if fact.relation == "IN_REPORT"}
    for entity in graph.entities:
        said = dict(entity.properties)
        if entity.cls == FINDING and said["findingKind"] in KINDS:
            made[where[entity.id]].append((str(said["findingKind"]), str(said["verdict"])))
    return made


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_figure_is_inconsistent(text: str, found: dict[str, list[tuple[str, str]]]) -> None:
    assert found[text] == [(WRONG[text], "inconsistent")]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_figure_agrees(text: str, found: dict[str, list[tuple[str, str]]]) -> None:
    assert found[text] == [RIGHT[text]]


@pytest.mark.parametrize("text", OPEN)
def test_words_that_leave_another_reading_give_no_verdict(
    text: str, found: dict[str, list[tuple[str, str]]]
) -> None:
    assert found[text] == []
