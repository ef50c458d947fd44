"""Things of N-Triples as text: their kinds, and what a node means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from loaders.checks import stream
from loaders.checks.constraints import XSD, Term
from loaders.checks.stream import TYPE, term, things, whole
from loaders.plain import clean
from loaders.rdf.naming import quoted
from loaders.rdf.writing import lines_of
from tests.loaders.any_graph import HOSTILE

SAID = NamedNode("https://example.org/ns#says")
NODES = [
    NamedNode("https://example.org/id/事?a=b&c"),
    BlankNode("b1"),
    Literal("12", datatype=NamedNode(XSD + "integer")),
    *(Literal(text) for text in HOSTILE),
    *(Literal(text, language="zh-Hans") for text in HOSTILE),
]


def meant(node: NamedNode | BlankNode | Literal) -> Term:
    if not isinstance(node, Literal):
        return Term(node.value)
    return Term(node.value, node.datatype.value, node.language or "")


@pytest.mark.parametrize("node", NODES, ids=str)
def test_a_node_means_what_the_parser_takes_it_for(node: NamedNode | BlankNode | Literal) -> None:
    [(_, _, [token])] = things(lines_of([Quad(SAID, SAID, node)]))

    assert term(token) == meant(node)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_as_we_write_it_means_what_it_was(text: str) -> None:
    assert term(quoted(text).encode()).text == clean(text)


def test_an_escape_of_any_length_is_read() -> None:
    assert term(rb'"\u4E8B\U00020000\t\\u"@zh-Hans--rtl').text == "事𠀀\t\\u"
    assert term(rb'"a"@zh-Hans--rtl').language == "zh-hans"


@pytest.mark.parametrize(
    ("node", "number"),
    [("12", 12), ("0", 0), ("-1", None), ("+1", None), ("1.0", None), ("", None), ("１", None)],
)
def test_a_whole_number_is_one_of_digits(node: str, number: int | None) -> None:
    assert whole(f'"{node}"^^<{XSD}integer>'.encode()) == number
    assert whole(f'"{node}"'.encode()) is None


@pytest.mark.parametrize("kinds", [1, 2, 100])
def test_things_of_one_kind_share_it_and_things_of_others_do_not(
    kinds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "KINDS", kinds)
    lines = [
        line
        for turn in range(3)
        for line in (
            b"<a%d> <%b> <C> .\n" % (turn, TYPE.encode()),
            b"<a%d> <p> <x> .\n" % turn,
            b"<a%d> <p> <y> .\n" % turn,
            b"<b%d> <%b> <D> .\n" % (turn, TYPE.encode()),
            b"<b%d> <p> <x> .\n" % turn,
            b"<b%d> <p> <y> .\n" % turn,
            b"<c%d> <p> <x> .\n" % turn,
        )
    ]
    found = list(things(lines))

    assert [subject for subject, _, _ in found] == [
        b"<%b%d>" % (n, t) for t in range(3) for n in (b"a", b"b", b"c")
    ]
    assert [kind.types for _, kind, _ in found[:3]] == [{"C"}, {"D"}, frozenset()]
    assert [kind.at.get("p") for _, kind, _ in found[:3]] == [(1, 2), (1, 2), (0,)]
    assert [objects for _, _, objects in found[:3]] == [
        [b"<C>", b"<x>", b"<y>"],
        [b"<D>", b"<x>", b"<y>"],
        [b"<x>"],
    ]
    if kinds == 100:
        assert len({id(kind) for _, kind, _ in found}) == 3
