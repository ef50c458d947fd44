"""What the annual reports of offices word in a way of their own: goals, practices, bodies, figures."""

import pytest

from kg.model import Metadata, Report, report_id
from kg.nlp import extract
from tests.nlp.marked import said


def mentions(text: str, label: str) -> list[str]:
    reading = extract(Report(report_id(text.encode()), "text", text, Metadata()))
    return [text[m.evidence.start : m.evidence.end] for m in reading.mentions if m.label == label]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("新区政务服务数据管理局印发通知", ["新区政务服务数据管理局"]),
        ("打造创新区域，建设新区域中心", []),
        ("2024年以来，行政审批局党组坚持学法", ["行政审批局党组"]),
        ("成立局立法工作领导小组（局普法工作领导小组）", ["局立法工作领导小组", "局普法工作领导小组"]),
        ("通过局党组理论学习中心组学习、会前学法等形式", []),
        ("召开区法治建设会议暨执法协调小组会议", ["执法协调小组"]),
        ("建立区行政调解委员会和镇（街）调解室", ["区行政调解委员会"]),
        ("局长任组长，下设工作专班，定期开会", []),
    ],
)
def test_bodies(text: str, names: list[str]) -> None:
    assert mentions(text, "Agency") == names


@pytest.mark.parametrize(
    "text",
    [
        "实践“职能科学、权责法定”的法治政府建设24字总目标",
        "全面依法治国战略部署",
        "参加“法治云山建设”领导干部培训班",
        "增强队伍“凝聚力”，上好“理论课”，走好“阳光路”",
        "在“服务发展梯度”中获评优秀，排名“非常高”",
        "由申请人签署告知承诺书",
    ],
)
def test_what_is_no_initiative(text: str) -> None:
    assert mentions(text, "Initiative") == []


def test_what_modifies_a_name_in_quotes_is_none() -> None:
    text = "打造“统一标准、统一流程、统一平台”的政务服务“跨省通办”模式"
    assert mentions(text, "Initiative") == ["跨省通办"]


def test_other_marks() -> None:
    assert mentions("按照市委、市政府实施意见", "Regulation") == []
    assert mentions("记者20日从区委获悉，法治建设24字总目标", "Metric") == []
    assert mentions("对县乡政务服务情况评估", "Region") == []
    assert mentions("建成投用证照审批管理系统", "Platform") == ["证照审批管理系统"]
    assert mentions("在中国政府网站评估中", "Platform") == []


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("以{Regulation:《甲要点》}为抓手。", {"@issuer IMPLEMENTS 《甲要点》"}),
        ("以{Regulation:《甲规划》}中期评估为抓手。", set()),
        ("将“{Initiative:接诉即办}”作为“一把手”工程。", {"@issuer ADVANCES 接诉即办"}),
        ("落实“{Initiative:放管服}”改革的决策部署。", set()),
        (
            "将{Metric:200个}“{Initiative:一次办}”事项和{Metric:26个}“{Initiative:就近办}”事项下沉。",
            {"200个 MEASURES 一次办", "26个 MEASURES 就近办"},
        ),
        (
            "{Region:云山市}与{Region:甲市}、{Region:乙市}线上签约。",
            {"@region PARTNERS_WITH 甲市", "@region PARTNERS_WITH 乙市"},
        ),
    ],
)
def test_claims(marked: str, told: set[str]) -> None:
    assert said(marked, region="丙省云山市") == told


def test_documents_with_their_numbers_between_them_are_one_list() -> None:
    listed = (
        "{Regulation:《甲条例》}{Regulation:《乙通知》}（{DocNo:甲办发〔2022〕52号}）{Regulation:《丙通知》}"
    )
    assert said(f"认真落实{listed}。") == {
        f"@issuer IMPLEMENTS 《{name}》" for name in ("甲条例", "乙通知", "丙通知")
    }


def test_a_title_with_next_years_plan_is_no_section_of_plans() -> None:
    text = (
        "甲市大数据局2022年工作总结和2023年工作思路\n深化“放管服”改革。\n一、2022年工作总结\n推进“一网通办”。"
    )
    reading = extract(Report(report_id(text.encode()), "text", text, Metadata()))
    assert [claim.status for claim in reading.claims] == ["done", "done"]
