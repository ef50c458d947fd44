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
        ("在开发区党工委的领导下", ["开发区党工委"]),
        ("推动新区营商环境优化和政府治理现代化", []),
        ("2024年以来，行政审批局党组坚持学法", ["行政审批局党组"]),
        ("成立局立法工作领导小组（局普法工作领导小组）", ["局立法工作领导小组", "局普法工作领导小组"]),
        ("通过局党组理论学习中心组学习、会前学法等形式", []),
        ("召开区法治建设会议暨执法协调小组会议", ["执法协调小组"]),
        ("建立区行政调解委员会和镇（街）调解室", ["区行政调解委员会"]),
        ("局长任组长，下设工作专班，定期开会", []),
        ("配合网信办完成整改，组织本市法治宣讲团巡讲", ["网信办", "法治宣讲团"]),
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
        "通过“专人主讲”学、“书面传达”学等方式",
        "直击“办事难、办事慢、办事烦”痛点",
        "以“小切口”推动“大变革”，以“数据跑”代替“群众跑”",
        "守牢“一排底线”，争创“人民满意的公务员集体”",
        "云山县“工改”办修通“大动脉”，打造“五城”",
        "举行“营造一流营商环境”系列8场发布会",
        "推动“非禁即入”普遍落实",
        "办好“民生实事”，防止“不作为、乱作为”",
        "实现审批“无差别”、监管“无缝隙”",
    ],
)
def test_what_is_no_initiative(text: str) -> None:
    assert mentions(text, "Initiative") == []


def test_what_modifies_a_name_in_quotes_is_none() -> None:
    text = "打造“统一标准、统一流程、统一平台”的政务服务“跨省通办”模式"
    assert mentions(text, "Initiative") == ["跨省通办"]


def test_a_day_that_is_kept_is_one() -> None:
    assert mentions("设立每月23日为“处级干部回访日”", "Initiative") == ["处级干部回访日"]


def test_a_campaign_begins_behind_those_who_carry_it_out() -> None:
    assert mentions("聚焦省、市打造一流营商环境三年行动", "Initiative") == ["打造一流营商环境三年行动"]


def test_a_firm_begins_behind_the_body_before_it() -> None:
    assert mentions("市不动产登记中心与建设银行合作", "Org") == ["建设银行"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("依托平安云山、云山普法等微信公众号宣传", ["平安云山", "云山普法"]),
        ("通过微信公众号、抖音号宣传", []),
        ("与省一体化政务服务平台对接", ["省一体化政务服务平台"]),
        ("使用行政执法人员考试系统", ["行政执法人员考试系统"]),
    ],
)
def test_platforms(text: str, names: list[str]) -> None:
    assert mentions(text, "Platform") == names


def test_other_marks() -> None:
    assert mentions("按照市委、市政府实施意见", "Regulation") == []
    assert mentions("记者20日从区委获悉，法治建设24字总目标", "Metric") == []
    assert mentions("发布《2024年349个城市热线监测报告》", "Metric") == []
    assert mentions("组建平台运营团队", "Platform") == []
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
            "始终把“{Initiative:一次办}”作为转变政府职能、提升行政效能的重要抓手。",
            {"@issuer ADVANCES 一次办"},
        ),
        (
            "推动{Agency:区住建局}、{Agency:区人社局}等{Metric:18个}部门事项适用{Initiative:告知承诺制}。",
            {"@issuer ADVANCES 告知承诺制", "18个 MEASURES 告知承诺制"},
        ),
        ("共受理{Platform:12345市民热线}反映{Metric:50684件}。", {"50684件 MEASURES 12345市民热线"}),
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
