import pytest

from kg.resolve.divisions import Divisions
from kg.resolve.names import (
    channel_head,
    families,
    name_initiative,
    name_organization,
    name_platform,
    of_its_place,
    org_of_its_place,
)
from kg.resolve.places import Ground, known

PLACES = Divisions()


def ground(region: str) -> Ground:
    return Ground("r", known(region, 2022, PLACES), None, 2022)


GULOU = ground("江苏省南京市鼓楼区")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("告知承诺", "告知承诺制"),
        ("商事制度", "商事制度改革"),
        ("行政审批改革", "行政审批制度改革"),
        ("执法三项制度", "行政执法三项制度"),
        ("双随机一公开", "双随机、一公开"),
        ("政务服务跨省通办", "跨省通办"),
        ("“放管服”", "放管服"),
        ("区块链＋政务服务", "区块链+政务服务"),
        ("“放管服”改革", "简政放权、放管结合、优化服务改革"),
    ],
)
def test_spellings_of_one_initiative(left: str, right: str) -> None:
    assert name_initiative(left).key == name_initiative(right).key


@pytest.mark.parametrize(
    ("left", "right"), [("一件事一次办", "高效办成一件事"), ("网上办", "掌上办"), ("体制", "制")]
)
def test_different_initiatives(left: str, right: str) -> None:
    assert name_initiative(left).key != name_initiative(right).key


@pytest.mark.parametrize("text", ["“八大行动”", "九项惠民工程", "五个一", "三项改革"])
def test_each_city_has_counted_initiatives_of_its_own(text: str) -> None:
    name = name_initiative(text)
    keys = [
        of_its_place(name, ground(region)).key
        for region in ("江苏省南京市鼓楼区", "江苏省南京市玄武区", "天津市河西区")
    ]

    assert keys[0] == keys[1] != keys[2]


def test_an_organization_is_of_the_region_that_a_word_means() -> None:
    named = org_of_its_place(name_organization("市律师协会"), GULOU)

    assert (named.name, named.key) == ("南京市律师协会", "江苏省南京市律师协会")
    assert org_of_its_place(name_organization("市场发展促进会"), GULOU).key == "市场发展促进会"


@pytest.mark.parametrize("text", ["三大攻坚战", "五个一工程", "一件事一次办", "两个健康"])
def test_what_the_whole_country_carries_out_is_of_no_place(text: str) -> None:
    name = name_initiative(text)
    assert of_its_place(name, GULOU) == name


@pytest.mark.parametrize(
    ("name", "wider"),
    [
        ("川渝通办", [("跨省通办", "registry")]),
        ("长三角通办", [("跨省通办", "registry")]),
        ("西南五省（区、市）通办", [("跨省通办", "registry")]),
        ("川南通办", []),
        ("区内通办", []),
        ("跨省通办", []),
        ("企业开办“一件事”", [("一件事一次办", "registry")]),
        ("高效办成一件事", []),
        ("证明事项告知承诺制", [("告知承诺制", "inferred")]),
        ("长三角“一网通办”", [("一网通办", "inferred")]),
        ("告知承诺+容缺受理", []),
        ("一窗受理、一网通办", []),
    ],
)
def test_the_family_of_an_initiative(name: str, wider: list[tuple[str, str]]) -> None:
    assert [*families(name)] == wider


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("世行", "世界银行"),
        ("甲科技有限公司", "甲科技"),
        ("乙集团股份有限公司", "乙集团有限公司"),
    ],
)
def test_spellings_of_one_organization(left: str, right: str) -> None:
    assert name_organization(left).key == name_organization(right).key


def test_quotes_inside_a_name_stay() -> None:
    assert name_initiative("“八五”普法").name == "“八五”普法"


