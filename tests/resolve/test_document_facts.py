"""Facts and properties of documents over a corpus: issuers, versions, what ends or changes what."""

from collections.abc import Sequence

import pytest

from kg.model import ISSUER, Reading
from kg.resolve import resolve
from tests.resolve.test_resolution import entity, links
from tests.resolve.texts import Named, Said, read


def named(*titles: str) -> list[Named]:
    return [("Regulation", title) for title in titles]


def of(relation: str, *readings: Reading) -> set[tuple[str, str]]:
    return links(resolve(readings), relation)


@pytest.mark.parametrize(
    ("text", "titles", "relation"),
    [
        ("《新办法》自2022年5月1日起施行，《旧办法》同时废止。", ("《新办法》", "《旧办法》"), "REPEALS"),
        ("出台《新办法》，同时废止《旧办法》。", ("《新办法》", "《旧办法》"), "REPEALS"),
        ("《新办法》（鼓政发〔2022〕1号）代替《旧办法》。", ("《新办法》", "《旧办法》"), "REPLACES"),
        ("《旧办法》被《新办法》取代。", ("《旧办法》", "《新办法》"), "REPLACES"),
        ("将《旧办法》修订为《新办法》并印发。", ("《旧办法》", "《新办法》"), "REPLACES"),
        ("《新办法》对《旧办法》部分条款作出修改。", ("《新办法》", "《旧办法》"), "AMENDS"),
    ],
)
def test_a_sentence_says_what_one_document_does_to_another(
    text: str, titles: Sequence[str], relation: str
) -> None:
    assert of(relation, read(text, *named(*titles))) == {("新办法", "旧办法")}


def test_several_documents_end_with_one() -> None:
    text = "《新办法》施行后，《甲办法》、《乙办法》（鼓政发〔2016〕4号）和《丙办法》同时废止。"
    reading = read(text, *named("《新办法》", "《甲办法》", "《乙办法》", "《丙办法》"))
    assert of("REPEALS", reading) == {("新办法", old) for old in ("甲办法", "乙办法", "丙办法")}


@pytest.mark.parametrize(
    "text",
    [
        "落实《甲办法》，废止《乙办法》。",
        "《甲办法》施行。\n\n另，《乙办法》同时废止。",
        "学习《甲办法》和《乙办法》。",
    ],
)
def test_two_documents_in_a_sentence_are_not_enough(text: str) -> None:
    found = resolve([read(text, *named("《甲办法》", "《乙办法》"))])
    assert not {f.relation for f in found.facts} & {"REPEALS", "REPLACES", "AMENDS"}


def test_a_planned_repeal_ends_nothing() -> None:
    said: list[Said] = [(ISSUER, "REPEALED", "《旧办法》", "planned")]
    text = "下一步出台《新办法》，同时废止《旧办法》。"
    reading = read(text, *named("《新办法》", "《旧办法》"), claims=said)
    assert of("REPEALS", reading) == set()
    assert validity(reading, "《旧办法》") == "unknown"


def validity(reading: Reading, title: str) -> object:
    return dict(entity(resolve([reading]), reading, title).properties)["validity"]


def test_validity_is_what_a_source_says() -> None:
    said: list[Said] = [(ISSUER, "REPEALED", "《甲办法》", "done")]
    text = "废止《甲办法》。《丁办法》代替《乙办法》。落实《丙办法》。"
    reading = read(text, *named("《甲办法》", "《乙办法》", "《丙办法》", "《丁办法》"), claims=said)
    states = [validity(reading, title) for title in ("《甲办法》", "《乙办法》", "《丙办法》", "《丁办法》")]
    assert states == ["repealed", "replaced", "unknown", "unknown"]


def test_a_notice_and_a_document_that_only_its_title_names_are_two_works() -> None:
    title = "南京市鼓楼区人民政府关于印发鼓楼区窗口服务办法的通知"
    reading = read(f"按照《{title}》（鼓政发〔2022〕5号）执行。", *named(f"《{title}》"))
    assert of("FORWARDS", reading) == {(title, "鼓楼区窗口服务办法")}


