import json
from collections.abc import Iterator
from typing import Any

import pytest
import spacy

from kg import gazetteer
from kg.model import Metadata
from kg.nlp import agencies, front, regions
from kg.nlp.front import GIVEN, META, agency_place, read_front, title_of
from kg.nlp.view import repair
from tests.conftest import ROOT


def read(text: str) -> Metadata:
    return read_front(text, agencies.find(text))


def test_issuer_region_and_year_of_a_plain_title() -> None:
    meta = read("德阳市罗江区行政审批局\n关于2022年政务服务工作的总结\n\n2022年，在区委领导下，一切顺利。")
    assert meta.title == "德阳市罗江区行政审批局关于2022年政务服务工作的总结"
    assert (meta.issuer, meta.issuer_basis) == ("德阳市罗江区行政审批局", "title")
    assert (meta.region, meta.region_basis) == ("四川省德阳市罗江区", "registry")
    assert (meta.year, meta.year_basis) == (2022, "title")


def test_a_report_on_a_whole_region_is_its_governments() -> None:
    meta = read("2020年，福州市鼓楼区坚持依法行政。\n我区各项工作取得成效。")
    assert (meta.issuer, meta.issuer_basis) == ("福州市鼓楼区人民政府", "inferred")
    assert meta.region == "福建省福州市鼓楼区"
    assert (meta.year, meta.year_basis) == (2020, "stated")


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("现将温州市鹿城区政务服务中心2021年情况报告如下。", "温州市鹿城区政务服务中心"),
        ("2023年工作简讯\n来源：天津市武清区政务服务办公室\n全区推进。", "天津市武清区政务服务办公室"),
        ("2020年静海区法治政府建设情况报告\n来源：司法局\n2020年，全区推进。", "天津市静海区人民政府"),
        ("静海区2023年工作简讯\n来源：司法局\n全区推进。", "天津市静海区司法局"),
        ("工作开展情况\n进展顺利。\n\n都匀市教育局\n2021年1月5日\n", "都匀市教育局"),
        ("2024年让胡路区营商环境建设监督局工作要点\n第一条", "大庆市让胡路区营商环境建设监督局"),
        ("中共沧县县委 沧县人民政府\n关于2024年法治政府建设情况的报告\n来源：沧县司法局\n", "沧县人民政府"),
        ("2021年，绍兴市司法局坚持依法行政。现将我局情况报告如下。", "绍兴市司法局"),
        (
            "2022年，在市委、市政府的正确领导下，市政务服务局（以下简称“市局”）以改革为先，绍兴市群众满意。",
            "绍兴市政务服务局",
        ),
        ("2022年，在区委领导下，局党组坚持学习。绍兴市越城区获表扬。", "绍兴市越城区人民政府"),
        ("2022年，绍兴市坚持改革，市司法局认真普法。", "绍兴市人民政府"),
    ],
)
def test_where_an_issuer_is_read(text: str, issuer: str) -> None:
    assert read(text).issuer == issuer


@pytest.mark.parametrize(
    ("title", "note", "issuer"),
    [
        ("营口市节约用水办法", "（2019年8月6日营口市人民政府以营政规〔2019〕3号印发）", "营口市人民政府"),
        (
            "营口市城市绿化办法",
            "（2019年7月2日市人民政府第9次常务会议通过　2019年8月6日营口市人民政府令第5号公布）",
            "营口市人民政府",
        ),
        (
            "营口市文明行为条例",
            "（2019年8月6日营口市第十六届人民代表大会常务委员会第三次会议通过　"
            "2019年9月27日辽宁省第十三届人民代表大会常务委员会第十三次会议批准）",
            "营口市人民代表大会常务委员会",
        ),
    ],
)
def test_the_note_under_the_title_of_a_rule_names_its_body_and_year(
    title: str, note: str, issuer: str
) -> None:
    meta = read(f"{title}\n\n{note}\n第一条　为加强管理，制定本规定。\n")

    assert (meta.issuer, meta.issuer_basis) == (issuer, "stated")
    assert (meta.year, meta.year_basis) == (2019, "stated")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("某某局二〇二三年度法治政府建设年度报告\n", 2023),
        ("都匀市教育系统“七五”普法工作总结\n（2016—2020年）\n", 2020),
        ("佛山市顺德区数字政府建设行动计划（2023—2025年）\n", 2023),
        ("肃政办发〔2021〕76号\n酒泉市肃州区人民政府办公室关于印发工作方案的通知\n", 2021),
        ("琼海市国民经济和社会发展第十三个五年规划纲要\n", 2016),
    ],
)
def test_the_year_reported_on(text: str, year: int) -> None:
    assert read(text).year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "滁州市人民政府关于深化改革的实施意见\n推进改革。\n滁州市人民政府\n二〇〇九年十二月二十九日\n",
            2009,
        ),
        ("今年以来，我局获评先进、2021年度优秀集体。\n一、2022年主要工作\n推进改革。\n", 2022),
        ("2022年，全县推进改革。\n一、2023年工作思路\n深化改革。\n", 2022),
    ],
)
def test_the_year_by_date_and_first_heading(text: str, year: int) -> None:
    assert read(text).year == year


