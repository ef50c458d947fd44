"""Regions in time, names that several bear, groups with their members."""

import pytest

from kg.model import REGION, Judgement, Reading, Report, Resolution, report_id
from kg.nlp import extract
from kg.resolve import resolve
from tests.resolve.test_resolution import entity, links
from tests.resolve.texts import read

HAINAN = {"region": "海南省琼海市", "issuer": "琼海市司法局"}


def alone(text: str, *named: str, region: str | None, year: int = 2022) -> tuple[Reading, Resolution]:
    reading = read(text, *(("Region", name) for name in named), region=region, issuer=None, year=year)
    return reading, resolve([reading])


@pytest.mark.parametrize(
    ("region", "year", "found", "steps"),
    [
        ("重庆市渝北区", 2021, "cn500112", {("重庆市两江新区", "重庆市渝北区")}),
        ("浙江省杭州市下城区", 2019, "cn330103", {("浙江省杭州市拱墅区", "浙江省杭州市下城区")}),
        ("山东省莱芜市", 2016, "cn371200", {("山东省济南市", "山东省莱芜市")}),
        ("湖北省襄樊市", 2008, "cn420600-2009", {("湖北省襄阳市", "湖北省襄樊市")}),
        ("湖北省襄阳市", 2020, "cn420600", set()),
        (
            "云南省思茅地区",
            2001,
            "cn532700",
            {("云南省思茅市", "云南省思茅地区"), ("云南省普洱市", "云南省思茅市")},
        ),
        ("浙江省温州市鹿城区", 2021, "cn330302", set()),
    ],
)
def test_a_region_of_its_year_points_to_what_took_its_place(
    region: str, year: int, found: str, steps: set[tuple[str, str]]
) -> None:
    reading, resolution = alone(f"{region}推进改革。", region, region=region, year=year)
    assert (entity(resolution, reading, REGION).id, entity(resolution, reading, region).id) == (found, found)
    assert links(resolution, "SUCCEEDS") == steps


def test_the_years_of_a_region_and_of_the_change_are_told_with_the_words_that_name_it() -> None:
    reading, resolution = alone("重庆市渝北区推进改革。", "重庆市渝北区", region="重庆市渝北区", year=2021)
    known = {str(each.id): dict(each.properties) for each in resolution.entities}
    assert known["cn500112"] == {
        "regionCode": "500112", "adminLevel": "县", "validFrom": 1997, "validUntil": 2025,
    }  # fmt: skip
    assert known["cn500157"] == {"regionCode": "500157", "adminLevel": "县", "validFrom": 2025}
    [fact] = [each for each in resolution.facts if each.relation == "SUCCEEDS"]
    assert (fact.basis, fact.years) == ("registry", (2025,))
    assert fact.evidence == (reading.mentions[0].evidence.id,)


@pytest.mark.parametrize(
    ("text", "words", "region", "meant", "why"),
    [
        ("与鼓楼区合作。", (), "福建省福州市", "福建省福州市鼓楼区", "nearest to the report's region"),
        ("与海淀区、朝阳区合作。", ("海淀区",), "海南省琼海市", "北京市朝阳区", "beside the place"),
        ("与朝阳区、南关区合作。", ("南关区",), "海南省琼海市", "吉林省长春市朝阳区", "beside the place"),
        ("与福建省鼓楼区合作。", ("福建省",), "海南省琼海市", "福建省福州市鼓楼区", "beside the place"),
        ("与台江区、鼓楼区合作。", ("台江区",), "江苏省南京市", "福建省福州市鼓楼区", "beside the place"),
        ("南京市鼓楼区和鼓楼区。", ("南京市鼓楼区",), "海南省琼海市", "江苏省南京市鼓楼区", "in full"),
    ],
)  # fmt: skip
def test_what_stands_by_a_name_decides_and_says_what_it_is_not(
    text: str, words: tuple[str, ...], region: str, meant: str, why: str
) -> None:
    name = "朝阳区" if "朝阳区" in text else "鼓楼区"
    _, resolution = alone(text, *words, name, region=region)
    place = text.rfind(name)
    row = next(r for r in resolution.resolved if f"-{place}-{place + 3}-Region" in r.mention)
    assert {each.id: each.name for each in resolution.entities}[row.entity] == meant
    assert why in row.reason
    assert ", not " in row.reason
    assert resolution.issues == ()


