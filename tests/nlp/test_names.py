"""Where a name without quotes begins."""

import pytest

from kg.nlp.names import front

CASES = [
    ("依托某某智慧监管平台", "平台", "某某智慧监管"),
    ("我局建成公共资源交易系统", "系统", "公共资源交易"),
    ("，持续优化项目全周期服务平台", "平台", "项目全周期服务"),
    ("豫事办APP和河南政务服务网", "政务服务网", "河南"),
    ("全面深化集体林权制度改革", "改革", "集体林权制度"),
    ("学员积极参与某某普法网", "普法网", "某某"),
    ("并紧跟国家政务服务平台", "平台", "国家政务服务"),
    ("（分析平台、协同处置平台）", "处置平台", "协同"),
    ("推动农业等5大领域综合执法改革", "改革", "综合执法"),
    ("共计办理涉企许可改革", "改革", "涉企许可"),
    ("开展多轮提质升效专项行动", "专项行动", "提质升效"),
    ("城市运行管理平台", "平台", "城市运行管理"),
    ("搭建平台", "平台", ""),
    ("，并与全省公共信用平台对接", "平台对接", "公共信用"),
    ("，和政府采购平台对接", "平台对接", "政府采购"),
    ("，国家集体林权制度改革", "改革", "集体林权制度"),
    ("优化营商环境5.0版改革", "改革", "优化营商环境5.0版"),
    ("以法治政府建设督察平台为抓手", "平台", "法治政府建设督察"),
]


@pytest.mark.parametrize(("text", "head", "name"), CASES)
def test_a_name_begins_behind_the_last_word_that_opens_it(text: str, head: str, name: str) -> None:
    end = text.index(head)

    assert text[front(text, end) : end] == name


def test_a_name_begins_at_its_region() -> None:
    text = "窗口人员登录后进入河北政务服务网"
    region = text.index("河北")

    assert front(text, text.index("政务服务网"), {region}) == region
