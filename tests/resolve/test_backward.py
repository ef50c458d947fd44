"""该平台, 该办法 …: what they mean, and the facts of what is said of them."""

import pytest

from kg.graph import Graph
from kg.model import Reading, Report, report_id
from kg.nlp import extract
from kg.record import record_of
from kg.resolve import resolve
from kg.stages import join_readings
from tests.resolve.texts import Named, mention, read

CASES: list[tuple[str, Named, Named, str | None]] = [
    ("“甲办”上线。该平台运行平稳。", ("Platform", "甲办"), ("Platform", "该平台"), "甲办"),
    ("“甲系统”和“乙平台”上线。该系统平稳。", ("Platform", "甲系统"), ("Platform", "该系统"), "甲系统"),
    ("印发《甲办法（试行）》，落实《乙意见》。执行该办法。", ("Regulation", "《甲办法（试行）》"),
     ("Regulation", "该办法"), "甲办法（试行）"),
    ("出台《甲意见》。按该办法执行。", ("Regulation", "《甲意见》"), ("Regulation", "该办法"), None),
    ("区司法局牵头。该局印发方案。", ("Agency", "区司法局"), ("Agency", "该局"), "南京市鼓楼区司法局"),
    ("区司法局牵头。该单位印发方案。", ("Agency", "区司法局"), ("Agency", "该单位"), "南京市鼓楼区司法局"),
    ("“甲办”上线。\n该平台运行平稳。", ("Platform", "甲办"), ("Platform", "该平台"), None),
    ("“甲办”上\n线后，该平台运行平稳。", ("Platform", "甲办"), ("Platform", "该平台"), "甲办"),
    ("该平台运行平稳，“甲办”上线。", ("Platform", "甲办"), ("Platform", "该平台"), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named", "word", "name"), CASES, ids=[case[0] for case in CASES])
def test_the_last_thing_of_the_kind_in_the_paragraph(
    text: str, named: Named, word: Named, name: str | None
) -> None:
    others: list[Named] = [("Platform", "乙平台"), ("Regulation", "《乙意见》")]
    reading = read(text, named, *(each for each in others if each[1] in text), back=[word])
    found = resolve([reading])
    names = {one.id: one.name for one in found.entities}
    denoted = {row.mention: names[row.entity] for row in found.resolved}
    assert denoted.get(mention(reading, word[1])) == name
    assert len(found.issues) == (name is None)


TEXT = """南京市鼓楼区行政审批局2022年工作报告
一、主要成效
南京市鼓楼区司法局出台《鼓楼区窗口服务办法》。该局印发《鼓楼区大厅管理方案》。
“鼓楼智办”平台上线。我局依托该平台推进“一网通办”。该平台办件3万件。
与南京市建邺区签订“跨省通办”合作协议。按照该协议，该区推行“一件事一次办”。
"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return extract(Report(report_id(TEXT.encode()), "a.txt", TEXT))


@pytest.fixture(scope="module")
def graph(reading: Reading) -> Graph:
    return join_readings([reading], ())


def test_what_is_said_of_them_is_a_fact_of_what_they_mean(graph: Graph) -> None:
    names = {one.id: one.name for one in graph.entities}
    spans = {span.id: span.quote for span in graph.evidence()}
    facts = {
        (names.get(f.subject, "figure"), f.relation, names[f.object]): [spans[each] for each in f.evidence]
        for f in graph.facts
    }
    assert facts["南京市鼓楼区司法局", "ISSUED", "鼓楼区大厅管理方案"] == ["该局印发《鼓楼区大厅管理方案》。"]
    assert facts["南京市鼓楼区行政审批局", "USES", "鼓楼智办"] == ["我局依托该平台推进“一网通办”。"]
    assert facts["figure", "MEASURES", "鼓楼智办"] == ["该平台办件3万件。"]
    assert facts["南京市建邺区人民政府", "ADVANCES", "一件事一次办"]
    assert not [issue for issue in graph.issues if issue.severity == "refused"]


def test_they_are_no_mentions_and_no_ends_of_claims_in_a_record(reading: Reading) -> None:
    record = record_of(reading)
    assert not [each for each in record["mentions"] if each["text"].startswith("该")]
    assert len(record["claims"]) == len(reading.said()) < len(reading.claims)
    ends = {each["id"] for each in record["mentions"]} | {"@issuer", "@region"}
    assert {end for claim in record["claims"] for end in (claim["subject"], claim["object"])} <= ends
