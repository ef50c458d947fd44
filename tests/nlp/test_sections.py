import pytest
import spacy

from kg.nlp.sections import GENRE, LAYOUT, SENTENCES, annotate, genre, parts, sentences

TEXT = (
    "某局工作报告\n一、主要做法\n（一）抓改革。推进通办。\n1.抓线上。上线系统。\n（二）抓监管\n规范执法。\n"
    "二、存在的问题\n一是人手不足。\n三、2024年工作思路\n（一）抓服务。"
)


def test_sections_reach_to_the_next_heading_of_their_level() -> None:
    found = {p.title: (p.kind, TEXT[p.end :][:6]) for p in parts(TEXT)}

    assert found["主要做法"] == ("achievements", "二、存在的问")
    assert found["抓改革"] == ("achievements", "（二）抓监管")
    assert found["抓线上"][0] == "achievements"
    assert found["存在的问题"] == ("problems", "三、2024")
    assert found["抓服务"] == ("plans", "")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("存在的主要问题和不足", "problems"),
        ("下一步工作打算", "plans"),
        ("2024年工作安排", "plans"),
        ("存在问题及下步打算", "plans"),
        ("2020年度工作开展情况和存在问题", "achievements"),
        ("工作落实情况及不足", "achievements"),
        ("制度落实存在的问题和困难", "problems"),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "duties"),
        ("主要举措和成效", "achievements"),
        ("聚焦难点，破解突出问题", "other"),
        ("不足之处", "problems"),
    ],
)
def test_the_kind_of_a_heading(title: str, kind: str) -> None:
    assert [p.kind for p in parts(f"一、{title}\n正文。")] == [kind]


def test_a_later_year_in_a_heading_means_plans() -> None:
    assert [p.kind for p in parts("一、2024年重点\n正文。", year=2023)] == ["plans"]
    assert [p.kind for p in parts("一、2024年重点\n正文。", year=2024)] == ["other"]


TREES = [
    (
        "the order of the standard",
        "一、甲情况\n（一）乙。\n1.丙。\n（1）丁。\n①戊。\n2.己。\n（二）庚。\n二、辛",
        ["1 甲情况", "2 乙", "3 丙", "4 丁", "5 戊", "3 己", "2 庚", "1 辛"],
    ),
    ("a skipped level", "一、甲\n1.乙。\n2.丙。\n二、丁", ["1 甲", "2 乙", "2 丙", "1 丁"]),
    ("numbers that go on", "一、甲\n1.乙。\n二、丙\n2.丁。", ["1 甲", "2 乙", "1 丙", "2 丁"]),
    (
        "（一） below 1.",
        "1.甲\n（一）乙\n（二）丙\n2.丁\n（一）戊\n3.己",
        ["1 甲", "2 乙", "2 丙", "1 丁", "2 戊", "1 己"],
    ),
    ("1、 for 一、", "1、甲情况\n（一）乙\n1.丙。\n二、丁", ["1 甲情况", "2 乙", "3 丙", "1 丁"]),
    ("parts above all", "第一部分 甲\n一、乙\n第二部分 丙\n一、丁", ["1 甲", "2 乙", "1 丙", "2 丁"]),
    (
        "chapters and their sections",
        "第三章 甲\n第一节 乙\n第二节 丙\n第四章 丁",
        ["1 甲", "2 乙", "2 丙", "1 丁"],
    ),
    (
        "items in a paragraph",
        "一、甲\n总的说：一是乙；二是丙，好；三是丁。\n二、戊",
        ["1 甲", "2 乙", "2 丙，好", "2 丁", "1 戊"],
    ),
    ("items in words", "一、甲\n首先，乙丙。其次，丁戊。", ["1 甲", "2 乙丙", "2 丁戊"]),
    ("items behind dashes", "——甲乙加快形成。丙。\n——丁戊推进。己。", ["1 甲乙加快形成", "1 丁戊推进"]),
    (
        "no mark at all",
        "甲工作。\n改革攻坚\n乙推进改革，做好工作。\n开放合作\n丙扩大开放，做好工作。\n某某局\n2024年1月2日",
        ["1 改革攻坚", "1 开放合作"],
    ),
    ("in boxes", "甲工作。\n【主要做法】\n乙做好工作。", ["1 主要做法"]),
]


