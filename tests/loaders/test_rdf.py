import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from kg import __version__
from kg.errors import DataError, UsageError
from kg.graph import Graph
from kg.model import Entity, EntityId, Mention, Metadata, Report, evidence_at, report_id
from kg.schema import NAMESPACE
from kg.store import read_graph, slices
from kg.turtle import RDF
from loaders.plain import clean
from loaders.rdf.naming import GEO, ORG, OWN_UNIT, UNIT, VOID
from loaders.rdf.writing import FORMATS, WITH_GRAPHS, export, export_lines, quads
from tests.canonical import canonical_hash
from tests.loaders.small_graph import EAST_REPORT, WEST_REPORT, entity_id, small_graph

BASE = "https://example.org/kg"
GSR = NAMESPACE


def written(graph: Graph, fmt: str) -> bytes:
    out = io.BytesIO()
    export(graph, fmt, out, base=BASE)
    return out.getvalue()


def read(data: bytes, fmt: str) -> Iterator[Quad]:
    return parse(data, format=FORMATS[fmt])


def canonical(data: bytes, fmt: str) -> str:
    return canonical_hash(read(data, fmt))


def node(kind: str, key: str) -> NamedNode:
    return NamedNode(f"{BASE}/id/{kind}/{key}")


def value(node: object) -> str:
    assert isinstance(node, NamedNode | Literal)
    return node.value


def term(name: str) -> NamedNode:
    return NamedNode(GSR + name)


def triples(graph: Graph) -> set[tuple[object, object, object]]:
    return {(quad.subject, quad.predicate, quad.object) for quad in quads(graph, base=BASE)}


def objects(graph: Graph, subject: NamedNode, name: str) -> set[object]:
    return {end for start, predicate, end in triples(graph) if (start, predicate) == (subject, term(name))}


def claim_id(relation: str, status: str) -> str:
    return next(c.id for c in small_graph().claims if (c.predicate, c.status) == (relation, status))


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_graph_gives_the_same_bytes(fmt: str) -> None:
    assert written(small_graph(), fmt) == written(small_graph(), fmt)


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "import sys; from loaders.rdf.writing import export;"
        "from tests.loaders.small_graph import small_graph;"
        "[export(small_graph(), fmt, sys.stdout.buffer, base='https://example.org/kg')"
        " for fmt in ('trig', 'jsonld')]"
    )
    root = Path(__file__).parent.parent.parent
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1] == written(small_graph(), "trig") + written(small_graph(), "jsonld")


def test_formats_without_graph_names_say_the_same() -> None:
    hashes = {canonical(written(small_graph(), fmt), fmt) for fmt in FORMATS if fmt not in WITH_GRAPHS}

    assert len(hashes) == 1


def test_formats_with_graph_names_say_the_same_and_more() -> None:
    hashes = {canonical(written(small_graph(), fmt), fmt) for fmt in WITH_GRAPHS}
    union = canonical(written(small_graph(), "nt"), "nt")

    assert len(hashes) == 1
    assert hashes != {union}
    named = read(written(small_graph(), "nq"), "nq")
    merged = "\n".join(sorted({f"{quad.triple} ." for quad in named})).encode("utf-8")
    assert canonical(merged, "nt") == union


@pytest.mark.parametrize("fmt", FORMATS)
def test_no_blank_nodes_and_no_escaped_chinese(fmt: str) -> None:
    data = written(small_graph(), fmt)

    assert "一窗通办" in data.decode("utf-8")
    assert not any(
        isinstance(end, BlankNode) for quad in read(data, fmt) for end in (quad.subject, quad.object)
    )


def test_each_quad_comes_once_and_those_of_a_subject_together() -> None:
    stream = list(quads(small_graph(), base=BASE))
    subjects = [(quad.graph_name, quad.subject) for quad in stream]
    turns = [pair for place, pair in enumerate(subjects) if place == 0 or subjects[place - 1] != pair]

    assert len(stream) == len(set(stream))
    assert len(turns) == len(set(turns))


