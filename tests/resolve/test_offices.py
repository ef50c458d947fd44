"""Level and nature of agencies, under whom they stand, and what a reform put in their place."""

import pytest

from kg.resolve import resolve
from tests.resolve.test_resolution import entity, links
from tests.resolve.texts import Named, read

LUCHENG = {"region": "浙江省温州市鹿城区", "issuer": "温州市鹿城区人民政府"}


@pytest.mark.parametrize(
    ("words", "level", "nature"),
    [
        ("区政府", "县", "行政"),
        ("区委", "县", "党委"),
        ("区纪委", "县", "党委"),
        ("区监委", "县", "监察"),
        ("区人大常委会", "县", "人大"),
        ("区政协", "县", "政协"),
        ("区法院", "县", "审判"),
        ("区检察院", "县", "检察"),
        ("区总工会", "县", "群团"),
        ("区妇联", "县", "群团"),
        ("区政务服务中心", "县", "事业单位"),
        ("区司法局", "县", "行政"),
        ("市生态环境局", "市", "行政"),
        ("浙江省司法厅", "省", "行政"),
        ("国务院办公厅", "国家", "行政"),
        ("最高人民法院", "国家", "审判"),
        ("五马街道办事处", "乡", "行政"),
        ("局党组", "县", "党委"),
    ],
)
def test_a_name_tells_level_and_nature(words: str, level: str, nature: str) -> None:
    issuer = "温州市鹿城区司法局" if words == "局党组" else LUCHENG["issuer"]
    reading = read(f"{words}开会。", ("Agency", words), region=LUCHENG["region"], issuer=issuer)
    found = dict(entity(resolve([reading]), reading, words).properties)
    assert (found.get("adminLevel"), found.get("nature")) == (level, nature)


@pytest.mark.parametrize(
    ("words", "relation", "above"),
    [
        ("区司法局", "DEPARTMENT_OF", "温州市鹿城区人民政府"),
        ("区政府办公室", "DEPARTMENT_OF", "温州市鹿城区人民政府"),
        ("区委组织部", "DEPARTMENT_OF", "中共温州市鹿城区委员会"),
        ("区公安分局", "DISPATCHED_BY", "温州市公安局"),
        ("五马街道办事处", "DISPATCHED_BY", "温州市鹿城区人民政府"),
        ("区综合行政执法局松台中队", "SET_UP_BY", "温州市鹿城区综合行政执法局"),
        ("区税务局", None, ""),
        ("区法院", None, ""),
    ],
)
def test_an_agency_stands_under_the_one_that_its_function_names(
    words: str, relation: str | None, above: str
) -> None:
    others = ("区政府", "区委", "市公安局", "区综合行政执法局")
    text = "、".join([*others, words]) + "开会。"
    named: list[Named] = [("Agency", name) for name in dict.fromkeys([*others, words])]
    reading = read(text, *named, region=LUCHENG["region"], issuer=LUCHENG["issuer"])
    resolution = resolve([reading])
    name = entity(resolution, reading, words).name
    tiers = ("DEPARTMENT_OF", "DISPATCHED_BY", "SET_UP_BY")
    found = {(each, end) for each in tiers for start, end in links(resolution, each) if start == name}
    assert found == ({(relation, above)} if relation else set())
    assert all(
        each.basis == "inferred" and each.evidence for each in resolution.facts if each.relation in tiers
    )


def test_one_that_does_not_stand_in_the_corpus_is_not_made() -> None:
    reading = read(
        "区司法局开会。", ("Agency", "区司法局"), region=LUCHENG["region"], issuer="温州市鹿城区司法局"
    )
    assert resolve([reading]).facts == ()


@pytest.mark.parametrize(
    ("told", "steps"),
    [
        ([("区环保局", 2017), ("区生态环境局", 2019)], {("区生态环境局", "区环保局", "registry", 2018)}),
        ([("区卫生局", 2012), ("区卫健局", 2020)], {("区卫健局", "区卫生局", "registry", 2018)}),
        ([("区工商局", 2016), ("区质监局", 2016), ("区市场监管局", 2019)],
         {("区市场监管局", "区工商局", "registry", 2018), ("区市场监管局", "区质监局", "registry", 2018)}),
        ([("区行政服务中心", 2010), ("区政务服务中心", 2015), ("区行政审批局", 2019), ("区数据局", 2025)],
         {("区政务服务中心", "区行政服务中心", "inferred", 2011),
          ("区行政审批局", "区政务服务中心", "inferred", 2015),
          ("区数据局", "区行政审批局", "inferred", 2024)}),
        ([("区旅游局", 2016), ("区文化和旅游局", 2019)], {("区文化和旅游局", "区旅游局", "registry", 2018)}),
        ([("区政务服务中心", 2019), ("区行政审批局", 2019)], set()),
        ([("区行政审批局", 2015), ("区政务服务中心", 2019)], set()),
        ([("区生态环境局", 2015), ("区环保局", 2019)], set()),
        ([("市环保局", 2017), ("区生态环境局", 2019)], set()),
    ],
)  # fmt: skip
def test_a_reform_follows_where_both_stand_and_merges_nothing(
    told: list[tuple[str, int]], steps: set[tuple[str, str, str, int]]
) -> None:
    place, issuer = LUCHENG["region"], LUCHENG["issuer"]
    readings = [
        read(f"{year}年，{words}开会。", ("Agency", words), year=year, region=place, issuer=issuer)
        for words, year in told
    ]
    resolution = resolve(readings)
    words_of = {
        entity(resolution, reading, words).id: words
        for reading, (words, _) in zip(readings, told, strict=True)
    }
    assert len(words_of) == len(told)
    found = {
        (words_of[fact.subject], words_of[fact.object], fact.basis, *fact.years)
        for fact in resolution.facts
        if fact.relation == "SUCCEEDS"
    }
    assert found == steps
    assert all(len(fact.evidence) == 2 for fact in resolution.facts if fact.relation == "SUCCEEDS")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("5月，区政务服务中心更名为区行政审批局。", True),
        ("撤销区政务服务中心，组建区行政审批局。", True),
        ("区行政审批局（原区政务服务中心）牵头。", True),
        ("以区政务服务中心为基础，组建区行政审批局。", True),
        ("拟撤销区政务服务中心，组建区行政审批局。", False),
        ("区政务服务中心、区行政审批局联合检查。", False),
        ("区政务服务中心，由区行政审批局管理。", False),
    ],
)
def test_a_sentence_tells_which_agency_took_the_place_of_which(text: str, told: bool) -> None:
    resolution = resolve([read(text, ("Agency", "区政务服务中心"), ("Agency", "区行政审批局"))])

    names: dict[str, str] = {entity.id: entity.name for entity in resolution.entities}
    found = [
        (names[fact.subject], names[fact.object], fact.basis, fact.years)
        for fact in resolution.facts
        if fact.relation == "SUCCEEDS"
    ]
    new, old = "南京市鼓楼区行政审批局", "南京市鼓楼区政务服务中心"
    assert found == ([(new, old, "stated", (2022,))] if told else [])