def test_a_date_before_the_title_is_no_part_of_it() -> None:
    text = "威海市人民政府办公室\n2023年8月19日\n（此件公开发布）\n数字威海建设2023年工作要点\n提升服务。"
    assert title_of(text) == "数字威海建设2023年工作要点"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("市领导白玉生到我县调研，县财政局汇报。", None),
        ("近日，湖南省公示名单，荷塘区在列。荷塘区受湖南省表彰。", "湖南省株洲市荷塘区"),
        ("市财政局、市教育局、市商务局获江西省表彰，赣州推进改革。", "江西省赣州市"),
        ("5月，市领导赴广州、深圳考察，市财政局、市教育局、市商务局参加。", None),
        ("根据《中华人民共和国政府信息公开条例》，我县公开信息62条。", None),
    ],
)
def test_the_region_that_a_text_without_issuer_tells_of(text: str, region: str | None) -> None:
    assert read_front(text, sorted([*agencies.find(text), *regions.find(text)])).region == region


def test_a_title_goes_on_in_the_next_line_and_is_no_opening() -> None:
    text = "石狮市教育局关于2022年工作情况\n及2023年工作计划的报告\n\n一、2022年工作"
    assert title_of(text) == "石狮市教育局关于2022年工作情况及2023年工作计划的报告"
    assert title_of("现将我局2025年工作完成情况及2026年工作计划报告如下：\n一、工作情况\n") is None


def test_a_year_told_in_passing_is_not_that_of_news() -> None:
    news = "石狮市与晋江市签约\n时间：2021-04-22\n4月21日，石狮市与晋江市签约，2020年已办58项。"
    assert read(news).year == 2021


def test_a_prefecture_by_its_short_name_and_kind_is_a_home() -> None:
    assert read("今年以来，伊犁州坚持改革。").region == "新疆维吾尔自治区伊犁哈萨克自治州"


def test_what_nothing_supports_is_none() -> None:
    assert read("坚持问题导向，提升服务水平。") == Metadata()


def test_navigation_is_no_title() -> None:
    text = "首页 > 政务公开\n发布时间：2020-01-20\n石狮市2019年政务公开工作年度报告\n一、概述"
    assert title_of(text) == "石狮市2019年政务公开工作年度报告"
    issued = "2020年3月2日\n（此件公开发布）\n某县河道治理实施方案\n为治理河道，制定本方案。"
    assert title_of(issued) == "某县河道治理实施方案"
    assert title_of("某县委关于巡察整改的通报\n一、组织情况\n二、整改情况\n") == "某县委关于巡察整改的通报"


@pytest.mark.parametrize("text", ["我市与某大学签约，深化政校合作。", "与新区联系，为新区发展服务。"])
def test_a_word_of_the_language_is_no_home(text: str) -> None:
    assert read(text) == Metadata()


def test_who_is_replied_to_is_no_issuer() -> None:
    reply = "石狮市人民政府：\n你市《关于公布河道名录的请示》收悉。现批复如下："
    assert read(reply).issuer is None


def test_a_decision_of_a_congress_is_its_own() -> None:
    text = "石狮市人民代表大会常务委员会关于修改部分法规的决定\n一、将有关条款删去。"
    assert read(text).issuer == "石狮市人民代表大会常务委员会"


@pytest.mark.parametrize(
    ("name", "place"),
    [("温州市鹿城区", "温州市鹿城区"), ("重庆市渝北区", "重庆市渝北区"), ("湖州市长兴县", "长兴县")],
)
def test_what_stands_before_the_names_of_agencies(name: str, place: str) -> None:
    assert agency_place(gazetteer.find(name, 2021)[0]) == place


def test_given_values_stay() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("kg_front")
    doc = nlp.make_doc("长兴县司法局2020年度法治政府建设情况报告\n2020年，我局推进改革。")
    doc.user_data[GIVEN] = {"year": 2019, "year_basis": "stated", "region": None}
    meta = nlp.get_pipe("kg_front")(doc).user_data[META]
    assert (meta["year"], meta["issuer"], meta["region"]) == (2019, "长兴县司法局", "浙江省湖州市长兴县")


def samples() -> Iterator[dict[str, Any]]:
    for line in (ROOT / "samples" / "gold.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def test_the_samples_are_told_apart() -> None:
    for record in samples():
        meta = read(repair(record["text"]).text)
        assert (meta.issuer, meta.region, meta.year) == (
            record["issuer"],
            record["region"],
            record["year"],
        ), record["id"]


def test_front_is_the_component() -> None:
    assert front.annotate


def test_a_sign_before_the_title_is_no_part_of_it() -> None:
    assert (
        title_of("★ 某市司法局2023年法治政府建设年度报告\n\n正文。") == "某市司法局2023年法治政府建设年度报告"
    )
