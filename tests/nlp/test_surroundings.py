"""Places are told by what stands around them, whatever their names."""

import pytest

from kg.model import Report, report_id
from kg.nlp import extract

DOUBTFUL = ("宁都", "平远", "余姚", "云岩", "广汉", "会理", "松滋", "宜都", "丹阳", "建湖", "义乌", "武侯")
"""Short names of counties that also arise where two other words meet."""
AROUND = """
    来自X的企业 位于X的项目 到X考察 前往X考察 走进X开展 与X签订 与X开展 和X建立 同X签署 借鉴X经验 学习X做法
    X等地开展 X等县开展 由X首创 落户X的 对口支援X3 X境内河流 X籍 在X设 赴X学习 X、成都两地 成都、X签订
    X—沙坪坝专线 绍兴/X两地
"""
BY_CHANCE = ("城市平远离风险", "规范宁都市", "政策平顺过渡", "制定兴业态", "与会理念", "学习平远大理想")
TOWNS = ("柳疃、都昌、龙池", "清溪、顶山、汊河", "鹅埠、小漠、鲘门", "白鹤、金泽、西塘")
BEHIND_TOWNS = ("三镇", "3个镇", "等镇", "等乡镇", "等5个乡镇", "等镇街", "等街道")
COUNTS = """
    5个盟市 3个旗县 5个旗县区 5个旗市区 7个州市 13个县市区 9省区 6省（区、市） 10个省（市） 11个地市
    16个省份64个地区 27个城市和地区 21个国家的26座城市
"""
WHOLE = """
    博州 克州 达茂旗 察右后旗 土左旗 阜蒙县 成都天府新区 武汉东湖高新区 上海自贸试验区临港新片区
    长三角产业合作区（湖州片区） 襄十随神 乌大张 宁镇扬 淮海经济区十市 粤港澳大湾区九市 黄河流域九省区
    中部六省 法国戛纳市 德国汉堡 德国汉堡市 日本北九州市 日本长野县 韩国仁川广域市
    越南河江省 蒙古国东方省乔巴山市 新西兰怀马卡里里区 哈巴罗夫斯克边疆区
"""


def _regions(text: str) -> list[str]:
    reading = extract(Report(report_id(text.encode()), "a.txt", text))
    return [mention.evidence.quote for mention in reading.mentions if mention.label == "Region"]


@pytest.mark.parametrize("around", AROUND.split())
def test_a_county_counts_where_a_place_is_meant(around: str) -> None:
    assert [
        name for name in DOUBTFUL if name not in _regions(f"上半年，{around.replace('X', name)}3次。")
    ] == []


@pytest.mark.parametrize("text", BY_CHANCE)
def test_a_county_that_arises_by_chance_is_none(text: str) -> None:
    assert _regions(f"上半年，{text}3次。") == []


@pytest.mark.parametrize("towns", TOWNS)
def test_towns_in_a_list_have_their_kind_behind_the_last(towns: str) -> None:
    lists = [towns, towns[::-1].replace("、", "和", 1)[::-1]]
    found = {
        each + kind: _regions(f"上半年，在{each}{kind}设点。") for each in lists for kind in BEHIND_TOWNS
    }
    assert [text for text, names in found.items() if names != towns.split("、")] == []


def test_short_names_follow_a_town_in_full() -> None:
    assert _regions("上半年，在柳疃镇、鲘门、汊河等地设点。") == ["柳疃镇", "鲘门", "汊河"]


@pytest.mark.parametrize("count", COUNTS.split())
def test_regions_are_counted_by_kinds_told_together(count: str) -> None:
    assert count in _regions(f"上半年，与绍兴、成都等{count}签订协议。")


@pytest.mark.parametrize("name", WHOLE.split())
def test_names_of_several_levels_are_one_place(name: str) -> None:
    assert _regions(f"上半年，与{name}签订协议3项。") == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("绍兴等地企业3家参加。", "绍兴"),
        ("开通“大连—釜山”航线3条。", "釜山"),
        ("在和平里社区设点。", "和平里社区"),
        ("组织李家庄村、石井村村民3人。", "石井村"),
    ],
)
def test_a_place_is_whole_whatever_follows(text: str, name: str) -> None:
    assert name in _regions(f"上半年，{text}")


@pytest.mark.parametrize("text", ["重点镇3个、建制镇3个。", "在三地市、县区两级大厅设立。"])
def test_kinds_of_towns_are_none(text: str) -> None:
    assert _regions(f"上半年，{text}") == []
