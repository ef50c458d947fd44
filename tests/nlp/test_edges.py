"""Names without quotes begin behind the words that stand before them, whatever these are."""

import pytest

from kg.model import Report, report_id
from kg.nlp import extract

BEFORE = """
    会同 协同 配合 督导 督促 函告 责成 考核 调研 命名 撤销 帮助 抽调 整合 确定 约谈
    例如 今年 近年来 截至目前 同时 此外
    首批 及时 定期 多次 进一步 已 曾 拟 也 并 或 仅 和 与 由 向 对 经 按 据 随着 通过 依托 参照 已经 正在 陆续
"""
CARRIED = """
    推行 全面推行 创新推行 率先推行 牵头 参加 配合 紧盯 依托 借助 根据 助力 试点 首推 推出 制定 出台 印发
    召开 举办 承办
    谋划 接续 升级实施 进一步 着力 有序 累计 拟 同步 今年 做实 唱响 掀起 和 与 及 或 参照 学习 复制推广 宣传
    践行 因 除了
"""
RUN = """
    建设 建成 搭建 开发 上线 启用 试运行 停用 关闭 采购 打通 运营 接入 对接 推广应用 充分运用 投资建设
    申请建设 依托 借力 立足 关联 覆盖 支撑 赋能 并入 纳入
    今年 近年来 同时 此外 进一步 率先 已 拟 均 也 与 由 向
"""
PLACED = {
    "昌邑市": "Region",
    "武侯区": "Region",
    "昌邑经济开发区": "Region",
    "奎聚街道": "Region",
    "李家庄村": "Region",
    "昌邑市司法局": "Agency",
    "昌邑经济开发区管委会": "Agency",
    "高新区管委会": "Agency",
    "山东大学": "Agency",
    "国家税务总局": "Agency",
    "海化集团": "Org",
    "昌邑市律师协会": "Org",
}
CAMPAIGNS = (
    *("营商环境优化提升行动", "治本攻坚三年行动", "蓝天保卫战"),
    *("农民工欠薪治理专项行动", "国企改革三年行动"),
)

SYSTEMS = ("行政执法监督平台", "工程建设项目审批管理系统", "国家政务服务平台", "山东省公共资源交易平台")


def _missed(words: str, name: str, label: str) -> list[str]:
    """The words behind which the name is not found as it is."""
    texts = {word: f"上半年，{word}{name}，取得进展3项。" for word in words.split()}
    return [word for word, text in texts.items() if (name, label) not in _found(text)]


def _found(text: str) -> list[tuple[str, str]]:
    reading = extract(Report(report_id(text.encode()), "a.txt", text))
    return [(mention.evidence.quote, mention.label) for mention in reading.mentions]


@pytest.mark.no_cover
@pytest.mark.parametrize("name", PLACED)
def test_bodies_and_places_begin_behind_what_stands_before_them(name: str) -> None:
    assert _missed(BEFORE, name, PLACED[name]) == []


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_campaigns_begin_behind_the_words_that_carry_them_out(name: str) -> None:
    assert _missed(CARRIED, name, "Initiative") == []


@pytest.mark.parametrize("name", SYSTEMS)
def test_systems_begin_behind_the_words_that_build_and_run_them(name: str) -> None:
    assert _missed(RUN, name, "Platform") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("深度融入酒嘉双城经济圈，提速发展。", "酒嘉双城经济圈"),
        ("在天津、苏滁现代产业园设点。", "苏滁现代产业园"),
        ("和平顶山市签约。", "平顶山市"),
        ("联合山东推进。", "山东"),
        ("同江苏、浙江签约。", "江苏"),
        ("推动昆山东部新城建设。", "昆山东部新城"),
        ("责成武侯区整改。", "武侯区"),
        ("组建昌邑市、潍坊市联队。", "昌邑市"),
        ("服务和田地区发展。", "和田地区"),
    ],
)
def test_a_place_gives_way_to_the_one_that_is_meant(text: str, name: str) -> None:
    assert (name, "Region") in _found(text)


@pytest.mark.parametrize(
    "name",
    [
        "打造一流营商环境三年行动",
        "优化营商环境三年行动",
        "高质量项目推进年",
        "大力优化营商环境行动",
        "无废细胞建设行动",
    ],
)
def test_a_name_keeps_the_verb_or_adverb_with_which_it_begins(name: str) -> None:
    assert (name, "Initiative") in _found(f"全市深入开展{name}，取得进展。")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("岭北县社会救助“一门受理、协同办理”工作流程", "岭北县社会救助“一门受理、协同办理”工作流程"),
        ("千山区2023年政府工作报告重点任务分工方案", "千山区2023年政府工作报告重点任务分工方案"),
        ("厦门经济特区数据条例（节选）", "厦门经济特区数据条例"),
        ("昌邑市公平竞争审查制度", "昌邑市公平竞争审查制度"),
    ],
)
def test_a_line_with_a_place_and_a_kind_of_document_is_a_title(line: str, title: str) -> None:
    assert (title, "Regulation") in _found(f"{line}\n第一条　本市实行新的做法，由区司法局负责。")


@pytest.mark.parametrize("line", ["昌邑市2023年法治政府建设工作总结", "昌邑市关于第5号建议的答复意见"])
def test_a_report_or_an_answer_is_no_document(line: str) -> None:
    assert not [quote for quote, label in _found(f"{line}\n一、主要做法。") if label == "Regulation"]


def test_a_known_name_ends_where_the_next_word_begins() -> None:
    assert "山东通" not in [quote for quote, _ in _found("上半年，在山东通过验收3项。")]


def test_a_region_above_the_reporting_one_acts_for_itself() -> None:
    text = "昌邑市司法局2023年工作总结\n山东省推出“爱山东”平台，我市推出“昌邑通”平台。"
    reading = extract(Report(report_id(text.encode()), "a.txt", text))
    named = {mention.id: mention.evidence.quote for mention in reading.mentions}
    assert [(named.get(c.subject, c.subject), named[c.object]) for c in reading.claims] == [
        ("山东省", "“爱山东”平台"),
        ("@issuer", "“昌邑通”平台"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("在向塘镇、和桥镇设点。", "向塘镇", "Region"),
        ("推动会同经济开发区建设。", "会同经济开发区", "Region"),
        ("与均瑶集团签订协议。", "均瑶集团", "Org"),
        ("约克（中国）有限公司落户。", "约克（中国）有限公司", "Org"),
        ("建成采购管理系统，办件3件。", "采购管理系统", "Platform"),
        ("开展学习型社会建设提升行动。", "学习型社会建设提升行动", "Initiative"),
        ("依托渝快办公积金专区办理。", "渝快办", "Platform"),
    ],
)
def test_names_that_begin_or_end_as_such_words_do_are_whole(text: str, name: str, label: str) -> None:
    assert (name, label) in _found(text)


def test_a_short_name_of_the_own_region_is_the_reporting_side() -> None:
    text = "内蒙古自治区人民政府2023年法治政府建设年度报告\n2023年，内蒙古推行“一网通办”。"
    reading = extract(Report(report_id(text.encode()), "a.txt", text))
    assert [claim.subject for claim in reading.claims] == ["@issuer"]


@pytest.mark.parametrize("line", ["昌邑市推行首问负责制度", "昌邑市公开征集意见"])
def test_a_headline_is_no_document(line: str) -> None:
    assert not [quote for quote, label in _found(f"{line}\n今年办理3件。") if label == "Regulation"]
