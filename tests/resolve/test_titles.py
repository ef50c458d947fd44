import pytest

from kg.resolve.divisions import Divisions
from kg.resolve.places import Ground, known
from kg.resolve.titles import altered, forwarded, kind_of, read_title, unversioned

PLACES = Divisions()
GULOU = Ground("r", known("江苏省南京市鼓楼区", 2022, PLACES), "南京市鼓楼区司法局", 2022)
OTHER = Ground("s", known("福建省福州市鼓楼区", 2022, PLACES), "福州市鼓楼区人民政府", 2022)


def key(title: str, ground: Ground = GULOU) -> str:
    return read_title(title, ground, PLACES).key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("《法治政府建设实施纲要（2021—2025年）》", "〈法治政府建设实施纲要2021-2025年〉"),
        ("《法治政府建设实施纲要( 2021—2025 年)》", "《法治政府建设实施纲要(2021-2025)》"),
        ("宪法", "《中华人民共和国宪法》"),
        ("《中国共产党纪律处分条例》(修订版)", "《中国共产党纪律处分条例》"),
        ("《鼓楼区窗口服务规则（试行）》", "《南京市鼓楼区窗口服务规则》（试行）"),
        ("《鼓楼区窗口服务规则》(2021年修订)", "《鼓楼区窗口服务规则（2021年修正）》"),
        ("区窗口服务规则", "《鼓楼区窗口服务规则》"),
        ("2021年鼓楼区法治政府建设工作要点", "《鼓楼区2021年法治政府建设工作要点》"),
        ("2021年法治政府建设工作要点", "《鼓楼区2021年法治政府建设工作要点》"),
        ("《关于推进标准化、规范化的意见》", "《关于推进标准化规范化的\n意见》"),
    ],
)
def test_spellings_of_one_work(left: str, right: str) -> None:
    assert key(left) == key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("《法治政府建设实施纲要（2015—2020年）》", "《法治政府建设实施纲要（2021—2025年）》"),
        ("《中华人民共和国招标投标法》", "《中华人民共和国招标投标法实施条例》"),
        ("《优化营商环境条例》", "《天津市优化营商环境条例》"),
        ("《关于印发〈清单〉的通知》", "《清单》"),
        ("《窗口服务规则（试行）》", "《窗口服务规则》"),
        ("《窗口服务规则（2019年修订）》", "《窗口服务规则（2023年修订）》"),
        ("《窗口服务规则（2021年版）》", "《窗口服务规则（2023年版）》"),
        ("《窗口服务规则（征求意见稿）》", "《窗口服务规则》"),
    ],
)
def test_different_works(left: str, right: str) -> None:
    assert key(left) != key(right)


