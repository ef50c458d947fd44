"""RDF/XML and JSON-LD, which are written as text, are what pyoxigraph makes of the same N-Triples."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pyoxigraph import RdfFormat, parse, serialize

from kg.errors import DataError
from kg.graph import Graph
from kg.schema import load_schema
from loaders.rdf.naming import prefixes, quoted
from loaders.rdf.syntaxes import in_json, in_xml, writers
from loaders.rdf.writing import FORMATS, export
from tests.loaders.any_graph import graphs
from tests.loaders.small_graph import small_graph

BASE = "https://example.org/kg"
HOSTILE = "https://example.org/a&b='c'/政务"
AS_TEXT = ("rdfxml", "jsonld")
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def written(graph: Graph, fmt: str, base: str) -> bytes:
    out = io.BytesIO()
    export(graph, fmt, out, base=base)
    return out.getvalue()


def by_pyoxigraph(graph: Graph, fmt: str, base: str) -> bytes:
    triples = parse(written(graph, "nt", base), RdfFormat.N_TRIPLES)
    made = serialize(triples, format=FORMATS[fmt], prefixes=prefixes(load_schema(), base))
    assert made is not None
    return made.replace(b"\r", b"&#xD;") if fmt == "rdfxml" else made


@pytest.mark.parametrize("fmt", AS_TEXT)
@pytest.mark.parametrize("base", [BASE, HOSTILE])
@pytest.mark.parametrize("graph", [Graph(), small_graph()])
def test_the_bytes_are_those_of_pyoxigraph(fmt: str, base: str, graph: Graph) -> None:
    assert written(graph, fmt, base) == by_pyoxigraph(graph, fmt, base)


@pytest.mark.no_cover
@settings(max_examples=25)
@given(graphs())
def test_the_bytes_of_any_graph_are_those_of_pyoxigraph(graph: Graph) -> None:
    for fmt in AS_TEXT:
        assert written(graph, fmt, BASE) == by_pyoxigraph(graph, fmt, BASE)


@pytest.mark.parametrize("fmt", AS_TEXT)
def test_every_character_is_escaped_as_by_pyoxigraph(fmt: str) -> None:
    texts = "".join(map(chr, range(0x3000))), 'a\\"^^<b>', '"@zh', "\\n", ""
    said = [
        f"<{BASE}#text> {quoted(text)}{mark}" for text in texts for mark in ("", "@zh-hans", f"^^<{BASE}>")
    ]
    lines = "".join(writers("nt", {})("")(f"<{BASE}>", said))
    made = serialize(
        parse(lines.encode(), RdfFormat.N_TRIPLES), format=FORMATS[fmt], prefixes={"a": f"{BASE}#"}
    )
    write = in_xml({"a": f"{BASE}#"}) if fmt == "rdfxml" else in_json

    assert made is not None
    text = write(f"<{BASE}>", said).removeprefix(",")
    assert text in made.decode().replace("\r", "&#xD;")


def test_an_element_has_the_name_of_the_type_that_is_said_first_and_of_no_other() -> None:
    write = in_xml({"a": f"{BASE}#", "rdf": TYPE[1:-5]})
    named, unnamed = (
        [f"{TYPE} <{BASE}#One>", f"{TYPE} <{BASE}#Two>"],
        [f'<{BASE}#a> "1"', f"{TYPE} <{BASE}#One>"],
    )

    assert (
        write("<x>", named)
        == f'\t<a:One rdf:about="x">\n\t\t<rdf:type rdf:resource="{BASE}#Two"/>\n\t</a:One>\n'
    )
    assert write("<x>", unnamed).startswith(
        '\t<rdf:Description rdf:about="x">\n\t\t<a:a>1</a:a>\n\t\t<rdf:type'
    )


@pytest.mark.parametrize("code", ["a b", "x>", 'a"', "-"])
def test_a_code_of_a_unit_that_ends_no_iri_is_refused(code: str) -> None:
    graph = small_graph()
    odd = replace(graph.observations[0], unit_code=code)

    with pytest.raises(DataError, match="code of a unit"):
        written(replace(graph, observations=(odd,)), "nt", BASE)
