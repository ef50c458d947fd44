"""Which pairs are proposed, why, and which are not."""

from dataclasses import replace

import pytest

from kg.graph import Graph
from kg.model import Entity, EntityId, Fact, Judgement, MentionId, Resolved
from kg.resolve.proposals import Proposal, proposals, side_of

INITIATIVES = ["审批制度改革", "行政审批制度改革", "证照分离"]


def entity(cls: str, key: str, name: str = "") -> Entity:
    return Entity(EntityId(f"{cls}{key}"), cls, key, name or key.partition("@")[0])


def graph(cls: str, *keys: str, facts: tuple[Fact, ...] = (), resolved: tuple[Resolved, ...] = ()) -> Graph:
    return Graph(entities=tuple(entity(cls, key) for key in keys), facts=facts, resolved=resolved)


def pairs(found: list[Proposal]) -> list[tuple[str, str]]:
    return [(one.left.key, one.right.key) for one in found]


def test_a_shorter_form_is_proposed_with_score_and_reason() -> None:
    (found,) = proposals(graph("Initiative", *INITIATIVES))

    assert (found.left.name, found.right.name) == ("审批制度改革", "行政审批制度改革")
    assert 0.7 < found.score < 0.9
    assert [reason.what for reason in found.reasons] == ["within"]


@pytest.mark.parametrize(
    ("cls", "one", "other"),
    [
        ("Agency", "江苏省南京市鼓楼区行政审批局", "福建省福州市鼓楼区行政审批局"),
        ("Agency", "江苏省南京市鼓楼区人民政府", "江苏省南京市鼓楼区人民政府办公室"),
        ("Agency", "中共江苏省南京市鼓楼区委员会", "中国人民政治协商会议江苏省南京市鼓楼区委员会"),
        ("LegalAct", "行政处罚法", "行政许可法"),
        ("LegalAct", "招标投标法", "招标投标法实施条例"),
        ("Initiative", "“七五”普法", "“八五”普法"),
        ("Platform", "12345@江苏省南京市", "12345@福建省福州市"),
        ("Platform", "12345热线@江苏省南京市", "福州市12345热线"),
        ("Platform", "一体化政务服务平台@青海省海东市", "广东一体化政务服务平台"),
        ("Region", "江苏省南京市鼓楼区", "福建省福州市鼓楼区"),
        ("Metric", "网上办比例", "网上办比例高"),
    ],
)
def test_what_differs_in_place_kind_number_or_scope_is_no_pair(cls: str, one: str, other: str) -> None:
    assert proposals(graph(cls, one, other)) == []


@pytest.mark.parametrize(
    ("cls", "one", "other"),
    [
        ("Agency", "江苏省南京市鼓楼区行政审批局", "江苏省南京市鼓楼区行政审批服务局"),
        ("Agency", "江苏省南京市鼓楼区市场监督管理局", "江苏省南京市鼓楼区市场监管管理局"),
        ("Region", "鼓楼区", "江苏省南京市鼓楼区"),
        ("Platform", "区级综合受理系统", "区级综合窗口受理系统"),
    ],
)
def test_what_may_be_one_is_a_pair(cls: str, one: str, other: str) -> None:
    assert pairs(proposals(graph(cls, one, other))) == [tuple(sorted((one, other)))]


def test_common_neighbours_speak_for_a_pair_and_a_fact_between_them_against_it() -> None:
    one, other = "双鼓楼", "鼓楼对鼓楼"
    facts = tuple(
        Fact(EntityId("x"), "CONCERNS", EntityId(f"Initiative{key}"), "done", "stated", (), (), ())
        for key in (one, other)
    )
    between = Fact(
        EntityId(f"Initiative{one}"), "PART_OF", EntityId(f"Initiative{other}"), "done", "stated", (), (), ()
    )

    assert proposals(graph("Initiative", one, other)) == []
    (found,) = proposals(graph("Initiative", one, other, facts=facts))
    assert [reason.what for reason in found.reasons] == ["alike", "neighbours"]
    assert proposals(graph("Initiative", one, other, facts=(*facts, between))) == []


def test_named_side_by_side_speaks_against_a_pair() -> None:
    rows = tuple(
        Resolved("r1", MentionId(key), EntityId(f"Initiative{key}"), "", "stated") for key in INITIATIVES[:2]
    )
    (apart,) = proposals(graph("Initiative", *INITIATIVES))
    (together,) = proposals(graph("Initiative", *INITIATIVES, resolved=rows))

    assert together.score < apart.score


@pytest.mark.parametrize("verdict", ["different", "unsure", "same"])
def test_what_was_decided_is_not_proposed_again(verdict: str) -> None:
    made = graph("Initiative", *INITIATIVES)
    one, other, third = (side_of(each) for each in made.entities)
    judgement = Judgement(other, one, verdict, "", "")  # type: ignore[arg-type]
    over = [Judgement(third, one, "same", "", ""), Judgement(third, other, "different", "", "")]

    assert proposals(made, [judgement]) == []
    assert proposals(made, over) == []
    assert len(proposals(made, [Judgement(one, third, "different", "", "")])) == 1


@pytest.mark.parametrize(("other", "many"), [("鼓政发〔2022〕9号", 1), ("鼓政发〔2023〕15号", 0)])
def test_documents_of_two_numbers_are_two(other: str, many: int) -> None:
    documents = [
        replace(entity("Regulation", key), properties=(("documentNumber", number),))
        for key, number in (("甲区窗口管理办法的通知", "鼓政发〔2022〕9号"), ("甲区窗口管理办法通知", other))
    ]
    assert len(proposals(Graph(entities=tuple(documents)))) == many
