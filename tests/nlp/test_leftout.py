"""What was left out of a text, and why."""

import re

import pytest

import kg.nlp.leftout
from kg.model import Report
from kg.nlp import extract
from kg.nlp.leftout import LeftOut, Taken, grouped, left_out, reasons
from tests.conftest import ROOT
from tests.growth import BOUND, growth

CASES = [
    ("填写《行政执法监督通知书》。", "《行政执法监督通知书》", "title.form", ""),
    ("按照《办法执行。", "《办法执行。", "title.unclosed", ""),
    ("防止“一刀切”。", "一刀切", "quote.figure", "fault"),
    ("念好“山水经”。", "山水经", "quote.refused", ""),
    ("变“群众来回跑”为“数据网上跑”。", "群众来回跑", "quote.against", ""),
    ("“" + "让群众少跑腿" * 7 + "”他说。", "“" + "让群众少跑腿" * 7 + "”", "quote.long", ""),
    ("2021年3月推进改革。", "2021", "number.date", ""),
    ("第3次会议", "3", "number.ordinal", ""),
    ("提供24小时服务。", "24小时", "number.context", "round-the-clock service"),
    ("一、甲\n1.乙丙丁。", "1", "number.heading", ""),
    ("联系电话：84597000。", "84597000", "number.code", ""),
    ("平均海拔3颠。", "3颠", "number.no_unit", "颠"),
    ("由各级税务局负责。", "税务局", "agency.generic", "各级"),
    ("现由办公室负责。", "办公室", "agency.bare", ""),
    ("，甲乙局办理。", "甲乙局", "agency.no_place", ""),
    ("，政务红色代办。", "政务红色代办", "service.plain", ""),
    ("实行代办。", "代办", "service.general", ""),
    ("稳步开展场景试点。", "场景试点", "reform.plain", ""),
    ("建设条线系统。", "条线系统", "platform.plain", ""),
    ("，困难帮扶协会。", "困难帮扶协会", "body.plain", ""),
    ("，环湖创新协作区。", "环湖创新协作区", "region.plain", ""),
]


@pytest.mark.parametrize(("text", "surface", "reason", "detail"), CASES, ids=[case[2] for case in CASES])
def test_a_reason_for_what_is_left_out(text: str, surface: str, reason: str, detail: str) -> None:
    found = [(item.surface, item.reason) for item in left_out(text, [])]

    assert (surface, reason) in found
    assert any(item.reason == reason and (not detail or item.detail == detail) for item in left_out(text, []))


def test_every_reason_has_words_and_every_id_in_the_code_is_one() -> None:
    folder = ROOT / "kg" / "nlp" / "leftout"
    code = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    ids = set(re.findall(r'"((?:title|quote|number|agency)\.[a-z_]+)"', code))

    assert ids
    assert ids <= set(reasons())
    for reason in reasons().values():
        assert reason.zh
        assert reason.en
        assert 0 < reason.telling <= 100
        assert ("{detail}" in reason.zh) >= ("{detail}" in reason.en)


def test_what_was_taken_is_not_listed() -> None:
    text = "区司法局印发《办法》，推行“一网通办”，办件3件。"
    taken = [
        Taken(text.index(words), text.index(words) + len(words), label)
        for words, label in [
            ("区司法局", "Agency"),
            ("《办法》", "Regulation"),
            ("一网通办", "Initiative"),
            ("3件", "Metric"),
        ]
    ]

    assert left_out(text, taken) == []
    assert {item.surface for item in left_out(text, [])} >= {"《办法》", "一网通办"}


def test_what_stands_inside_a_longer_name_says_in_which() -> None:
    text = "落实《关于“放管服”改革2021年要点》。"
    taken = [Taken(2, len(text) - 1, "Regulation")]

    found = {item.surface: (item.reason, item.detail) for item in left_out(text, taken)}

    name = text[2:-1]
    assert found == {"放管服": ("quote.inside", name), "2021": ("number.inside", name)}


def test_offsets_are_those_of_the_text_as_read() -> None:
    text = "\ufeff防止 “一刀切”，联系电话：８４５９７０００。\r\n[bookmark: _GoBack]推行代办。"

    found = left_out(text, [])

    assert {item.surface for item in found} == {"一刀切", "８４５９７０００", "代办"}
    assert all(text[item.start : item.end] == item.surface for item in found)


def test_bodies_in_what_the_rules_do_not_read_are_listed() -> None:
    text = "推进改革。\n主办：甲乙县人民政府办公室　网站标识码：2301020001\n"

    found = {item.surface: item.reason for item in left_out(text, [])}

    assert found["甲乙县人民政府办公室"] == "debris.agency"


def test_what_tells_most_comes_first_then_what_is_seen_most() -> None:
    report = Report("r" + "0" * 16, "a.txt", "")
    items = [
        LeftOut(0, 4, "2021", "number.date"),
        LeftOut(5, 9, "2022", "number.date"),
        LeftOut(10, 14, "2022", "number.date"),
        LeftOut(20, 24, "甲乙协会", "body.plain"),
    ]

    found = grouped((report, item) for item in items)

    assert [(group.first.surface, group.times) for group in found] == [
        ("甲乙协会", 1),
        ("2022", 2),
        ("2021", 1),
    ]


def test_no_mention_of_the_samples_is_listed_as_left_out() -> None:
    for path in sorted((ROOT / "samples" / "texts").glob("*.txt"))[:4]:
        text = path.read_text("utf-8")
        reading = extract(Report("r" + "0" * 16, path.name, text))
        taken = [
            Taken(m.evidence.start, m.evidence.end, m.label) for m in (*reading.mentions, *reading.deictics)
        ]
        spans = {span[:2] for span in taken}

        found = left_out(text, taken)

        assert found
        assert not spans & {(item.start, item.end) for item in found}


def test_it_takes_linear_time() -> None:
    def work(size: int) -> None:
        text = "由各级税务局提供“一刀切”代办，2021年3月3颠，《表》。" * size
        left_out(text, [Taken(at, at + 2, "Region") for at in range(0, len(text), 30)])

    assert growth(work, 200) < BOUND


def test_the_second_opinion_lists_what_was_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.nlp import second_opinion

    class Tagger:
        """Stands in for LAC where its extra is not installed: the words of one sentence with their tags."""

        def run(self, text: str) -> list[tuple[str, str]]:
            return [("县", "n"), ("民政局", "ORG"), ("到", "v"), ("香河", "LOC")]

    monkeypatch.setattr(second_opinion, "_tagger", Tagger)

    found = kg.nlp.leftout.proposed("县民政局到香河", [Taken(0, 4, "Agency")])

    assert found == [LeftOut(5, 7, "香河", "opinion.region")]
