import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.evaluate import gold_readings
from kg.model import ISSUER, REGION, Entity, Judgement, Reading, Resolution
from kg.resolve import resolve
from tests.conftest import ROOT
from tests.resolve.texts import Named, Said, mention, read

ANNOTATED = sorted((ROOT / "tests" / "gold").rglob("*.jsonl"))
FUZHOU, GOVERNMENT = "福建省福州市鼓楼区", "福州市鼓楼区人民政府"


def entity(resolution: Resolution, reading: Reading, words: str) -> Entity:
    """The entity of the first mention with these words."""
    entities = {each.id: each for each in resolution.entities}
    rows = {(row.report_id, row.mention): row.entity for row in resolution.resolved}
    return entities[rows[reading.report.id, mention(reading, words)]]


def links(resolution: Resolution, relation: str) -> set[tuple[str, str]]:
    names = {each.id: each.name for each in resolution.entities}
    return {(names[f.subject], names[f.object]) for f in resolution.facts if f.relation == relation}


def corpus() -> list[Reading]:
    return [
        read(
            "南京市鼓楼区行政审批局 2022。我局在区委领导下，局党组学习《中共中央关于甲的意见》和《乙条例》。",
            ("Agency", "南京市鼓楼区行政审批局"), ("Agency", "区委"), ("Agency", "局党组"),
            ("Regulation", "《中共中央关于甲的意见》"), ("Regulation", "《乙条例》"),
            deictics=[("Agency", "我局")],
        ),
        read(
            "2022年，区委、区审批局落实《关于甲的意见》，与南京市鼓楼区、天津市河西区等“四省六区”合作。",
            ("Agency", "区委"), ("Agency", "区审批局"), ("Regulation", "《关于甲的意见》"),
            ("Region", "南京市鼓楼区"), ("Region", "天津市河西区"), ("Region", "四省六区"),
            region=FUZHOU, issuer=GOVERNMENT,
        ),
        read(
            "2023年，区行政审批局按照鼓政发〔2022〕1号文件工作，通过“苏服办”APP受理。",
            ("Agency", "区行政审批局"), ("DocNo", "鼓政发〔2022〕1号"),
            ("Platform", "“苏服办”APP"), ("Platform", "苏服办"), year=2023,
        ),
        read(
            "印发《鼓楼区关于丙的通知》（鼓政发〔2022〕1号），推行告知承诺和“苏服办”。",
            ("Regulation", "《鼓楼区关于丙的通知》"), ("DocNo", "鼓政发〔2022〕1号"),
            ("Initiative", "告知承诺"), ("Platform", "苏服办"), issuer="南京市鼓楼区司法局",
        ),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return corpus()


@pytest.fixture(scope="module")
def resolution(readings: Sequence[Reading]) -> Resolution:
    return resolve(readings)


def test_the_order_of_the_readings_does_not_matter(readings: list[Reading], resolution: Resolution) -> None:
    for seed in range(5):
        shuffled = list(readings)
        random.Random(seed).shuffle(shuffled)
        assert resolve(shuffled) == resolution


def test_all_is_sorted_and_every_end_exists(resolution: Resolution) -> None:
    ids = [each.id for each in resolution.entities]
    assert ids == sorted(set(ids))
    assert [f.id for f in resolution.facts] == sorted(f.id for f in resolution.facts)
    assert {row.entity for row in resolution.resolved} <= set(ids)
    assert {end for f in resolution.facts for end in (f.subject, f.object)} <= set(ids)


def test_issuer_deictic_and_short_name_are_one(readings: list[Reading], resolution: Resolution) -> None:
    issuer = entity(resolution, readings[0], ISSUER)
    assert issuer.name == "南京市鼓楼区行政审批局"
    assert entity(resolution, readings[0], "我局") == issuer
    assert entity(resolution, readings[2], "区行政审批局") == issuer
    assert set(issuer.names) == {"南京市鼓楼区行政审批局", "区行政审批局"}


def test_the_same_words_in_two_regions_are_two(readings: list[Reading], resolution: Resolution) -> None:
    first, second = (entity(resolution, reading, "区委") for reading in readings[:2])
    assert (first.name, second.name) == ("中共南京市鼓楼区委员会", "中共福州市鼓楼区委员会")


def test_inner_bodies_hang_on_their_parent(resolution: Resolution) -> None:
    found = links(resolution, "INNER_BODY_OF")
    assert found == {("中共南京市鼓楼区行政审批局党组", "南京市鼓楼区行政审批局")}


def test_regions_go_by_their_code(readings: list[Reading], resolution: Resolution) -> None:
    region = entity(resolution, readings[0], REGION)
    assert (region.id, region.name) == ("cn320106", "江苏省南京市鼓楼区")
    assert entity(resolution, readings[1], "南京市鼓楼区") == region


def test_a_counted_group_keeps_its_count_and_the_members_that_are_named(
    readings: list[Reading], resolution: Resolution
) -> None:
    group = entity(resolution, readings[1], "四省六区")
    assert dict(group.properties) == {"memberCount": 6, "memberLevel": "区"}
    assert links(resolution, "HAS_MEMBER") == {
        ("四省六区", "江苏省南京市鼓楼区"),
        ("四省六区", "天津市河西区"),
    }


def test_a_title_without_issuer_takes_the_one_that_another_report_gives(
    readings: list[Reading], resolution: Resolution
) -> None:
    work = entity(resolution, readings[1], "《关于甲的意见》")
    assert work == entity(resolution, readings[0], "《中共中央关于甲的意见》")
    assert work.name == "中共中央关于甲的意见"


def test_a_number_alone_stands_for_its_document(readings: list[Reading], resolution: Resolution) -> None:
    cited = entity(resolution, readings[2], "鼓政发〔2022〕1号")
    assert cited == entity(resolution, readings[3], "《鼓楼区关于丙的通知》")
    assert dict(cited.properties)["numberOrgCode"] == "鼓政发"
    assert dict(cited.properties)["numberSerial"] == 1
    row = next(r for r in resolution.resolved if r.mention == mention(readings[2], "鼓政发〔2022〕1号"))
    assert row.basis == "number"


def test_law_is_a_class_below_regulation(readings: list[Reading], resolution: Resolution) -> None:
    assert entity(resolution, readings[0], "《乙条例》").cls == "LegalAct"
    assert entity(resolution, readings[3], "《鼓楼区关于丙的通知》").cls == "Regulation"


def test_an_app_is_its_service(readings: list[Reading], resolution: Resolution) -> None:
    service = entity(resolution, readings[3], "苏服办")
    assert service.name == "苏服办"
    assert entity(resolution, readings[2], "“苏服办”APP") == service


def test_a_judgement_joins_what_keys_keep_apart(readings: list[Reading], resolution: Resolution) -> None:
    spans = {m.evidence.quote: m.evidence.id for m in readings[1].mentions}
    bureau = entity(resolution, readings[0], ISSUER)
    row = Judgement(spans["区审批局"], f"Agency:{bureau.key}", "same", "", "w")
    joined = resolve(readings, [row])
    assert entity(joined, readings[1], "区审批局").id == entity(joined, readings[0], ISSUER).id
    assert entity(resolution, readings[1], "区审批局") != bureau


def test_different_is_stronger_than_a_rule() -> None:
    party: Named = ("Region", "珠海市香洲区")
    texts = [("与珠海市香洲区签订甲协议。", "甲协议"), ("与珠海市香洲区履行甲合作协议。", "甲合作协议")]
    both = [
        read(
            text,
            party,
            ("Agreement", name),
            claims=[("珠海市香洲区", "PARTY_TO", name, "done")],
            year=2021 + at,
        )
        for at, (text, name) in enumerate(texts)
    ]
    first, second = (
        entity(resolve(both), reading, name) for reading, (_, name) in zip(both, texts, strict=True)
    )
    assert first == second
    spans = [m.evidence.id for reading in both for m in reading.mentions if m.label == "Agreement"]
    apart = resolve(both, [Judgement(spans[0], spans[1], "different", "", "w")])
    ids = {entity(apart, reading, name).id for reading, (_, name) in zip(both, texts, strict=True)}
    assert len(ids) == 2


def test_a_renewal_is_an_agreement_of_its_own() -> None:
    party: Named = ("Region", "珠海市香洲区")
    both = [
        read(
            text,
            party,
            ("Agreement", "甲协议"),
            claims=[("珠海市香洲区", "PARTY_TO", "甲协议", "done")],
            year=year,
        )
        for text, year in (("与珠海市香洲区签订甲协议。", 2021), ("与珠海市香洲区续签甲协议。", 2022))
    ]
    resolution = resolve(both)
    assert entity(resolution, both[0], "甲协议") != entity(resolution, both[1], "甲协议")


def test_homonyms_are_two_works_where_two_regions_issued_them() -> None:
    title: Named = ("Regulation", "《案件评查办法》")
    issued: list[Said] = [("@issuer", "ISSUED", "《案件评查办法》", "done")]
    for claims, works in (((), 1), (issued, 2)):
        both = [
            read("我局制定《案件评查办法》。", title, claims=claims),
            read("制定了《案件评查办法》。", title, claims=claims, region=FUZHOU, issuer=GOVERNMENT),
        ]
        resolution = resolve(both)
        assert len({entity(resolution, each, "《案件评查办法》").id for each in both}) == works


def test_a_kind_alone_means_the_last_document_of_that_kind() -> None:
    reading = read(
        "学习《乙条例》，按照《条例》要求，对照《办法》整改。",
        ("Regulation", "《乙条例》"), ("Regulation", "《条例》"), ("Regulation", "《办法》"),
    )  # fmt: skip
    resolution = resolve([reading])
    assert entity(resolution, reading, "《条例》") == entity(resolution, reading, "《乙条例》")
    assert entity(resolution, reading, "《办法》").names == ("办法",)
    assert "条例" not in entity(resolution, reading, "《乙条例》").names


def test_a_notice_and_what_it_issues_are_two_works() -> None:
    text = "落实《省政府办公厅关于印发〈甲方案〉的通知》。"
    reading = read(
        text, ("Regulation", "《省政府办公厅关于印发〈甲方案〉的通知》"), ("Regulation", "〈甲方案〉")
    )
    resolution = resolve([reading])
    assert [target for _, target in links(resolution, "FORWARDS")] == ["甲方案"]


def test_without_an_issuer_the_government_of_the_region_reports() -> None:
    reading = read("2022年，鼓楼区坚持依法行政。", issuer=None)
    resolution = resolve([reading])
    row = next(r for r in resolution.resolved if r.mention == ISSUER)
    assert (entity(resolution, reading, ISSUER).name, row.basis) == ("南京市鼓楼区人民政府", "inferred")


def test_a_deictic_in_a_report_of_nobody_is_noted() -> None:
    reading = read("我局坚持依法行政。", issuer=None, region=None, deictics=[("Agency", "我局")])
    resolution = resolve([reading])
    assert [issue.severity for issue in resolution.issues] == ["note"]
    assert "我局" in resolution.issues[0].what


def test_no_government_calls_itself_a_bureau() -> None:
    reading = read("我局坚持依法行政。", issuer="南京市鼓楼区人民政府", deictics=[("Agency", "我局")])
    resolution = resolve([reading])
    assert [issue.severity for issue in resolution.issues] == ["note"]


@pytest.mark.no_cover
@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_what_annotated_texts_name_is_resolved(path: Path) -> None:
    readings = gold_readings(path)
    resolved = {(row.report_id, row.mention) for row in resolve(readings).resolved}
    named = {
        (reading.report.id, one.id)
        for reading in readings
        for one in reading.mentions
        if one.label not in ("DocNo", "Metric")
    }

    assert named
    assert named - resolved == set()
