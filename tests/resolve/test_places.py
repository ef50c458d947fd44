import pytest

from kg.resolve.divisions import Divisions
from kg.resolve.places import Ground, Place, known, locate, own_level, split_levels, unlisted

PLACES = Divisions()
DUYUN = "贵州省黔南布依族苗族自治州都匀市"


def ground(region: str, year: int = 2022, *named: str) -> Ground:
    return Ground("r", known(region, year, PLACES), None, year, tuple(known(n, year, PLACES) for n in named))


@pytest.mark.parametrize(
    ("full", "levels"),
    [
        ("福建省福州市鼓楼区", ("福建省", "福州市", "鼓楼区")),
        ("天津市河西区", ("天津市", "河西区")),
        (
            "新疆维吾尔自治区伊犁哈萨克自治州霍尔果斯市",
            ("新疆维吾尔自治区", "伊犁哈萨克自治州", "霍尔果斯市"),
        ),
        ("内蒙古自治区阿拉善盟阿拉善右旗", ("内蒙古自治区", "阿拉善盟", "阿拉善右旗")),
        ("湖南省常德市津市市", ("湖南省", "常德市", "津市市")),
        ("广东省中山市小榄镇", ("广东省", "中山市", "小榄镇")),
        ("北京市石景山区八角街道", ("北京市", "石景山区", "八角街道")),
        ("湖北省神农架林区", ("湖北省", "神农架林区")),
        ("河北省雄安新区", ("河北省", "雄安新区")),
    ],
)
def test_levels_of_full_names(full: str, levels: tuple[str, ...]) -> None:
    assert split_levels(full) == levels
    assert "".join(levels) == full


@pytest.mark.parametrize(
    ("full", "prefix"),
    [
        ("福建省福州市鼓楼区", "福州市鼓楼区"),
        ("重庆市渝北区", "重庆市渝北区"),
        ("浙江省湖州市长兴县", "长兴县"),
        ("山东省济宁市曲阜市", "曲阜市"),
        ("云南省文山壮族苗族自治州", "文山壮族苗族自治州"),
        ("广东省中山市小榄镇", "中山市小榄镇"),
        ("北京市石景山区八角街道", "北京市石景山区八角街道"),
        ("四川省", "四川省"),
    ],
)
def test_what_stands_before_the_names_of_agencies(full: str, prefix: str) -> None:
    assert Place(split_levels(full)).prefix == prefix


@pytest.mark.parametrize(
    ("ending", "region", "meant"),
    [
        ("市", "江苏省南京市鼓楼区", "江苏省南京市"),
        ("市", "山东省济宁市曲阜市", "山东省济宁市曲阜市"),
        ("州", "贵州省黔南布依族苗族自治州都匀市", "贵州省黔南布依族苗族自治州"),
        ("省", "江苏省南京市鼓楼区", "江苏省"),
        ("市", "重庆市渝北区", "重庆市"),
        ("自治区", "内蒙古自治区呼和浩特市赛罕区", "内蒙古自治区"),
    ],
)
def test_a_deictic_means_the_lowest_level_so_called(ending: str, region: str, meant: str) -> None:
    place = own_level(ending, known(region, 2022, PLACES))
    assert place is not None
    assert place.full == meant


def test_no_level_is_so_called() -> None:
    assert own_level("县", known("江苏省南京市鼓楼区", 2022, PLACES)) is None


@pytest.mark.parametrize(
    ("name", "region", "named", "meant"),
    [
        ("鼓楼区", "福建省福州市鼓楼区", (), "福建省福州市鼓楼区"),
        ("鼓楼区", "天津市河西区", ("江苏省南京市鼓楼区",), "江苏省南京市鼓楼区"),
        ("沙区", "重庆市沙坪坝区", (), "重庆市沙坪坝区"),
        ("鹿城", "浙江省温州市鹿城区", (), "浙江省温州市鹿城区"),
        ("文山州", "云南省文山壮族苗族自治州", (), "云南省文山壮族苗族自治州"),
        ("河北", "天津市河西区", (), "河北省"),
        ("成都武侯区", "重庆市沙坪坝区", (), "四川省成都市武侯区"),
        ("雄安新区", "重庆市沙坪坝区", (), "河北省雄安新区"),
        ("鼓楼区", "江苏省徐州市", (), "江苏省徐州市鼓楼区"),
    ],
)
def test_a_name_is_read_against_its_report(
    name: str, region: str, named: tuple[str, ...], meant: str
) -> None:
    located = locate(name, ground(region, 2022, *named), PLACES)
    assert located is not None
    assert located.place.full == meant


def test_a_name_with_several_bearers_and_no_context_stays_open() -> None:
    assert locate("鼓楼区", ground("海南省琼海市"), PLACES) is None


def test_the_year_of_the_report_decides() -> None:
    before, after = ground("重庆市渝北区", 2021), ground("广东省珠海市香洲区", 2023)
    assert known("重庆市渝北区", 2021, PLACES).code == "500112"
    assert locate("米林县", after, PLACES) is not None
    county, city = (locate(name, after, PLACES) for name in ("米林县", "米林市"))
    assert county is not None
    assert city is not None
    assert (county.place.full, city.place.full) == ("西藏自治区林芝市米林县", "西藏自治区林芝市米林市")
    assert county.place.code != city.place.code
    assert locate("渝北区", before, PLACES) is not None


@pytest.mark.parametrize(
    ("name", "region", "full", "cls"),
    [
        (
            "都匀经济开发区",
            "贵州省黔南布依族苗族自治州都匀市",
            "贵州省黔南布依族苗族自治州都匀经济开发区",
            "FunctionalZone",
        ),
        ("墨冲镇", "贵州省黔南布依族苗族自治州都匀市", "贵州省黔南布依族苗族自治州都匀市墨冲镇", "Region"),
        ("高新区", "四川省绵阳市", "四川省绵阳市高新区", "FunctionalZone"),
        ("哈萨克斯坦", "四川省绵阳市", "哈萨克斯坦", "Region"),
    ],
)
def test_places_that_no_gazetteer_has(name: str, region: str, full: str, cls: str) -> None:
    place = unlisted(name, ground(region), PLACES).place
    assert (place.full, place.cls) == (full, cls)
