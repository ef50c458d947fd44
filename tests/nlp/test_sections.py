import pytest
import spacy

from kg.nlp.sections import GENRE, LAYOUT, SENTENCES, annotate, genre, headings, parts, sentences

TEXT = (
    "某局工作报告\n一、主要做法\n（一）抓改革。推进通办。\n1.抓线上。上线系统。\n（二）抓监管\n规范执法。\n"
    "二、存在的问题\n一是人手不足。\n三、2024年工作思路\n（一）抓服务。"
)


def test_headings_end_at_the_line_or_the_first_stop() -> None:
    found = [(TEXT[h.title_start : h.title_end], h.level) for h in headings(TEXT)]

    assert found == [
        ("主要做法", 2),
        ("抓改革", 3),
        ("抓线上", 4),
        ("抓监管", 3),
        ("存在的问题", 2),
        ("人手不足", 6),
        ("2024年工作思路", 2),
        ("抓服务", 3),
    ]


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
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "duties"),
        ("主要举措和成效", "achievements"),
        ("聚焦难点，破解突出问题", "other"),
    ],
)
def test_the_kind_of_a_heading(title: str, kind: str) -> None:
    assert [p.kind for p in parts(f"一、{title}\n正文。")] == [kind]


def test_a_later_year_in_a_heading_means_plans() -> None:
    assert [p.kind for p in parts("一、2024年重点\n正文。", year=2023)] == ["plans"]
    assert [p.kind for p in parts("一、2024年重点\n正文。", year=2024)] == ["other"]


def test_sentences_are_not_cut_inside_brackets_or_quotes() -> None:
    text = "推行“一网、一门。一次”改革。印发《甲。乙》（文号；号）；办件3件"

    assert [text[start:end] for start, end in sentences(text)] == [
        "推行“一网、一门。一次”改革。",
        "印发《甲。乙》（文号；号）；",
        "办件3件",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某县政务服务管理办法\n第一条 规范服务。\n第二条 县政府应当推行通办。", "norm"),
        ("关于印发跨省通办实施方案的通知\n各部门：", "norm"),
        ("某局2023年工作总结\n推进改革。", "report"),
        ("推进甲改革，深化乙改革。着力打造服务品牌，健全机制，完善制度，强化监管，加快建设。" * 3, "norm"),
        ("推进甲改革，办件3万件，同比增长5.1%，累计受理2万件，取得成效。" * 3, "report"),
    ],
)
def test_the_genre_of_a_document(text: str, expected: str) -> None:
    assert genre(text) == expected


def test_it_writes_groups_and_values_in_raw_offsets() -> None:
    text = "一、主要 1 项工作\r\n\r\n推进改革。"
    doc = annotate(spacy.blank("zh")(text))

    assert [(s.text, s.label_, s.id_) for s in doc.spans["sections"]] == [(text, "other", "2")]
    assert [s.text for s in doc.spans["sentences"]] == ["一、主要 1 项工作", "推进改革。"]
    assert doc.user_data[LAYOUT] == ((0, len(text), 2, "other", "主要1项工作"),)
    assert doc.user_data[GENRE] == "report"
    assert len(doc.user_data[SENTENCES]) == 2
