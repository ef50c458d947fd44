"""A store with what queries see of a graph, which answers them as the whole graph does."""

from collections.abc import Iterator
from typing import Any

import pytest
from pyoxigraph import QuerySolutions, Store
from rdflib import RDF, URIRef
from rdflib.paths import NegatedPath, Path
from rdflib.plugins.sparql import prepareQuery

from loaders.asking.questions import Question, questions, typed
from loaders.asking.sparql import read
from loaders.checks import filling
from loaders.checks.filling import EVERYTHING, Seen, fill, seen_by
from loaders.checks.queries import checks
from loaders.rdf.naming import VOCABULARIES
from loaders.rdf.writing import lines_of, quads
from tests.loaders.small_graph import small_graph

LINES = lines_of(quads(small_graph(), base="https://example.org/kg"))
TEXTS = {
    **{question.number: question.texts["sparql"] for question in questions()},
    **{check.name: check.query for check in checks()},
}
NAMED = "SELECT ?x WHERE { ?x gsr:name ?name ; a gsr:Agency }"


def filled(queries: list[str]) -> Store:
    store = Store()
    fill(store, LINES, queries)
    return store


WHOLE = filled(["SELECT * WHERE { ?subject ?predicate ?object }"])


def patterns(part: Any) -> Iterator[tuple[Any, Any]]:
    """Predicate and object of each pattern of a query, as rdflib reads it."""
    if isinstance(part, dict):
        if "triples" in part:
            for flat in part["triples"]:
                yield from zip(flat[1::3], flat[2::3], strict=True)
        for one in part.values():
            yield from patterns(one)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from patterns(one)


def on_the_way(predicate: Any) -> Iterator[Any]:
    """The predicates of a path."""
    if isinstance(predicate, Path):
        assert not isinstance(predicate, NegatedPath)
        parts = [getattr(predicate, "arg", None), getattr(predicate, "path", None)]
        for one in [*getattr(predicate, "args", ()), *parts]:
            if one is not None:
                yield from on_the_way(one)
    else:
        yield predicate


@pytest.mark.no_cover
@pytest.mark.parametrize("name", TEXTS)
def test_every_predicate_of_a_query_is_seen(name: str) -> None:
    seen = seen_by([TEXTS[name]])
    found = list(patterns(prepareQuery(TEXTS[name], initNs=VOCABULARIES).algebra))
    named = {one for predicate, _ in found for one in on_the_way(predicate)}

    assert found
    if seen.predicates is None:
        assert not all(isinstance(one, URIRef) for one in named)
    else:
        assert {one.n3().encode() for one in named} - {RDF.type.n3().encode()} <= seen.predicates
        ends = {end for predicate, end in found if RDF.type in on_the_way(predicate)}
        classes = {end.n3().encode() for end in ends if isinstance(end, URIRef)}
        assert seen.classes is None or classes <= seen.classes


@pytest.mark.no_cover
@pytest.mark.parametrize("question", questions(), ids=lambda one: one.number)
def test_a_question_is_answered_as_on_the_whole_graph(question: Question) -> None:
    text, params = question.texts["sparql"], typed(question, {})

    assert read(filled([text]), text, params) == read(WHOLE, text, params)


@pytest.mark.no_cover
@pytest.mark.parametrize("check", checks(), ids=lambda one: one.name)
def test_a_check_finds_what_it_finds_in_the_whole_graph(check: Any) -> None:
    assert rows(filled([check.query]), check.query) == rows(WHOLE, check.query)


def rows(store: Store, query: str) -> set[str]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return {str(row) for row in found}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x WHERE { ?x ?any gsr:Agency }",
        "SELECT ?x WHERE { ?x gsr:name ?name ; ?any ?other }",
        "SELECT ?x WHERE { ?x !gsr:name ?other }",
        "SELECT ?x WHERE { ?x !(gsr:name|a) ?other }",
    ],
)
def test_a_query_that_may_see_everything_gets_everything(query: str) -> None:
    assert seen_by([NAMED, query]) == EVERYTHING
    assert len(filled([NAMED, query])) == len(WHOLE)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?class WHERE { ?x a ?class }",
        "SELECT ?class WHERE { ?x rdf:type ?class }",
        "SELECT ?x WHERE { ?x gsr:partOf/a ?class }",
        "SELECT ?x WHERE { { VALUES ?class { gsr:Agency } ?x a ?class } UNION { ?y a ?class } }",
    ],
)
def test_all_classes_are_there_where_the_class_is_asked_for(query: str) -> None:
    assert seen_by([NAMED, query]).classes is None


def test_what_no_query_names_is_left_out() -> None:
    gsr = VOCABULARIES["gsr"]
    named, agency = f"<{gsr}name>".encode(), f"<{gsr}Agency>".encode()

    assert seen_by([f"# ?a ?b ?c\nPREFIX gsr: <{gsr}> {NAMED}"]) == Seen(
        frozenset({named, agency, f"<{gsr}>".encode()}), frozenset({named, agency, f"<{gsr}>".encode()})
    )
    told = [line for line in LINES if named in line or line.split(b" ", 2)[2].startswith(agency)]
    assert len(filled([NAMED])) == len(told) < len(WHOLE)


def test_blank_nodes_are_the_same_in_every_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "CHUNK", 1)
    store = Store()
    name, part = (f"<{VOCABULARIES['gsr']}{local}>" for local in ("name", "partOf"))
    lines = [f'_:a {name} "a" .\n', f"<x:b> {part} _:a .\n", f'<x:b> {name} "b" .\n']
    fill(store, [line.encode() for line in lines], [f"SELECT * WHERE {{ ?x {name} ?name ; {part} ?y }}"])

    assert len(rows(store, f"SELECT * WHERE {{ ?x {part}/{name} ?name }}")) == 1
