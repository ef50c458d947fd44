"""Span groups are made of the hits when someone asks for them, and what someone else writes stands."""

import spacy
from spacy.tokens import Doc, Span

from kg.nlp.spans import CANDIDATES, Hit, add_hits, hits_of

TEXT = "安宁县 推进“一网通办”"
REGION, NAME = Hit(0, 3, "Region", "region.full"), Hit(7, 11, "Initiative", "initiative.quoted")


def read(doc: Doc) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans[CANDIDATES]]


def test_hits_become_spans_also_behind_a_look() -> None:
    doc = add_hits(spacy.blank("zh")(TEXT), [REGION])

    assert read(doc) == [("安宁县", "Region", "region.full")]
    assert read(add_hits(doc, [NAME])) == [
        ("安宁县", "Region", "region.full"),
        ("一网通办", "Initiative", "initiative.quoted"),
    ]
    assert list(hits_of(doc, CANDIDATES)) == [REGION, NAME]


def test_a_group_is_there_before_it_is_made() -> None:
    doc = add_hits(add_hits(spacy.blank("zh")(TEXT), [NAME]), [REGION, NAME])

    assert list(doc.spans) == [CANDIDATES]
    assert len(doc.spans[CANDIDATES]) == 2


def test_spans_of_someone_else_stand() -> None:
    doc = add_hits(spacy.blank("zh")(TEXT), [REGION])

    doc.spans[CANDIDATES] = [Span(doc, 6, 10, label="Initiative")]

    assert list(hits_of(doc, CANDIDATES)) == [Hit(7, 11, "Initiative", "")]
    assert [text for text, *_ in read(add_hits(doc, [REGION]))] == ["一网通办", "安宁县"]


def test_waiting_groups_are_saved_with_the_doc() -> None:
    doc = add_hits(spacy.blank("zh")(TEXT), [REGION, NAME])

    assert read(Doc(doc.vocab).from_bytes(doc.to_bytes())) == read(doc)
