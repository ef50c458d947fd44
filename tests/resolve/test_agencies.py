import pytest

from kg.resolve.agencies import Fulls, abbreviates, expand, name_agency
from kg.resolve.divisions import Divisions
from kg.resolve.parsing import normal, parse
from kg.resolve.places import Ground, known

PLACES = Divisions()


def named(text: str, region: str, issuer: str, year: int = 2022) -> str:
    ground = Ground("r", known(region, year, PLACES), issuer, year)
    return name_agency(text, ground, fulls(ground), PLACES).name


def fulls(ground: Ground) -> Fulls:
    assert ground.issuer
    parsed = parse(normal(ground.issuer), ground, PLACES)
    return {("issuer", parsed.place.full): (parsed.core,)} if parsed.place else {}


GULOU = ("江苏省南京市鼓楼区", "南京市鼓楼区行政审批局")
HAICHENG = ("辽宁省鞍山市海城市", "海城市营商环境建设局")
DUYUN = ("贵州省黔南布依族苗族自治州都匀市", "都匀市教育局")
XIQING = ("天津市西青区", "天津市西青区人民政府")
BAJIAO = ("北京市石景山区八角街道", "北京市石景山区八角街道办事处")
XIAOLAN = ("广东省中山市小榄镇", "中山市小榄镇人民政府")
ZHIJIANG = ("湖南省怀化市芷江侗族自治县", "芷江侗族自治县人民政府")


@pytest.mark.parametrize(
    ("text", "place", "full"),
    [
        ("区委", GULOU, "中共南京市鼓楼区委员会"),
        ("区政府", GULOU, "南京市鼓楼区人民政府"),
        ("市政府办公厅", XIQING, "天津市人民政府办公厅"),
        ("区政协", GULOU, "中国人民政治协商会议南京市鼓楼区委员会"),
        ("区人大常委会", GULOU, "南京市鼓楼区人民代表大会常务委员会"),
        ("区七届人大常委会", GULOU, "南京市鼓楼区人民代表大会常务委员会"),
        ("区委依法治区办", GULOU, "中共南京市鼓楼区委全面依法治区委员会办公室"),
        ("依法治区办", GULOU, "中共南京市鼓楼区委全面依法治区委员会办公室"),
        ("区委编办", GULOU, "中共南京市鼓楼区委机构编制委员会办公室"),
        ("区纪委监委", GULOU, "中共南京市鼓楼区纪律检查委员会、南京市鼓楼区监察委员会"),
        ("区发展改革委", GULOU, "南京市鼓楼区发展和改革委员会"),
        ("区市场监管局", GULOU, "南京市鼓楼区市场监督管理局"),
        ("区人力社保局", GULOU, "南京市鼓楼区人力资源和社会保障局"),
        ("区公安分局", GULOU, "南京市公安局鼓楼分局"),
        ("市公安局鼓楼区分局", GULOU, "南京市公安局鼓楼分局"),
        ("市政务办", GULOU, "南京市政务服务管理办公室"),
        ("区人民检察院", GULOU, "南京市鼓楼区人民检察院"),
        ("区法院", XIQING, "天津市西青区人民法院"),
        ("区城市管理委", XIQING, "天津市西青区城市管理委员会"),
        ("市营商局", HAICHENG, "海城市营商环境建设局"),
        ("海城市委", HAICHENG, "中共海城市委员会"),
        ("市工信局", HAICHENG, "海城市工业和信息化局"),
        ("州教\n育局", DUYUN, "黔南布依族苗族自治州教育局"),
        ("市市场监管局", DUYUN, "都匀市市场监督管理局"),
        ("市委编办", ZHIJIANG, "中共怀化市委机构编制委员会办公室"),
        ("县国税局", ZHIJIANG, "芷江侗族自治县国家税务局"),
        ("新区教育局", GULOU, "新区教育局"),
        ("街道党工委", BAJIAO, "中共北京市石景山区八角街道工作委员会"),
        ("鲁谷街道办事处", BAJIAO, "北京市石景山区鲁谷街道办事处"),
        ("镇政府", XIAOLAN, "中山市小榄镇人民政府"),
        ("中北镇政务服务中心", XIQING, "天津市西青区中北镇政务服务中心"),
        ("河北省廊坊市行政审批局", XIQING, "廊坊市行政审批局"),
        ("沧县县委", ("河北省沧州市", "沧州市生态环境局"), "中共沧县委员会"),
        ("江苏省溧阳市行政审批局", XIQING, "溧阳市行政审批局"),
        ("国管局", GULOU, "国家机关事务管理局"),
        ("党中央", GULOU, "中共中央"),
        ("国务院办公厅", GULOU, "国务院办公厅"),
        ("司法局", GULOU, "南京市鼓楼区司法局"),
        ("市局", GULOU, "南京市行政审批局"),
        ("省厅", DUYUN, "贵州省教育厅"),
        ("人民法院", GULOU, "人民法院"),
        ("天津师范大学", XIQING, "天津师范大学"),
        ("长沙铁路运输法院", GULOU, "长沙铁路运输法院"),
    ],
)
def test_full_names(text: str, place: tuple[str, str], full: str) -> None:
    assert named(text, *place) == full