@pytest.mark.parametrize(("text", "tree"), [case[1:] for case in TREES], ids=[case[0] for case in TREES])
def test_headings_stand_under_one_another(text: str, tree: list[str]) -> None:
    assert [f"{p.level} {p.title}" for p in parts(text)] == tree


def test_an_item_ends_with_its_paragraph() -> None:
    text = "一、甲\n乙：一是丙；二是丁。\n戊。"

    assert [text[p.start : p.end] for p in parts(text)] == [text, "一是丙；", "二是丁。"]


def test_an_item_is_of_the_kind_of_its_section() -> None:
    text = "一、下一步打算\n一是总结主要做法。二是解决存在的问题。"

    assert [p.kind for p in parts(text)] == ["plans"] * 3


def test_a_heading_inside_a_line_begins_a_sentence() -> None:
    text = "工作有序开展二、存在的问题（一）人手不足"

    assert [text[a:b] for a, b in sentences(text, [6, 13])] == [
        "工作有序开展",
        "二、存在的问题",
        "（一）人手不足",
    ]


def test_sentences_are_not_cut_inside_brackets_or_quotes() -> None:
    text = "推行“一网、一门。一次”改革。印发《甲。乙》（文号；号）；办件3件"

    assert [text[start:end] for start, end in sentences(text)] == [
        "推行“一网、一门。一次”改革。",
        "印发《甲。乙》（文号；号）；",
        "办件3件",
    ]


def test_what_is_counted_behind_a_quoted_sentence_begins_a_sentence() -> None:
    text = "一是规划提出“优先发展。”二是我委起草方案。"

    assert [text[start:end] for start, end in sentences(text)] == [
        "一是规划提出“优先发展。”",
        "二是我委起草方案。",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某县政务服务管理办法\n第一条 规范服务。\n第二条 县政府应当推行通办。", "law"),
        ("关于修改部分法规的决定\n第一条修改为甲。\n第二条修改为乙。", "report"),
        ("关于印发跨省通办实施方案的通知\n各部门：", "norm"),
        ("某局2023年工作总结\n推进改革。", "report"),
        ("某县出台便民措施\n窗口开放。", "report"),
        ("某县优化服务若干措施\n窗口开放。", "norm"),
        ("推进甲改革，深化乙改革。着力打造服务品牌，健全机制，完善制度，强化监管，加快建设。" * 3, "norm"),
        ("近日，甲县与乙县签约。双方将深化改革，健全机制，完善制度，强化监管，加快建设。" * 3, "report"),
        ("工作动态 第6期\n推进甲改革，深化乙改革。健全机制，完善制度，强化监管，加快建设。" * 3, "report"),
        ("9日起，推进甲改革，深化乙改革。健全机制，完善制度，强化监管，加快建设。" * 3, "norm"),
        ("第三章 改革\n第一节 审批\n深化改革，优化服务。", "norm"),
        ("根据上级要求，结合本区实际，制定本行动方案。\n全区取得成效。", "norm"),
        ("推进甲改革，办件3万件，同比增长5.1%，累计受理2万件，取得成效。" * 3, "report"),
    ],
)
def test_the_genre_of_a_document(text: str, expected: str) -> None:
    assert genre(text) == expected


def test_a_line_that_is_no_title_is_none_where_the_head_is_cut() -> None:
    begun = "推进甲改革，印发局工作方案"
    before = "办件3万件，累计受理2万件。" * 40
    text = f"{before[: 399 - len(begun)]}\n{begun}、工作台账等，推进各项工作，{before}"
    assert text[:400].endswith("工作方案")
    assert genre(text) == "report"


def test_it_writes_groups_and_values_in_raw_offsets() -> None:
    text = "一、主要 1 项工作\r\n\r\n推进改革。"
    doc = annotate(spacy.blank("zh")(text))

    assert [(s.text, s.label_, s.id_) for s in doc.spans["sections"]] == [(text, "other", "1")]
    assert [s.text for s in doc.spans["sentences"]] == ["一、主要 1 项工作", "推进改革。"]
    assert doc.user_data[LAYOUT] == ((0, len(text), 1, "other", "主要1项工作", 4),)
    assert doc.user_data[GENRE] == "report"
    assert len(doc.user_data[SENTENCES]) == 2
