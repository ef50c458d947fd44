import pytest
import spacy

from kg.nlp import regions
from kg.nlp.placenames import home_of, scan
from kg.nlp.regions import find
from kg.nlp.spans import CANDIDATES


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("与成都武侯区、河北雄安新区签订协议。", ["成都武侯区", "河北雄安新区"]),
        ("同湖北、江西等地合作。", ["湖北", "江西"]),
        ("与内蒙古兴安盟扎赉特旗互认。", ["内蒙古兴安盟扎赉特旗"]),
        ("融入粤港澳大湾区和长三角。", ["粤港澳大湾区", "长三角"]),
        ("深化川渝合作。", ["川渝"]),
        ("与云南省文山州签约。", ["云南省文山州"]),
        ("互助县先行。", ["互助县"]),
        ("从香河赶来。", ["香河"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("与湖南等4省的13个县(市、区)签订协议。", ["湖南", "4省的13个县(市、区)"]),
        ("加入“四省六区”联盟。", ["四省六区"]),
        ("与湖南、江西等9个地区签约。", ["湖南", "江西", "9个地区"]),
        ("与周边三省九县互认。", ["三省九县"]),
        ("同湘黔边区7县签约。", ["湘黔边区7县"]),
        ("与东北“三省一区”11个县市签约。", ["东北“三省一区”11个县市", "三省一区"]),
        ("甘青两省9市州联动。", ["甘青两省9市州"]),
        ("西南五省区市签约，西北五省（区）跟进。", ["西南五省区市", "西北五省（区）"]),
    ],
)
def test_counted_groups_are_one_region(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("在岩桥乡、公坪镇先行试点。", ["岩桥乡", "公坪镇"]),
        ("向东莞市清溪镇延伸。", ["东莞市清溪镇"]),
        ("支持青岛建设海洋经济试验区。", ["青岛"]),
        ("在和平镇设点。", ["和平镇"]),
        ("向嘉积、长坡等镇推开。", ["嘉积", "长坡"]),
        ("在酒泉经济技术开发区推行。", ["酒泉经济技术开发区"]),
        ("深度融入酒嘉双城经济圈，", ["酒嘉双城经济圈"]),
    ],
)
def test_towns_and_zones_by_their_form(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "全区各乡镇、各街道协同推进。",
        "加大理论学习力度，资源共享，合作共赢。",
        "新时代中国特色社会主义思想",
        "纠纷不出社区，大事不出镇。",
        "消除“无树村”5个，告别“空壳村”。",
        "走工业强镇、旅游活镇、农业稳镇之路。",
        "硬化村道27公里。",
        "推广“龙江模式”，评选“永川好人”。",
        "沱江流域水质改善。",
        "推动实现市县镇三级贯通。",
        "各乡、民族乡、镇要落实责任。",
        "打造旗、苏木镇、嘎查三级体系。",
        "增设社区邮政点。",
        "建成覆盖州级的网络。",
        "评出先进12个，其中国家级3个。",
        "按照《甲通知》和县里要求。",
        "赋予10个镇（街道）审批权限。",
        "我市跨省办理，市场监管有力。",
        "聚焦作风转变",
    ],
)
def test_words_are_no_regions(text: str) -> None:
    assert found(text) == []


def test_the_short_form_of_a_county_counts_where_the_report_is_about_it() -> None:
    head = "和政县行政审批局2021年工作总结\n"
    assert found(head + "和政审批再提速")[-1] == "和政"
    assert found("公开和政策解读，和政审批再提速") == []


def test_the_short_form_of_a_county_counts_by_itself_where_it_seldom_arises_by_chance() -> None:
    assert found("涿鹿审批再提速") == ["涿鹿"]


def test_home_is_what_the_first_lines_name() -> None:
    text = "浙江省温州市鹿城区司法局工作总结\n与杭州市、宁波市合作。"
    home = home_of(text, scan(text))
    assert home
    assert home.code == "330302"


def test_a_kind_that_begins_the_next_word_is_not_taken() -> None:
    assert [name.full for name in scan("宜昌市场主体增长")] == [False]


def test_the_component_is_right_on_the_tokenizer_of_blank_zh() -> None:
    assert regions.annotate
    nlp = spacy.blank("zh")
    nlp.add_pipe("kg_regions")
    doc = nlp("与贵州省雷山县续签协议")
    assert [(span.text, span.label_) for span in doc.spans[CANDIDATES]] == [("贵州省雷山县", "Region")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("杭绍金衢四市生产总值增长。", ["杭绍金衢四市"]),
        ("我市有长宽高低四市场。", []),
        ("与世界五大洲18个国家结好。", ["世界五大洲18个国家"]),
        ("建成成都至青林高速。", ["成都", "青林"]),
        ("建成城区至青林高速。", []),
        ("实现浙台全方位交流。", ["浙台"]),
        ("推动创新合作。", []),
        ("大会在贵州人民会堂开幕。", ["贵州"]),
        ("在东部新城设点。", ["东部新城"]),
        ("与法国戛纳市、日本北九州市结好。", ["法国戛纳市", "日本北九州市"]),
        ("与日本签订长期协议。", ["日本"]),
        ("韩国客商来我市考察，泰国水果进入超市。", ["韩国", "泰国"]),
        ("在法国举办全省推介会。", ["法国"]),
        ("石嘴山、吴忠等三市先行。", ["石嘴山", "吴忠", "三市"]),
    ],
)
def test_rows_routes_and_continents(text: str, names: list[str]) -> None:
    assert found(text) == names