@pytest.mark.parametrize(
    ("text", "place", "full", "parent"),
    [
        ("局党组", GULOU, "中共南京市鼓楼区行政审批局党组", "南京市鼓楼区行政审批局"),
        ("区行政审批局党组", GULOU, "中共南京市鼓楼区行政审批局党组", "南京市鼓楼区行政审批局"),
        ("派驻纪检监察组", GULOU, "派驻南京市鼓楼区行政审批局纪检监察组", "南京市鼓楼区行政审批局"),
        ("案审委员会", GULOU, "南京市鼓楼区行政审批局案审委员会", "南京市鼓楼区行政审批局"),
        ("党组理论学习中心组", GULOU, "南京市鼓楼区行政审批局党组理论学习中心组", "南京市鼓楼区行政审批局"),
        ("局青年理论学习小组", GULOU, "南京市鼓楼区行政审批局青年理论学习小组", "南京市鼓楼区行政审批局"),
        ("局整改工作领导小组", GULOU, "南京市鼓楼区行政审批局整改工作领导小组", "南京市鼓楼区行政审批局"),
        ("区委理论学习中心组", GULOU, "中共南京市鼓楼区委员会理论学习中心组", "中共南京市鼓楼区委员会"),
    ],
)
def test_inner_bodies(text: str, place: tuple[str, str], full: str, parent: str) -> None:
    ground = Ground("r", known(place[0], 2022, PLACES), place[1], 2022)
    found = name_agency(text, ground, fulls(ground), PLACES)
    assert found.name == full
    assert found.parent is not None
    assert found.parent.name == parent


def test_a_body_of_the_region_has_no_parent_agency() -> None:
    ground = Ground("r", known(GULOU[0], 2022, PLACES), GULOU[1], 2022)
    found = name_agency("区法治政府建设领导小组", ground, {}, PLACES)
    assert (found.name, found.parent) == ("南京市鼓楼区法治政府建设领导小组", None)


def test_the_issuer_decides_what_a_short_name_is_short_for() -> None:
    hexi = ("天津市河西区", "天津市河西区政务服务办公室")
    yubei = ("重庆市渝北区", "重庆市渝北区政务服务管理办公室")
    assert named("区政务服务办", *hexi) == "天津市河西区政务服务办公室"
    assert named("区政务办", *yubei, year=2021) == "重庆市渝北区政务服务管理办公室"
    assert named("区政务办", *GULOU) == "南京市鼓楼区政务服务管理办公室"


@pytest.mark.parametrize("short", ["区行政审批局", "区审批服务局", "区行政审批服务局"])
def test_in_its_own_report_shorter_forms_of_an_issuers_name_are_the_issuer(short: str) -> None:
    full = "南京市鼓楼区行政审批服务局"
    assert named(short, GULOU[0], full) == full
    assert named("区教育局", GULOU[0], full) == "南京市鼓楼区教育局"