def test_one_title_in_two_regions_is_two_works() -> None:
    assert key("《鼓楼区行政规范性文件管理办法》") != key("《鼓楼区行政规范性文件管理办法》", OTHER)
    assert key("《2022年法治建设工作要点》") != key("《2022年法治建设工作要点》", OTHER)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("民法典", "中华人民共和国民法典"),
        ("《行政复议法》", "中华人民共和国行政复议法"),
        ("《行政处罚裁量权行使办法》", "行政处罚裁量权行使办法"),
        ("区机关事务管理局政府信息公开指南", "南京市鼓楼区机关事务管理局政府信息公开指南"),
        ("《2024年度区政府常务会议学法计划》", "2024年度南京市鼓楼区政府常务会议学法计划"),
        ("<关于优化服务的意见>", "关于优化服务的意见"),
        ("区委依法治区 2021 年工作要点", "中共南京市鼓楼区委依法治区2021年工作要点"),
        ("《香洲区异地代收代办工作规则（试行）》", "香洲区异地代收代办工作规则（试行）"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert read_title(text, GULOU, PLACES).name == name


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("《中华人民共和国宪法》", "constitution"),
        ("民法典", "law"),
        ("《中华人民共和国招标投标法》", "law"),
        ("《中华人民共和国招标投标法实施条例》", "administrative-regulation"),
        ("《优化营商环境条例》", "administrative-regulation"),
        ("《江苏省促进政务服务便利化条例》", "local-regulation"),
        ("《沧州市扬尘污染防治条例》", "local-regulation"),
        ("《海南自由贸易港优化营商环境条例》", "local-regulation"),
        ("《中国共产党章程》", "party-regulation"),
        ("《党政主要负责人履行推进法治建设第一责任人职责规定》", "party-regulation"),
        ("《法治政府建设实施纲要（2021—2025年）》", "plan"),
        ("《国务院关于加强数字政府建设的指导意见》", "official-document"),
        ("《广东省公共数据管理办法》", "local-government-rule"),
        ("《鼓楼区行政规范性文件管理办法》", "normative-document"),
        ("《温州市招标代理机构执业行为评价办法》", "normative-document"),
        ("《“渝快办”工作规范》", "standard"),
        ("《鼓楼区政务大厅窗口服务暂行办法》", "normative-document"),
        ("《广东省交通运输厅行政执法监督办法》", "normative-document"),
        ("《行政审批局公文处理制度》", "internal-rule"),
        ("《户口登记条例》", "law"),
        ("《高频事项审核要点》", "list"),
        ("《2022年法治建设工作要点》", "plan"),
        ("《四川省政务服务事项基本目录（2020年本）》", "list"),
        ("《海关监管场所管理实施细则》", "unknown"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    read = read_title(title, GULOU, PLACES)
    assert kind_of(read.name, read.level)[0] == kind


def test_a_rule_without_a_decree_is_only_a_candidate() -> None:
    assert kind_of("广东省公共数据管理办法", "upper") == ("local-government-rule", "inferred")


@pytest.mark.parametrize(
    ("title", "inner"),
    [
        ("《某区关于印发〈香洲区“跨省通办”实施方案〉的通知》", ["〈香洲区“跨省通办”实施方案〉"]),
        ("某办公室关于印发香洲区\n政务服务实施方案的通知", ["香洲区政务服务实施方案"]),
        ("关于印发“渝快办”工作规范的通知", ["“渝快办”工作规范"]),
        ("《关于印发〈甲方案〉〈乙方案〉（试行）等三个文件的通知》", ["〈甲方案〉", "〈乙方案〉（试行）"]),
        ("《关于做好行政规范性文件清理工作的通知》", []),
    ],
)
def test_what_a_notice_issues(title: str, inner: list[str]) -> None:
    assert [*forwarded(title)] == inner


@pytest.mark.parametrize(
    ("title", "changes"),
    [
        ("《关于修改〈甲办法〉的决定》", [("AMENDS", "〈甲办法〉")]),
        ("《关于废止〈甲办法〉〈乙办法〉的决定》", [("REPEALS", "〈甲办法〉"), ("REPEALS", "〈乙办法〉")]),
        ("《关于修改部分行政规范性文件的决定》", []),
    ],
)
def test_what_a_decision_changes(title: str, changes: list[tuple[str, str]]) -> None:
    assert [*altered(title)] == changes


def test_years_in_brackets_are_no_version() -> None:
    assert unversioned("纲要（2021—2025年）") == "纲要（2021—2025年）"
    assert unversioned("《条例》（草案）") == "条例"


@pytest.mark.parametrize(
    ("title", "mark", "kind"),
    [
        ("《条例》（草案）", "草案", "draft"),
        ("甲办法征求意见稿", "征求意见稿", "draft"),
        ("《甲办法（2023年修订）》", "2023年修订", "revised"),
        ("甲清单（2021年版）", "2021年版", "edition"),
        ("甲纲要（2021—2025年）", "", ""),
    ],
)
def test_the_mark_of_version(title: str, mark: str, kind: str) -> None:
    version = read_title(title, GULOU, PLACES).version
    assert (version.mark, version.kind) == (mark, kind)
