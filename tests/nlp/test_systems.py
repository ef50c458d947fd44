"""Systems are named by what they are for and by the word that closes their name, whatever they are called."""

import pytest

from kg.model import Report, report_id
from kg.nlp import extract

FUNCTIONS = """
    巡护 管护 采集 检索 取证 鉴定 缴费 退税 票务 挂号 会诊 转诊 调拨 理赔 参保 申领 报销 督办 考勤 追踪 阅卷
    录取 发布 归集 比对 筛查 随访 可视化 审批 追溯 备案 核验 预约 预警 调度 培训 定位 诊断 检测
    抄表 计费 排队 测绘 遥感
"""
FIELDS = """林草 粮库 渔港 气象 医保 户籍 校车 古籍 地灾 危化品 农机 种业 殡葬 文物 信访 禁毒 海域"""
OF_FIELDS = (
    *("智慧X系统", "X管理系统", "X大数据平台", "X综合管理平台", "智慧X平台", "全国X信息系统"),
    *("省X信息平台", "X云平台", "XAPP", "X小程序", "市X服务热线", "X信息管理系统2.0"),
)
OWN = ("云岭办", "昌事通", "绿水码", "企呼我应", "田管家", "水脉通", "警银联", "沂蒙办", "渔掌通")
QUOTED = (
    *(
        "依托“X”平台办理3件",
        "上线“X”APP，月活3万人",
        "推出“X”小程序",
        "在“X”系统上办理3件",
        "“X”注册用户达3万人",
    ),
    *("登录“X”网站查询", "建成昌邑市“X”平台", "打造“X”智慧平台", "开通“X”微信公众号"),
)
WHOLE = """
    养老服务信息平台 昌邑市融媒体中心客户端 昌邑日报客户端 云上昌邑客户端 信用昌邑网站 山东省电子税务局
    昌邑市政府门户网 纺织产业大脑 山东扶贫云 昌邑市数字档案馆 县社会救助服务热线
"""
KINDS = """
    交流平台 融资平台 创新平台 招商平台 展示平台 外卖平台 网约车平台 多种平台 实训平台 供水系统 消防系统
    教育系统 纪检监察系统 咨询热线 服务热线 国家级数字档案馆
"""


def _platforms(text: str) -> list[str]:
    text = f"上半年，{text}。"
    reading = extract(Report(report_id(text.encode()), "a.txt", text))
    return [mention.evidence.quote for mention in reading.mentions if mention.label == "Platform"]


@pytest.mark.parametrize("region", ["", "昌邑市"])
def test_systems_close_with_what_they_do(region: str) -> None:
    names = [f"{region}医疗废物{function}系统" for function in FUNCTIONS.split()]
    assert [name for name in names if _platforms(f"上线{name}，归集数据3条") != [name]] == []


@pytest.mark.parametrize("form", OF_FIELDS)
def test_systems_are_of_any_field(form: str) -> None:
    names = [form.replace("X", field) for field in FIELDS.split()]
    assert [name for name in names if _platforms(f"启用{name}，办理3件") != [name]] == []


@pytest.mark.parametrize("around", QUOTED)
def test_names_in_quotes_are_platforms_by_what_stands_around_them(around: str) -> None:
    assert [name for name in OWN if name not in _platforms(around.replace("X", name))] == []


@pytest.mark.parametrize("name", WHOLE.split())
def test_closing_words_of_platforms(name: str) -> None:
    assert _platforms(f"设立{name}，办理业务3件") == [name]


@pytest.mark.parametrize("kind", KINDS.split())
def test_kinds_of_systems_are_none(kind: str) -> None:
    assert _platforms(f"设立{kind}，整改3次") == []


@pytest.mark.parametrize("text", ["各短视频平台整改3次", "建成粮食监管平台3个"])
def test_several_systems_are_none(text: str) -> None:
    assert _platforms(text) == []
