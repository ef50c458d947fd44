import subprocess
import sys

import pytest

from kg import gazetteer


def names(name: str, year: int | None = None) -> list[str]:
    return [gazetteer.full_name(each, year) for each in gazetteer.find(name, year)]


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("重庆市沙坪坝区", "重庆市沙坪坝区"),
        ("成都武侯区", "四川省成都市武侯区"),
        ("内蒙古兴安盟扎赉特旗", "内蒙古自治区兴安盟扎赉特旗"),
        ("浙江省安吉县", "浙江省湖州市安吉县"),
        ("内蒙古", "内蒙古自治区"),
        ("河西区", "天津市河西区"),
        ("浦东", "上海市浦东新区"),
        ("济源市", "河南省济源市"),
    ],
)
def test_a_name_with_one_bearer_is_written_out_from_the_province_down(name: str, full: str) -> None:
    assert names(name, 2021) == [full]


def test_an_ambiguous_name_gives_all_bearers_and_stays_open_without_context() -> None:
    found = gazetteer.find("鼓楼区", 2022)
    assert len(found) == 4
    assert gazetteer.choose(found) is None


@pytest.mark.parametrize(
    ("home", "full"), [("南京市", "江苏省南京市鼓楼区"), ("福州市", "福建省福州市鼓楼区")]
)
def test_the_region_of_the_report_decides(home: str, full: str) -> None:
    found = gazetteer.find("鼓楼区", 2022)
    chosen = gazetteer.choose(found, home=gazetteer.find(home, 2022)[0])
    assert chosen
    assert gazetteer.full_name(chosen) == full


def test_neighbours_in_a_list_decide() -> None:
    found = gazetteer.find("朝阳区", 2022)
    near = [*gazetteer.find("海淀区", 2022), *gazetteer.find("石景山区", 2022)]
    chosen = gazetteer.choose(found, near=near)
    assert chosen
    assert gazetteer.full_name(chosen) == "北京市朝阳区"


def test_a_province_comes_before_a_prefecture_of_its_name() -> None:
    chosen = gazetteer.choose(gazetteer.find("吉林", 2022))
    assert chosen
    assert chosen.name == "吉林省"


def test_what_existed_in_the_year_counts() -> None:
    assert [each.code for each in gazetteer.find("襄阳市", 2015)] == ["420600"]
    assert [each.first for each in gazetteer.find("两江新区", 2025)] == [2025]
    [yubei] = gazetteer.find("渝北区", 2021)
    assert yubei.existed(2021)
    assert not yubei.existed(2026)
    follower = gazetteer.successor(yubei)
    assert follower
    assert follower.name == "两江新区"


def test_a_name_of_another_time_is_still_understood() -> None:
    assert names("襄樊市", 2014) == ["湖北省襄樊市"]


@pytest.mark.parametrize("name", ["市辖区", "县", "政务服务", "", "区"])
def test_pseudo_levels_and_words_are_no_regions(name: str) -> None:
    assert gazetteer.find(name, 2021) == ()


def test_levels() -> None:
    found = [gazetteer.find(name, 2021)[0] for name in ("四川省", "成都市", "武侯区")]
    assert [each.level for each in found] == ["省级", "地级", "县级"]
    assert [each.name for each in gazetteer.chain(found[2], 2021)] == ["四川省", "成都市", "武侯区"]


def test_zones_and_groups() -> None:
    zone, group = gazetteer.group("河北雄安新区"), gazetteer.group("“川渝”")
    assert zone
    assert (zone.kind, zone.full) == ("zone", "河北省雄安新区")
    assert group
    assert group.members == ("四川省", "重庆市")


def test_every_member_of_a_group_and_every_parent_is_a_known_division() -> None:
    for group in gazetteer.groups().values():
        for member in group.members:
            assert [full for full in names(member, 2021) if full == member], (group.name, member)
    codes = {each.code for each in gazetteer.divisions()}
    assert {each.parent for each in gazetteer.divisions() if each.parent} <= codes


def test_the_table_loads_quickly() -> None:
    code = (
        "import time, kg.resources, kg.gazetteer as g; t = time.process_time(); g.find('重庆', 2021);"
        "print(time.process_time() - t)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(out.stdout) < 0.3