def test_only_what_is_done_becomes_a_plain_triple() -> None:
    bureau = node("agency", entity_id("bureau"))

    assert objects(small_graph(), bureau, "launched") == {node("initiative", entity_id("one window"))}
    assert objects(small_graph(), bureau, "advances") == set()


@pytest.mark.parametrize(("relation", "status"), [("LAUNCHED", "planned"), ("ADVANCES", "problem")])
def test_every_claim_is_a_statement_with_status_and_evidence(relation: str, status: str) -> None:
    graph = small_graph()
    claim = node("claim", claim_id(relation, status))
    found = {(predicate, end) for start, predicate, end in triples(graph) if start == claim}

    assert {
        (NamedNode(RDF + "type"), NamedNode(RDF + "Statement")),
        (term("status"), Literal(status)),
    } <= found
    assert {p for p, _ in found} >= {NamedNode(RDF + part) for part in ("subject", "predicate", "object")}
    quotes = {
        end
        for place in objects(graph, claim, "evidence")
        for end in objects(graph, place, "quote")  # type: ignore[arg-type]
    }
    assert len(quotes) == 1


def test_a_claim_on_a_figure_has_the_observation_as_its_subject() -> None:
    graph = small_graph()
    claim = node("claim", claim_id("MEASURES", "done"))
    observation = next(found for found in graph.observations if found.about)

    assert objects(graph, claim, "claimSubject") == {node("observation", observation.id)}
    assert objects(graph, claim, "claimObject") == {node("initiative", entity_id("one window"))}


def test_a_fact_that_no_sentence_states_says_where_it_comes_from() -> None:
    graph = small_graph()
    forwards = next(fact for fact in graph.facts if fact.relation == "FORWARDS")

    assert objects(graph, node("fact", forwards.id), "basis") == {Literal("title")}
    assert objects(graph, node("regulation", forwards.subject), "forwards") == {
        node("regulation", forwards.object)
    }
    claimed = next(fact for fact in graph.facts if fact.relation == "ISSUED")
    assert objects(graph, node("fact", claimed.id), "basis") == set()


def test_part_of_says_what_others_call_it_by_the_classes_of_both_ends() -> None:
    said = [quad for quad in quads(small_graph(), base=BASE) if quad.predicate.value.startswith((GEO, ORG))]

    assert {(quad.subject, quad.predicate.value, quad.object) for quad in said} == {
        (node("agency", entity_id("justice")), ORG + "subOrganizationOf", node("agency", entity_id("west"))),
        (
            node("functional-zone", entity_id("south region")),
            GEO + "sfWithin",
            node("region", entity_id("west region")),
        ),
    }


def test_what_a_report_says_stands_in_its_graph_and_entities_in_none() -> None:
    for quad in quads(small_graph(), base=BASE):
        kind = value(quad.subject).split("/")[-2]
        name = getattr(quad.graph_name, "value", "")
        if kind in ("section", "evidence", "mention", "claim", "observation"):
            assert name.startswith(f"{BASE}/graph/report/")
        else:
            assert not name


def test_evidence_is_a_span_of_its_report() -> None:
    graph = small_graph()
    found = triples(graph)
    texts = {node("report", report.id): report.text for report in (EAST_REPORT, WEST_REPORT)}
    values = {(s, p): o for s, p, o in found}
    spans = {s for s, p, o in found if o == term("Evidence")}

    assert len(spans) == len(graph.evidence())
    for span in spans:
        start, end = (int(value(values[span, term(name)])) for name in ("begin", "end"))
        text = next(text for report, text in texts.items() if report == values[span, term("inReport")])
        assert text[start:end] == value(values[span, term("quote")])


def test_evidence_stands_in_its_innermost_section() -> None:
    graph = small_graph()
    planned = next(m for m in graph.mentions if m.evidence.quote == "南屏区")
    section = next(iter(objects(graph, node("evidence", planned.evidence.id), "inSection")))

    assert objects(graph, section, "heading") == {Literal("下一步打算", language="zh-hans")}  # type: ignore[arg-type]