def test_a_decision_amends_what_its_title_names() -> None:
    reading = read("印发《关于修改〈甲办法〉的决定》。", *named("《关于修改〈甲办法〉的决定》", "〈甲办法〉"))
    assert of("AMENDS", reading) == {("关于修改〈甲办法〉的决定", "甲办法")}


@pytest.mark.parametrize(
    ("title", "number", "issuers", "basis"),
    [
        ("《中共中央、国务院关于甲的意见》", None, {"中共中央", "国务院"}, "title"),
        ("《中共中央 国务院关于甲的意见》", None, {"中共中央", "国务院"}, "title"),
        ("《区政府办公室关于甲的通知》", None, {"南京市鼓楼区人民政府办公室"}, "title"),
        ("《关于甲的通知》", "国办发〔2022〕5号", {"国务院办公厅"}, "number"),
        ("《关于甲的通知》", "鼓政办发〔2022〕5号", {"南京市鼓楼区人民政府办公室"}, "number"),
        ("《关于甲的通知》", "苏政发〔2022〕5号", {"江苏省人民政府"}, "number"),
        ("《关于甲的通知》", "宁政发〔2022〕5号", set(), ""),
        ("《民法典》", None, {"全国人民代表大会"}, "registry"),
        ("《行政许可法》", None, {"全国人民代表大会常务委员会"}, "inferred"),
        ("《江苏省优化营商环境条例》", None, {"江苏省人民代表大会常务委员会"}, "inferred"),
        ("《鼓楼区窗口服务办法》", None, set(), ""),
    ],
)
def test_who_issued_a_document(title: str, number: str | None, issuers: set[str], basis: str) -> None:
    numbered: list[Named] = [("DocNo", number)] if number else []
    reading = read(f"落实{title}" + (f"（{number}）。" if number else "。"), *named(title), *numbered)
    found = resolve([reading])
    assert {issuer for _, issuer in links(found, "ISSUED_BY")} == issuers
    assert {f.basis for f in found.facts if f.relation == "ISSUED_BY"} == ({basis} if basis else set())


def test_what_a_text_says_of_the_issuer_stands_before_the_rest() -> None:
    said: list[Said] = [(ISSUER, "ISSUED", "《江苏省甲条例》", "done")]
    reading = read("我局印发《江苏省甲条例》。", *named("《江苏省甲条例》"), claims=said)
    assert of("ISSUED_BY", reading) == {("江苏省甲条例", "南京市鼓楼区行政审批局")}


def test_a_decree_makes_a_candidate_a_rule() -> None:
    text = "依据《南京市窗口服务办法》（南京市人民政府令第5号）和《南京市大厅管理办法》。"
    reading = read(
        text, *named("《南京市窗口服务办法》", "《南京市大厅管理办法》"), ("DocNo", "南京市人民政府令第5号")
    )
    rule, other = (
        entity(resolve([reading]), reading, f"《南京市{name}办法》") for name in ("窗口服务", "大厅管理")
    )
    assert (rule.cls, dict(rule.properties)["kind"]) == ("LegalAct", "local-government-rule")
    assert dict(rule.properties)["kindBasis"] == "number"
    assert (other.cls, dict(other.properties)["kind"]) == ("Regulation", "normative-document")


def test_a_title_without_its_only_mark_of_version_is_the_same_document() -> None:
    trial = read("印发《甲办法（试行）》。", *named("《甲办法（试行）》"))
    plain = read("落实《甲办法》。", *named("《甲办法》"))
    draft = read("起草《甲办法（征求意见稿）》。", *named("《甲办法（征求意见稿）》"))
    both = read("《甲办法》代替《甲办法（试行）》。", *named("《甲办法》", "《甲办法（试行）》"))
    found = resolve([trial, plain, draft])
    assert entity(found, trial, "《甲办法（试行）》") == entity(found, plain, "《甲办法》")
    assert entity(found, draft, "《甲办法（征求意见稿）》") != entity(found, plain, "《甲办法》")
    apart = resolve([trial, plain, both])
    assert entity(apart, trial, "《甲办法（试行）》") != entity(apart, plain, "《甲办法》")
