import spacy
from spacy.tokens import Span

from kg.nlp.deictics import annotate, find


def test_words_for_the_issuer_and_its_region() -> None:
    text = "我局牵头，我区率先，全市推广，本机关、本中心办理"

    assert [(text[h.start : h.end], h.label) for h in find(text)] == [
        ("我局", "Agency"),
        ("我区", "Region"),
        ("全市", "Region"),
        ("本机关", "Agency"),
        ("本中心", "Agency"),
    ]


def test_what_only_looks_like_one() -> None:
    assert find("我们、健全市场、本身、本级、全域旅游、我国、本办法") == []


def test_each_body_that_a_rule_speaks_to_is_no_one_body() -> None:
    text = "经本部门负责人批准，由本机关公开，本局负责解释"

    assert [text[hit.start : hit.end] for hit in find(text, "law")] == ["本局"]
    assert [text[hit.start : hit.end] for hit in find(text, "norm")] == ["本机关", "本局"]
    assert len(find(text)) == 3


def test_words_that_point_back() -> None:
    text = "该平台、该办法、该协议、该机制、该局、该区；该办理的办理，该规定动作，该市场"

    assert [(text[h.start : h.end], h.label) for h in find(text) if h.rule == "deictic.last"] == [
        ("该平台", "Platform"),
        ("该办法", "Regulation"),
        ("该协议", "Agreement"),
        ("该机制", "Initiative"),
        ("该局", "Agency"),
        ("该区", "Region"),
    ]


def test_none_inside_a_mention() -> None:
    doc = spacy.blank("zh")("全市通办与全市工作")
    doc.spans["mentions"] = [Span(doc, 0, 4, label="Initiative")]

    assert [(s.start_char, s.label_) for s in annotate(doc).spans["deictics"]] == [(5, "Region")]