@pytest.mark.parametrize(
    ("text", "nested", "name"),
    [
        ("“浙里办”APP", "浙里办", "浙里办"),
        ("“闽政通”ＡＰＰ", "闽政通", "闽政通"),
        ("“鼓楼司法”微信公众号", None, "鼓楼司法"),
        ("“渝快办”政务服务一体化平台", "渝快办", "渝快办"),
        ("“榕易签”电子签章平台", "榕易签", "榕易签"),
        ("闽政通APP", None, "闽政通"),
        ("闽政通微信小程序", None, "闽政通"),
        ("手机APP", None, "手机APP"),
        ("“渝快办”网上办事大厅", "渝快办", "“渝快办”网上办事大厅"),
        ("营商环境智慧监管平台", None, "营商环境智慧监管平台"),
    ],
)
def test_the_service_and_not_its_app(text: str, nested: str | None, name: str) -> None:
    assert name_platform(text, GULOU, nested).name == name


def test_a_platform_named_after_an_initiative_keeps_its_name() -> None:
    name = name_platform("“互联网+督查”平台", GULOU, None, initiative=True).name
    assert name == "“互联网+督查”平台"


def test_every_city_has_its_own_hotline() -> None:
    keys = [
        name_platform("12345热线", ground(region), None).key
        for region in ("江苏省南京市鼓楼区", "江苏省南京市玄武区", "天津市河西区")
    ]
    assert keys[0] == keys[1] != keys[2]
    assert name_platform("１２３４５ 热线", GULOU, None).key == keys[0]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("省政务服务网", "江苏政务服务网"),
        ("江苏省政务服务网", "江苏政务服务网"),
        ("市政府网站", "政府网站@江苏省南京市"),
        ("南京市政府网站", "政府网站@江苏省南京市"),
        ("政务服务网", "政务服务网@江苏省南京市鼓楼区"),
        ("市营商环境智慧监管平台", "营商环境智慧监管平台@江苏省南京市"),
        ("营商环境智慧监管平台", "营商环境智慧监管平台"),
        ("福州市政府网站", "福州市政府网站"),
        ("市民通平台", "市民通平台"),
    ],
)
def test_a_platform_that_every_region_has_is_that_of_the_region_in_front(text: str, key: str) -> None:
    assert name_platform(text, GULOU, None).key == key


@pytest.mark.parametrize("text", ["市政府网站", "政务服务网", "12345热线"])
def test_a_platform_of_a_region_that_is_not_known_is_the_report_s(text: str) -> None:
    assert name_platform(text, Ground("r1", None, None, 2022), None).key.endswith("@r1")


def test_a_platform_is_called_by_the_region_that_a_word_means() -> None:
    named = name_platform("市政府网站", GULOU, None)

    assert (named.name, named.basis) == ("南京市政府网站", "inferred")
    assert name_platform("自治区政务服务网", ground("广西壮族自治区桂林市"), None).key == "广西政务服务网"


@pytest.mark.parametrize(
    ("text", "nested", "head"),
    [
        ("渝快办沙区板块", "渝快办", "渝快办"),
        ("“苏服办”鼓楼分厅", "苏服办", "苏服办"),
        ("江苏政务服务网鼓楼旗舰店", "江苏政务服务网", "江苏政务服务网"),
        ("“渝快办”网上办事大厅沙坪坝主站", "“渝快办”网上办事大厅", "“渝快办”网上办事大厅"),
        ("“浙里办”APP", "浙里办", None),
        ("江苏政务服务网", None, None),
    ],
)
def test_channels(text: str, nested: str | None, head: str | None) -> None:
    assert channel_head(text, nested) == head


@pytest.mark.parametrize(
    "text",
    [
        "12345热线", "南京市12345热线", "鼓楼区１２３４５热线", "南京12345政务服务便民热线",
        "江苏省南京市鼓楼区12345热线",
    ],
)  # fmt: skip
def test_a_hotline_is_that_of_its_city_also_with_the_place_in_front(text: str) -> None:
    assert name_platform(text, GULOU, None).key == "12345@江苏省南京市"


@pytest.mark.parametrize("text", ["福州市12345热线", "南京12345热线知识库建设指挥调度中心联席会议", "南京通"])
def test_no_hotline_of_the_report(text: str) -> None:
    assert "@" not in name_platform(text, GULOU, None).key