def test_what_nothing_decides_stays_open_and_apart_with_all_that_it_may_be() -> None:
    texts = ("学习鼓楼区经验。鼓楼区政府推进改革。", "与鼓楼区政府签约，学鼓楼区做法。")
    both = [read(text, ("Region", "鼓楼区"), ("Agency", "鼓楼区政府"), **HAINAN) for text in texts]  # type: ignore[arg-type]
    resolution = resolve(both)
    for words, first in (("鼓楼区", "江苏省南京市鼓楼区"), ("鼓楼区政府", "南京市鼓楼区人民政府")):
        one, other = (entity(resolution, reading, words) for reading in both)
        assert one.id != other.id
        assert one.name == words
        candidates = dict(one.properties)["candidate"]
        assert isinstance(candidates, tuple)
        assert len(candidates) == 4
        assert first in candidates
    notes = [issue for issue in resolution.issues if issue.severity == "note"]
    assert len(notes) == 4
    assert notes[0].what.startswith("鼓楼区")
    assert "河南省开封市鼓楼区" in notes[0].what or "开封市鼓楼区人民政府" in notes[0].what


def test_a_person_decides_what_rules_leave_open() -> None:
    reading = read("学鼓楼区做法。与福州市台江区合作。", ("Region", "鼓楼区"), **HAINAN)  # type: ignore[arg-type]
    named = read("福州市鼓楼区推进改革。", ("Region", "福州市鼓楼区"), **HAINAN)  # type: ignore[arg-type]
    row = Judgement(f"Region:鼓楼区@{reading.report.id}", "cn350102", "same", "", "w")
    resolution = resolve([reading, named], [row])
    found = entity(resolution, reading, "鼓楼区")
    assert (found.id, found.name) == ("cn350102", "福建省福州市鼓楼区")
    assert "candidate" not in dict(found.properties)
    assert resolution.issues == ()


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("川渝", {"四川省", "重庆市"}),
        ("西南五省", {"四川省", "重庆市", "贵州省", "云南省", "西藏自治区"}),
        ("长三角", {"上海市", "江苏省", "浙江省", "安徽省"}),
        ("浙赣", {"浙江省", "江西省"}),
        ("陕北", set()),
    ],
)
def test_groups_have_the_members_that_are_known(name: str, members: set[str]) -> None:
    reading, resolution = alone(f"推进{name}合作。", name, region="海南省琼海市")
    assert entity(resolution, reading, name).cls == "RegionGroup"
    assert links(resolution, "HAS_MEMBER") == {(name, member) for member in members}


def test_a_code_that_never_was_is_named_by_its_line() -> None:
    reading = read("与福州市鼓楼区合作。", ("Region", "福州市鼓楼区"))
    rows = [
        Judgement("cn999999", "cn350102", "same", "", "w", line=2),
        Judgement("cn350103", "cn350102", "different", "", "w", line=3),
    ]
    told = {issue.place: issue.what for issue in resolve([reading], rows).issues}
    assert told["line 2"] == "no division ever had this code: cn999999"
    assert told["line 3"] == "no entity or evidence of that name in this corpus: cn350103"


def test_an_issuer_left_open_that_no_word_names_is_told_of_its_report() -> None:
    text = "安溪县坚持把法治作为治理的基本方式，与南京市安溪县签署“双安溪”政务服务“跨省通办”协议，"
    reading = extract(Report(report_id(text.encode()), "a.txt", text))

    noted = [issue for issue in resolve([reading]).issues if issue.what.startswith("安溪县人民政府")]
    assert [(issue.file, issue.place) for issue in noted] == [("a.txt", "")]
