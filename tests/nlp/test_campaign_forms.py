"""Campaigns, reforms and names in quotes of any field; figures of speech are none."""

import pytest

from kg.model import Report, report_id
from kg.nlp import extract

CAMPAIGNS = """
    全域治水攻坚行动 渔业资源养护行动 残疾儿童康复救助行动 古树名木抢救保护行动 青少年近视防控行动
    候鸟守护行动 道路交通事故预防减量控大行动 家政服务提质扩容行动 科普惠农兴村计划 银龄讲学计划
    小流域综合治理三年行动
"""
AROUND = (
    *("开展X，完成3项", "以X为抓手，完成3项", "X成效明显", "X完成3项", "全市X取得进展", "部署X，完成3项"),
    *("做好X工作", "推广X成果3项", "召开X推进会3次", "昌邑市开展X", "由市水利局牵头实施X"),
)
KINDS = ("专项整治", "专项行动", "专项治理", "集中整治")
MATTERS = "农资打假 成品油市场 燃气安全 电动自行车 殡葬领域"
REFORMS = """
    林权制度改革 农业水价综合改革 医保支付方式改革 公立医院综合改革 河湖管护体制机制改革
    公安大部门大警种制改革 集体产权制度改革 出租车行业改革
"""
QUOTED = "湾边议事 三色预警 一牧一策 银发护航 药箱进村 童享阳光 四色管理 碳汇林长 民情夜访 一渔一档"
AROUND_QUOTED = (
    *("推行“X”模式，服务3人", "实施“X”工程", "开展“X”专项行动", "以“X”行动为抓手", "开展“X”系列行动3次"),
    *("“X”2023专项行动破案3起", "总结推广“X”经验做法3项", "打造“X”品牌", "“X”模式在全省推广3次"),
)
FIGURES = """
    千里眼 顺风耳 金饭碗 百花齐放 一张蓝图 一盘棋 一股绳 土专家 田秀才 先行官 夹心层 暖心事 好声音 正能量
    主旋律 活地图 生命线 蓄水池 晴雨表 快车道 起跑线 里程碑 敲门砖 娘家人
"""
BEFORE_FIGURES = ("打造", "当好", "实现", "用好", "擦亮", "唱响", "筑牢", "下好")


def _initiatives(text: str) -> list[str]:
    text = f"上半年，{text}。"
    reading = extract(Report(report_id(text.encode()), "a.txt", text))
    return [mention.evidence.quote for mention in reading.mentions if mention.label == "Initiative"]


@pytest.mark.parametrize("around", AROUND)
def test_campaigns_are_whole_with_and_without_a_verb(around: str) -> None:
    assert [name for name in CAMPAIGNS.split() if _initiatives(around.replace("X", name)) != [name]] == []


def test_a_heading_may_be_a_campaign_alone() -> None:
    text = "（一）渔业资源养护行动。上半年，完成3项。"
    reading = extract(Report(report_id(text.encode()), "a.txt", text))
    assert "渔业资源养护行动" in [mention.evidence.quote for mention in reading.mentions]


@pytest.mark.parametrize("kind", KINDS)
def test_campaigns_against_anything(kind: str) -> None:
    names = [matter + kind for matter in MATTERS.split()]
    assert [name for name in names if _initiatives(f"开展{name}，查处3起") != [name]] == []


@pytest.mark.parametrize("around", ["深化X", "X全面完成，涉及3项", "完成X任务3项", "全市X试点有序推进"])
def test_reforms_of_any_field(around: str) -> None:
    assert [name for name in REFORMS.split() if _initiatives(around.replace("X", name)) != [name]] == []


@pytest.mark.parametrize("around", AROUND_QUOTED)
def test_names_in_quotes_are_initiatives_by_what_stands_around_them(around: str) -> None:
    assert [name for name in QUOTED.split() if _initiatives(around.replace("X", name)) != [name]] == []


@pytest.mark.parametrize("before", BEFORE_FIGURES)
def test_figures_of_speech_are_none(before: str) -> None:
    assert [name for name in FIGURES.split() if _initiatives(f"{before}“{name}”，完成3项")] == []


def test_a_campaign_against_a_web_is_no_site() -> None:
    assert _initiatives("开展“净网”系列行动3次") == ["净网"]


@pytest.mark.parametrize(
    "text", ["推进供水管网改造工程完成3项", "采取有力行动", "“保健”市场乱象百日行动开展以来，立案3件"]
)
def test_works_and_halves_of_names_are_none(text: str) -> None:
    assert not any(name.endswith(("工程", "行动")) for name in _initiatives(text))
