"""Initiatives, platforms and agreements: what a name in quotes is, and names without quotes."""

import pytest
import spacy

from kg.nlp import agreements, initiatives, platforms
from kg.nlp.spans import Hit
from tests.growth import BOUND, growth

INITIATIVES = [
    ("深化“放管服”改革", ["放管服"]),
    ("推出“政银合作”服务新模式", ["政银合作"]),
    ("建设大厅，推进企业注销一件事改革，推进一件事改革", ["企业注销一件事", "一件事改革"]),
    ("推行“百事通”改革，实施“领头雁”工程", ["百事通", "领头雁"]),
    ("持续推进跨省通办", ["跨省通办"]),
    ("开展“八五”普法", ["“八五”普法"]),
    ("深化商事制度改革", ["商事制度改革"]),
    ("由县发改局牵头负责我省医药体制改革", ["医药体制改革"]),
    ("完成我城区道路安全大整治任务", ["道路安全大整治"]),
    ("汇报人就我县殡葬管理体制改革发言", ["殡葬管理体制改革"]),
    ("开展安全生产专项整治行动", ["安全生产专项整治行动"]),
    ("推行“多维度评价”机制", ["多维度评价"]),
    ("推行“一网通办、一窗受理”", ["一网通办", "一窗受理"]),
    ("推进“免证办”“码上办”改革", ["免证办", "码上办"]),
    ("深化零基预算改革", ["零基预算改革"]),
    ("组织食品安全宣传周活动", ["食品安全宣传周"]),
    ("做好“三案”评查", ["“三案”评查"]),
    ("落实投资体制、项目审批制度改革", ["投资体制", "项目审批制度改革"]),
    ("推进户籍制度改革和殡葬改革", ["户籍制度改革", "殡葬改革"]),
    ("实施强基惠民提升工程、英才倍增计划", ["强基惠民提升工程", "英才倍增计划"]),
    ("打好蓝天保卫战，国企改革三年行动圆满收官", ["蓝天保卫战", "国企改革三年行动"]),
    ("推行局长包联制，落实首席服务官制度", ["局长包联制", "首席服务官制度"]),
    ("打好蓝天、碧水、净土保卫战", ["蓝天", "碧水", "净土保卫战"]),
    ("做好第四次全国经济普查登记工作", ["第四次全国经济普查"]),
    ("深入开展营商环境突破年、能力提升建设年活动", ["营商环境突破年", "能力提升建设年"]),
    ("园区提质，工业园区提质增效行动覆盖12个园区", ["工业园区提质增效行动"]),
    ("推广党建+网格模式，实现四证合一", ["党建+网格", "四证合一"]),
    ("实现“一窗受理，告知承诺，缺项审核”", ["一窗受理", "告知承诺", "缺项审核"]),
    ("“证照同办”改革铺开。一是“证照同办”仅覆盖少数行业", ["证照同办"]),
]
NO_INITIATIVES = [
    "增强“四个意识”",
    "按照“应进必进”原则",
    "解决群众“多头跑”问题",
    "凡涉及“三重一大”事项",
    "“十四五”时期",
    "打通“最后一公里”",
    "以“群众满意”为目标",
    "“办理破产”“执行合同”两项指标",
    "个别干部“重审批、轻监管”",
    "开展“假发票”“黑中介”集中整治",
    "开展“覆盖广、多维度”宣传",
    "打造“接地气”的普法阵地",
    "点击“在线申报”按钮",
    "群众办事从“跑多次”变为“跑一次”",
    "获评“全省先进集体”",
    "推进机构改革和重点领域改革",
    "调研组查看乡镇机构改革情况",
    "刘某同志就我县机构改革作了汇报",
    "检验改革成效，研究改革问题",
    "以实际行动维护秩序，采取一致行动",
    "实施水库扩建工程和城区道路改造工程",
    "形成“一核两翼”空间布局",
    "建成“口袋公园”23个",
    "由市领导任“总云长”",
    "实现“强产业、聚人才、兴文旅”的态势",
    "在“办事指南”一栏查看",
]
PLATFORMS = [
    ("上线“证照管家”平台", ["“证照管家”平台", "证照管家"]),
    ("在“豫事办”APP办理", ["“豫事办”APP", "豫事办"]),
    ("依托河北政务服务网办理", ["河北政务服务网"]),
    ("拨打12345政务服务便民热线", ["12345政务服务便民热线"]),
    ("关注“某区发布”微信公众号", ["某区发布"]),
    ("通过浙里办APP办理", ["浙里办APP", "浙里办"]),
    ("上线“津心办”某区旗舰店", ["“津心办”某区旗舰店", "津心办"]),
    ("推广“甲事办”“乙事通”小程序", ["甲事办", "“乙事通”小程序", "乙事通"]),
    ("建成行政执法监督平台2.0", ["行政执法监督平台2.0"]),
    ("在某某县人民政府门户网站公示", ["某某县人民政府门户网站"]),
    ("整合12345、12315热线", ["12345", "12315热线"]),
    ("12345工作人员接听热线电话", ["12345"]),
    ("打造政府数据开放网站", []),
    ("完成了本地区水质监测系统建设", ["水质监测系统"]),
    ("引导群众下载国家反诈中心APP", ["国家反诈中心APP"]),
    ("加快城市信息模型（CIM）平台建设", ["城市信息模型（CIM）平台"]),
    ("在网上办事大厅办理，县长信箱收到来信", ["网上办事大厅", "县长信箱"]),
    ("上线计算机信息系统产品销售许可服务平台", ["计算机信息系统产品销售许可服务平台"]),
    ("市大数据局建设智能化公共数据平台", ["智能化公共数据平台"]),
    ("并与国家一体化政务服务平台对接", ["国家一体化政务服务平台"]),
    ("“某地文旅”等一批政务新媒体账号", ["某地文旅"]),
    ("在乡镇（街道）政务外网上运行", ["政务外网"]),
    ("增设发行服务网点", []),
    ("河南电子口岸上线运行", ["河南电子口岸"]),
    ("开通“许昌水利”微信公众平台", ["许昌水利"]),
    ("开设“惠企微课堂”“窗口故事”等专栏", ["惠企微课堂", "窗口故事"]),
    ("在微信公众号“某某之窗”发布", ["某某之窗"]),
    ("织密监管“一张网”", []),
    ("织好服务网，依托省政务服务网办理", ["省政务服务网"]),
    ("第六条建筑市场协同平台（以下简称协同平台）运行规则", ["建筑市场协同平台"]),
    ("依托甲、乙两省一体化政务服务平台", ["一体化政务服务平台"]),
    ("在测评中获全国地级城市政府网站第四名", []),
    ("建设行政审批服务网上办事大厅", ["行政审批服务网上办事大厅"]),
    ("构建集约化、共享性服务群众平台", []),
    ("规划监管全区政府网站，链接市县政府网站", []),
    ("统筹信息化基础设施和公共平台建设", []),
    ("专人管理甲县政府信息公开网和甲县人民政府门户网站", ["甲县政府信息公开网", "甲县人民政府门户网站"]),
]