def test_values_are_canonical_decimals() -> None:
    graph = small_graph()
    west = next(found for found in graph.observations if found.raw == "3.5万件")

    assert objects(graph, node("observation", west.id), "value") == {
        Literal("35000", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    }


@pytest.mark.parametrize(("code", "iri"), [("NUM", UNIT + "NUM"), ("working-day", OWN_UNIT + "working-day")])
def test_a_unit_is_that_of_qudt_or_our_own(code: str, iri: str) -> None:
    graph = small_graph()
    found = replace(graph.observations[0], unit_code=code)
    said = quads(replace(graph, observations=(found, *graph.observations[1:])), base=BASE)

    assert (node("observation", found.id), iri) in {
        (quad.subject, value(quad.object)) for quad in said if quad.predicate.value.endswith("hasUnit")
    }


def _one_quote(quote: str) -> Graph:
    report = Report(report_id(quote.encode("utf-8", "replace")), "a.txt", quote)
    mention = Mention("Initiative", evidence_at(report, 0, len(quote)), "initiative.quoted")
    return Graph(reports=(report,), mentions=(mention,))


@pytest.mark.parametrize("fmt", FORMATS)
def test_strange_characters_come_back_and_keep_their_place(fmt: str) -> None:
    quote = "甲\t乙\r\n丙\r丁\x85戊\u2028\"'\\<&>]]>\x00\x0b\ud800\uffff\U0001f600己"
    data = written(_one_quote(quote), fmt)
    came = [value(quad.object) for quad in read(data, fmt) if quad.predicate == term("quote")]

    assert came == [clean(quote)]
    assert len(came[0]) == len(quote)
    assert came[0].replace("\ufffd", "").startswith("甲\t乙\r\n丙\r丁")


def test_rdfxml_is_well_formed_for_an_ordinary_xml_reader() -> None:
    from xml.etree import ElementTree

    quote = "甲\r\n乙\x01丙"
    root = ElementTree.fromstring(written(_one_quote(quote), "rdfxml").decode("utf-8"))

    assert [found.text for found in root.iter(f"{{{GSR}}}quote")] == [clean(quote)]


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"xyz.*ttl"):
        written(small_graph(), "xyz")


@pytest.mark.parametrize("base", ["", "kg", "https://example.org/a b", "<x>"])
def test_a_base_that_begins_no_iri_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="IRI"):
        export(small_graph(), "nt", io.BytesIO(), base=base)


def test_a_property_that_the_ontology_lacks_is_refused_by_name() -> None:
    thing = Entity(EntityId("i1"), "Initiative", "x", "x", (), (("colour", "red"),))

    with pytest.raises(DataError, match="colour"):
        written(Graph(entities=(thing,)), "nt")


def test_a_fact_about_nothing_is_refused() -> None:
    graph = small_graph()
    fact = replace(graph.facts[0], object=EntityId("i0"))

    with pytest.raises(DataError, match="i0"):
        written(replace(graph, facts=(*graph.facts, fact)), "nt")


def test_a_path_is_written_as_a_stream_is(tmp_path: Path) -> None:
    export(small_graph(), "nq", tmp_path / "a.nq", base=BASE)

    assert (tmp_path / "a.nq").read_bytes() == written(small_graph(), "nq")


@pytest.mark.parametrize("fmt", ["ttl", "nt", "nq", "trig"])
def test_rdf_12_says_the_same_with_triple_terms(fmt: str) -> None:
    out = io.BytesIO()
    export(small_graph(), fmt, out, base=BASE, rdf12=True)
    came = set(read(out.getvalue(), fmt))
    terms = {quad.subject: quad.object for quad in came if isinstance(quad.object, Triple)}
    plain = set(read(written(small_graph(), fmt), fmt))
    said = [NamedNode(RDF + part) for part in ("subject", "predicate", "object")]

    assert len(terms) > 10
    for subject, triple in terms.items():
        ends = {quad.predicate: quad.object for quad in plain if quad.subject == subject}
        assert [ends[part] for part in said] == [triple.subject, triple.predicate, triple.object]
    gone = {quad for quad in plain if quad.subject in terms} - came
    assert {quad.predicate for quad in gone} == {*said, NamedNode(RDF + "type")}
    numbers = {quad for quad in came | plain if quad.predicate.value == VOID + "triples"}
    assert {value(quad.object) for quad in numbers} == {str(len(came)), str(len(plain))}
    assert {quad for quad in came if not isinstance(quad.object, Triple)} - numbers == plain - gone - numbers