@pytest.mark.parametrize("text", ["州党委", "自治区党委", "局党组"])
def test_whose_party_committee_it_is_may_be_told_by_nothing(text: str) -> None:
    ground = Ground("r", None, "南京市鼓楼区人民政府" if text == "局党组" else None, 2022)
    found = name_agency(text, ground, {}, PLACES)
    assert (found.name, found.key, found.parent) == (text, f"{text}@r", None)


def test_an_issuer_is_no_inner_body_of_itself() -> None:
    office = "公安部推进职能转变协调小组办公室"
    assert named(office, "湖北省荆州市公安县", office) == office


def test_one_name_in_two_regions_has_two_keys() -> None:
    keys = set()
    for region in ("江苏省南京市鼓楼区", "福建省福州市鼓楼区"):
        ground = Ground("r", known(region, 2022, PLACES), None, 2022)
        keys.add(name_agency("鼓楼区人民法院", ground, {}, PLACES).key)
    assert len(keys) == 2


@pytest.mark.parametrize("text", ["高新区管委会", "镇便民服务中心", "园区行政审批局", "校团委", "交警大队"])
def test_a_kind_of_body_is_that_of_the_report(text: str) -> None:
    keys = set()
    for region in ("江苏省南京市", "福建省福州市"):
        ground = Ground("r", known(region, 2022, PLACES), None, 2022)
        keys.add(name_agency(text, ground, {}, PLACES).key)
    assert len(keys) == 2


@pytest.mark.parametrize("text", ["长江海事局", "镇江海关", "厦门大学", "中国科学技术大学"])
def test_a_body_of_its_own_name_is_one_everywhere(text: str) -> None:
    ground = Ground("r", known("江苏省南京市鼓楼区", 2022, PLACES), None, 2022)
    assert name_agency(text, ground, {}, PLACES).key == text


@pytest.mark.parametrize(
    ("short", "full", "right"),
    [
        ("政务办", "政务服务管理办公室", True),
        ("政数局", "政务服务数据管理局", True),
        ("营商局", "营商环境建设监督局", True),
        ("财政局", "民政局", False),
        ("政务办", "政务服务管理局", False),
        ("政府", "人民政府办公室", False),
        ("管理局", "政务服务管理局", False),
        ("团委", "委员会", False),
    ],
)
def test_what_abbreviates_what(short: str, full: str, right: bool) -> None:
    assert abbreviates(short, full) is right


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("发改委", "发展和改革委员会"),
        ("卫健局", "卫生健康局"),
        ("交通局", "交通运输局"),
        ("交通支队", "交通支队"),
        ("市场监管综合执法大队", "市场监管综合执法大队"),
        ("金融办", "金融办公室"),
        ("司法局", "司法局"),
    ],
)
def test_functions_are_written_out_by_the_table(short: str, full: str) -> None:
    assert expand(short) == full


@pytest.mark.parametrize(
    ("text", "place", "full"),
    [
        ("团市委", DUYUN, "共青团都匀市委员会"),
        ("行政审批局", GULOU, "南京市鼓楼区行政审批局"),
        ("绵阳仲裁委员会", ("四川省绵阳市", "绵阳市国有资产监督管理委员会"), "绵阳仲裁委员会"),
        (
            "委党委",
            ("四川省绵阳市", "绵阳市国有资产监督管理委员会"),
            "中共绵阳市国有资产监督管理委员会委员会",
        ),
        ("审批局法治工作领导小组", GULOU, "南京市鼓楼区行政审批局法治工作领导小组"),
        (
            "文山州公共资源交易中心",
            ("广西壮族自治区百色市", "百色市公共资源交易中心"),
            "文山壮族苗族自治州公共资源交易中心",
        ),
        ("镇党委", XIAOLAN, "中共中山市小榄镇委员会"),
    ],
)
def test_less_common_forms(text: str, place: tuple[str, str], full: str) -> None:
    assert named(text, *place) == full