def names(text: str, room: object) -> list[str]:
    hits = room.find(text)  # type: ignore[attr-defined]
    return sorted(
        {text[hit.start : hit.end] for hit in hits}, key=lambda name: (text.index(name), -len(name))
    )


@pytest.mark.parametrize(("text", "expected"), INITIATIVES)
def test_initiatives(text: str, expected: list[str]) -> None:
    assert [name for name in names(text, initiatives) if name in expected] == expected


@pytest.mark.parametrize(
    "text",
    [
        "配备“帮办服务专员”120名",
        "对“高频”事项优化流程",
        "实行“红黄绿”三色管理",
        "像“网购”一样方便",
        "开展“服务标兵”评选",
        "提供“管家式”服务",
        "取消“无业证明”“无违法犯罪记录证明”",
        "采取“政府引导、企业运作”的方式",
        "打造“审批最少、流程最优、效率最高”的环境",
        "答好“民生答卷”，念好“招商经”",
    ],
)
def test_roles_kinds_and_papers_in_quotes_are_none(text: str) -> None:
    assert names(text, initiatives) == []


@pytest.mark.parametrize("text", NO_INITIATIVES)
def test_goals_slogans_and_figures_of_speech_are_none(text: str) -> None:
    assert names(text, initiatives) == []
    assert names(text, platforms) == []


@pytest.mark.parametrize(("text", "expected"), PLATFORMS)
def test_platforms(text: str, expected: list[str]) -> None:
    assert names(text, platforms) == expected


@pytest.mark.parametrize(
    "text",
    [
        "依托政务服务平台办理",
        "在平台公示",
        "完善管理系统",
        "全市教育系统干部",
        "各部门网站公开",
        "27个部门业务系统",
        "打造产业发展平台",
        "平台公司转型",
        "搭建自助服务网络",
        "统一信息数据平台",
        "开发手机APP",
        "建设“一云一网一平台”工作机制",
        "覆盖40多个公共资源审批业务系统",
        "打造多样化公开平台",
        "打造优化国土格局的重要平台",
        "构建“12345+N”工作体系",
    ],
)
def test_a_kind_of_platform_is_none(text: str) -> None:
    assert names(text, platforms) == []


def test_agreements_keep_the_quotes_inside() -> None:
    text = "与某市签订“跨省通办”合作协议，与律师事务所签订合同。"

    assert names(text, agreements) == ["“跨省通办”合作协议"]


def test_a_region_belongs_to_the_platform_that_it_opens() -> None:
    text = "窗口单位登录某州公共数据开放平台"
    region = Hit(text.index("某州"), text.index("某州") + 2, "Region", "test")

    assert [text[h.start : h.end] for h in platforms.find(text, [region])] == ["某州公共数据开放平台"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("12省区政务服务“跨省通办”合作协议的签订", "政务服务“跨省通办”合作协议"),
        ("与丙市签下的第二份数据共享协议", "数据共享协议"),
    ],
)
def test_agreements_that_are_named(text: str, name: str) -> None:
    assert names(text, agreements) == [name]


@pytest.mark.parametrize("text", ["签订同类协议", "双方签署合作协议", "清理合同12份"])
def test_any_agreement_is_none(text: str) -> None:
    assert names(text, agreements) == []


@pytest.mark.parametrize(
    ("factory", "text", "expected"),
    [
        ("kg_initiatives", "深 化 “放管服” 改革", "放管服"),
        ("kg_platforms", "登录 “豫事办” 查询", "豫事办"),
        ("kg_agreements", "2021 年签订“跨省通办”合作协议。", "“跨省通办”合作协议"),
    ],
)
def test_components_are_right_on_the_tokenizer_of_spacy(factory: str, text: str, expected: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(factory)

    doc = nlp(text)

    assert expected in [span.text for span in doc.spans["candidates"]]


@pytest.mark.parametrize("unit", ["难", "多", "应办尽", "而不", "看得", "“甲”、", "平台", "改革", "12345、"])
def test_repeated_words_take_no_more_than_linear_time(unit: str) -> None:
    def text(size: int) -> str:
        return ("“" + (unit * 40)[:38] + "x”") * (size // 50) + (unit * size)[:size]

    assert growth(lambda size: initiatives.find(text(size)), 1_250) < BOUND
    assert growth(lambda size: platforms.find(text(size)), 1_250) < BOUND
    assert growth(lambda size: agreements.find(text(size)), 1_250) < BOUND