@pytest.mark.parametrize("fmt", ["rdfxml", "jsonld"])
def test_rdf_12_is_refused_where_there_is_no_syntax_for_it(fmt: str) -> None:
    with pytest.raises(UsageError, match=f"{fmt}.*ttl"):
        export(small_graph(), fmt, io.BytesIO(), base=BASE, rdf12=True)


def test_each_graph_of_a_report_comes_of_a_run_of_a_version_and_no_clock() -> None:
    prov = "http://www.w3.org/ns/prov#"
    found = triples(small_graph())
    runs = {end for _, predicate, end in found if predicate == NamedNode(prov + "wasGeneratedBy")}
    (run,) = runs
    (program,) = {end for s, p, end in found if (s, p) == (run, NamedNode(prov + "wasAssociatedWith"))}
    used = {end for s, p, end in found if (s, p) == (run, NamedNode(prov + "used"))}

    assert value(program).endswith(f"zhengwu-kg-{__version__}")
    assert used == {node("report", report.id) for report in small_graph().reports}
    assert not any("dateTime" in str(end) for triple in found for end in triple)


TITLES = [
    '<b>"{}"|\\^`',
    'a """',
    "\\",
    "尾\\",
    '"',
    "\x00\x07\x1b\x7f",
    "\n\r\t",
    "\ud800",
    "@zh ^^<x>",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_of_any_characters_comes_back(title: str) -> None:
    report = Report(report_id(title.encode("utf-8", "replace")), title, title, Metadata(title=title))
    for fmt in FORMATS:
        came = read(written(Graph(reports=(report,)), fmt), fmt)
        found = {value(quad.object) for quad in came if quad.predicate == term("title")}
        assert found == {clean(title)}, fmt


def test_an_id_that_would_break_an_iri_is_refused() -> None:
    thing = Entity(EntityId("i1> <x"), "Initiative", "x", "x")

    with pytest.raises(DataError, match="i1> <x"):
        written(Graph(entities=(thing,)), "nt")


def test_an_empty_graph_is_valid_in_every_format() -> None:
    for fmt in FORMATS:
        assert list(read(written(Graph(), fmt), fmt)) == []


def test_the_formats_are_those_of_the_standard() -> None:
    assert {found.media_type for found in FORMATS.values()} == {
        "text/turtle",
        "application/n-triples",
        "application/n-quads",
        "application/trig",
        "application/rdf+xml",
        RdfFormat.JSON_LD.media_type,
    }


@pytest.mark.no_cover
@pytest.mark.parametrize("fmt", FORMATS)
def test_a_folder_is_written_in_pieces_as_its_graph_is_whole(fmt: str, samples_graph: Path) -> None:
    out = io.BytesIO()
    with slices(samples_graph) as found:
        export(found, fmt, out, base=BASE)

    assert out.getvalue() == written(read_graph(samples_graph), fmt)


def test_lines_of_both_kinds_are_written_in_one_go_as_each_by_itself() -> None:
    graph = small_graph()
    first, *others = graph.entities
    graph = replace(graph, entities=(replace(first, names=(*first.names, 'a" .\n<x> <y> .\n')), *others))
    triples, quads = io.BytesIO(), io.BytesIO()

    export_lines(graph, triples, quads, base=BASE)

    assert (triples.getvalue(), quads.getvalue()) == (written(graph, "nt"), written(graph, "nq"))
