"""Names as plans, answers and news of other fields tell them, and what only looks like one there."""

import pytest

from kg.model import Report, report_id
from kg.nlp import extract

NAMES = [
    ("试验区党工委部署，由实验区人民检察院督办。", "实验区人民检察院", "Agency"),
    ("试验区党工委部署，由实验区人民检察院督办。", "试验区党工委", "Agency"),
    ("承担农田水利领导小组办公室日常工作。", "农田水利领导小组办公室", "Agency"),
    ("由区人大常委会法工委、城建工委联合区住建局检查。", "城建工委", "Agency"),
    ("2024年，是实现“十四五”规划的关键一年。", "“十四五”规划", "Regulation"),
    ("本规划是昌邑市“十四五”规划纲要的重点专项规划。", "昌邑市“十四五”规划纲要", "Regulation"),
    ("细颗粒物浓度降到31微克每立方米以下。", "31微克每立方米以下", "Metric"),
    ("可以从昌邑市外事办公室门户网站下载。", "昌邑市外事办公室门户网站", "Platform"),
    ("我局创新建设“一码入园”系统。", "“一码入园”系统", "Platform"),
    ("评审专家登录网上评标系统打分。", "网上评标系统", "Platform"),
    ("形成“一个窗口”、“三大平台”的服务体系。", "三大平台", "Initiative"),
    ("推行“减证明、减费用、增透明”。", "减证明、减费用、增透明", "Initiative"),
    ("加快建设“空中丝绸之路”。", "空中丝绸之路", "Initiative"),
    ("全域旅游不断升级。", "全域旅游", "Initiative"),
    ("打造昌邑乡村旅游带。", "昌邑乡村旅游带", "Region"),
]
LOOK_ALIKES = [
    ("请各市、县乡村振兴局落实。", "Initiative"),
    ("在国家粮食安全格局中地位重要。", "Agency"),
    ("推广巡查无接触智办。", "Agency"),
    ("由16个相关市直局、委、办组成。", "Agency"),
    ("全县建成21个职业教育集团。", "Org"),
    ("……21日，通知下发。", "Metric"),
    ("全区遵循1322架构推进。", "Metric"),
    ("构建“一带一廊三圈”格局。", "Region"),
    ("打造高铁经济带。", "Region"),
    ("助力“一岛三窗两基地”建设。", "Initiative"),
    ("群众“多地跑”成为历史。", "Initiative"),
]


def _found(text: str) -> list[tuple[str, str]]:
    reading = extract(Report(report_id(text.encode()), "a.txt", text))
    return [(text[m.evidence.start : m.evidence.end], m.label) for m in reading.mentions]


@pytest.mark.parametrize(("text", "name", "label"), NAMES)
def test_names_are_whole(text: str, name: str, label: str) -> None:
    assert (name, label) in _found(text)


@pytest.mark.parametrize(("text", "label"), LOOK_ALIKES)
def test_look_alikes_are_none(text: str, label: str) -> None:
    assert not [name for name, found in _found(text) if found == label]


@pytest.mark.parametrize(
    ("text", "wrong"), [("打造良田大道景观。", "良田"), ("建设美丽中国先行区。", "中国先行区")]
)
def test_a_place_is_no_road_and_a_country_no_zone(text: str, wrong: str) -> None:
    assert wrong not in [name for name, _ in _found(text)]
