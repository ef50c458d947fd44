from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from kg.errors import FolderError, UsageError
from kg.store import write_graph
from loaders.asking.sparql import bind, rows, store
from tests.loaders.small_graph import small_graph

BASE = "https://example.org/kg"
PREFIXES = "PREFIX gsr: <https://w3id.org/gsr/ns#>\n"
INITIATIVES = """
# en: a question about service halls
PREFIX gsr: <https://w3id.org/gsr/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?initiative ?year (CONCAT("\\u001F", GROUP_CONCAT(DISTINCT ?name; separator="\\u001F")) AS ?agencies)
WHERE {
  VALUES (?param_initiative ?param_year) { (UNDEF UNDEF) }
  ?claim gsr:claimSubject/gsr:name ?name ; gsr:claimObject ?thing ; gsr:inReport/gsr:reportingYear ?year .
  ?thing a gsr:Initiative ; gsr:name ?initiative .
  FILTER(!BOUND(?param_initiative) || STR(?initiative) = ?param_initiative)
  FILTER(!BOUND(?param_year) || xsd:integer(STR(?year)) = ?param_year)
}
GROUP BY ?initiative ?year ORDER BY ?initiative ?year
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    write_graph(small_graph(), folder)
    return folder


def test_a_question_runs_over_default_and_named_graphs(folder: Path) -> None:
    found = rows(folder, INITIATIVES, {"initiative": "一窗通办"})

    assert found == [
        {"initiative": "一窗通办", "year": 2021, "agencies": ["清江市东湖区行政审批局"]},
        {"initiative": "一窗通办", "year": 2022, "agencies": ["清江市西岭区人民政府"]},
    ]


def test_without_parameters_all_rows_come(folder: Path) -> None:
    names = {row["initiative"] for row in rows(folder, INITIATIVES, {})}

    assert names == {"一窗通办", "一件事一次办", "月清零", "跨区通办"}


def test_a_year_narrows_the_rows(folder: Path) -> None:
    assert {row["year"] for row in rows(folder, INITIATIVES, {"year": 2022})} == {2022}


FROM_A_REGION = """
PREFIX gsr: <https://w3id.org/gsr/ns#>
SELECT ?region ?initiative WHERE {
  {
    SELECT ?report ?region WHERE {
      VALUES (?param_region) { (UNDEF) }
      ?report a gsr:Report .
      OPTIONAL { ?report gsr:reportsOn/gsr:name ?name BIND(STR(?name) AS ?region) }
      FILTER(!BOUND(?param_region) || ?region = ?param_region)
    }
  }
  ?claim gsr:inReport ?report ; gsr:claimObject/gsr:name ?initiative .
} ORDER BY ?initiative
"""


@pytest.mark.parametrize("most", [0, 1, 1000])
def test_a_narrowed_sub_select_gives_what_it_gives_in_place(
    folder: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = rows(folder, FROM_A_REGION, {})
    regions = {str(row["region"]) for row in every}
    monkeypatch.setattr("loaders.asking.sparql.NARROW", most)

    assert len(regions) > 1
    for region in (*regions, 'no {such} (one) "'):
        found = rows(folder, FROM_A_REGION, {"region": region})
        assert found == [row for row in every if row["region"] == region]


def test_a_mistake_in_a_narrowed_sub_select_has_its_place_in_the_whole(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"line 7, column 17"):
        rows(folder, FROM_A_REGION.replace("a gsr:Report .", "a ;;, ."), {"region": "x"})


@pytest.mark.parametrize(
    "hostile",
    [
        *('x" ) } UNION { ?s ?p ?o } #', "x\\", 'x"', "x\n}", "x') }", "\\u0022 ) }", "$1 \\1 \\g<0>"),
        "{ SELECT ?x { VALUES (?param_region) { (1) } } }",
        "{ SELECT ?x { VALUES (?param_region) { (1) } BIND(' UNDEF) (UNDEF UNDEF) (' AS ?x) } }",
        "VALUES (?param_region) { (UNDEF) }",
        "{ SELECT ?x { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } VALUES (?param_region) { (1) } } }",
    ],
)
def test_a_value_is_never_read_as_code(folder: Path, hostile: str) -> None:
    assert rows(folder, INITIATIVES, {"initiative": hostile}) == []
    assert rows(folder, FROM_A_REGION, {"region": hostile}) == []
    query = "SELECT ?param_x WHERE { VALUES (?param_x) { (UNDEF) } }"
    assert rows(folder, query, {"x": hostile}) == [{"param_x": hostile}]


@pytest.mark.parametrize(
    ("value", "comes"), [(2, 2), (True, True), (1.5, 1.5), (Decimal("2.50"), 2.5), ("2", "2"), (None, None)]
)
def test_values_keep_their_type(folder: Path, value: str | int | float | None, comes: object) -> None:
    query = "SELECT ?param_x WHERE { VALUES (?param_x) { (UNDEF) } }"

    (row,) = rows(folder, query, {"x": value})

    assert row == {"param_x": comes}
    assert type(row["param_x"]) is type(comes)


def test_every_binding_of_a_parameter_is_filled() -> None:
    text = "VALUES (?param_a ?param_b) { (UNDEF UNDEF) } … VALUES (?param_b) { ( UNDEF ) }"

    assert bind(text, {"a": None, "b": 3}) == (
        'VALUES (?param_a ?param_b) { (UNDEF "3"^^<http://www.w3.org/2001/XMLSchema#integer>) } … '
        'VALUES (?param_b) { ("3"^^<http://www.w3.org/2001/XMLSchema#integer>) }'
    )


@pytest.mark.parametrize(
    ("written", "comes"),
    [
        ("FILTER(!BOUND(?param_a) || STR(?x) = ?param_a)", 'FILTER(!true || STR(?x) = "x)")'),
        ("filter (bound( ?param_b ) && ?x = ?param_b)", "filter (false && ?x = ?param_b)"),
        (
            'FILTER(?param_a != "?param_a (" && ?x != ?param_ab)',
            'FILTER("x)" != "?param_a (" && ?x != ?param_ab)',
        ),
        ("FILTER(?x != <http://a/(> && ?x = ?param_a)", 'FILTER(?x != <http://a/(> && ?x = "x)")'),
        ("FILTER(EXISTS { VALUES ?param_a { 1 } })", "FILTER(EXISTS { VALUES ?param_a { 1 } })"),
        ("BIND(?param_a AS ?y) FILTER(?param_a", "BIND(?param_a AS ?y) FILTER(?param_a"),
        (
            "BIND('FILTER(?param_a)' AS ?y) # FILTER(?param_a)",
            "BIND('FILTER(?param_a)' AS ?y) # FILTER(?param_a)",
        ),
    ],
)
def test_a_filter_has_the_value_of_a_parameter(written: str, comes: str) -> None:
    values = "VALUES (?param_a ?param_b) { (UNDEF UNDEF) } "

    bound = bind(values + written, {"a": "x)", "b": None})

    assert bound == f'VALUES (?param_a ?param_b) {{ ("x)" UNDEF) }} {comes}'


def test_a_parameter_that_the_query_does_not_bind_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="colour"):
        bind(INITIATIVES, {"colour": "red"})


def test_an_empty_list_and_an_empty_text_are_told_apart(folder: Path) -> None:
    query = 'SELECT ("\\u001F" AS ?none) ("" AS ?text) ("\\u001Fa" AS ?one) ("\\u001Fa\\u001Fb" AS ?two) {}'

    assert rows(folder, query, {}) == [{"none": [], "text": "", "one": ["a"], "two": ["a", "b"]}]


def test_asks_and_constructs_give_rows(folder: Path) -> None:
    assert rows(folder, PREFIXES + "ASK { ?x a gsr:Claim }", {}) == [{"answer": True}]
    built = rows(folder, PREFIXES + "CONSTRUCT { ?x a gsr:Metric } WHERE { ?x a gsr:Metric }", {})
    assert len(built) == 2
    assert set(built[0]) == {"subject", "predicate", "object"}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT ?x WHERE { ?x", "SPARQL"),
        ("INSERT DATA { <http://a/b> <http://a/c> 1 }", "SPARQL"),
        ("DELETE WHERE { ?s ?p ?o }", "SPARQL"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * {\n# x\n sErViCe<http://127.0.0.1:1/>{?s ?p ?o} }", "SERVICE"),
        ("# a comment\n SELECT * { service ?x {?s ?p ?o} }", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_what_writes_calls_out_or_does_not_parse_is_refused(folder: Path, query: str, says: str) -> None:
    before = rows(folder, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {})

    with pytest.raises(UsageError, match=says):
        rows(folder, query, {})

    assert rows(folder, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {}) == before


def test_a_prefix_that_nobody_declares_is_named(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"nobody declares the prefix foaf: ; begin with PREFIX foaf:"):
        rows(folder, "SELECT ?n { ?x foaf:name ?n } GROUP BY ?n", {})


@pytest.mark.parametrize(
    ("query", "value"),
    [
        (
            'SELECT ?x { BIND("VALUES (?param_q) { (1) }" AS ?x) }',
            " AS ?y) SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } BIND(",
        ),
        (
            "SELECT ?x { VALUES (?param_q) { (UNDEF) } BIND('''a'b FILTER(?param_q = 1) ''' AS ?x) }",
            "''' AS ?y) SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } BIND('''",
        ),
    ],
)
def test_no_value_is_put_into_a_text_of_the_query(folder: Path, query: str, value: str) -> None:
    given = {"q": value} if "UNDEF" in query else {}

    (row,) = rows(folder, query, given)

    assert "?param_q" in str(row["x"])
    if not given:
        with pytest.raises(UsageError, match="q: the query has no VALUES"):
            rows(folder, query, {"q": value})


@pytest.mark.parametrize("value", [[1, 2], {"a": 1}, float("inf"), float("nan")])
def test_a_value_that_sparql_has_not_is_refused(folder: Path, value: Any) -> None:
    with pytest.raises(UsageError, match="is no value in SPARQL; expected a text, a number"):
        rows(folder, "SELECT ?param_x { VALUES (?param_x) { (UNDEF) } }", {"x": value})


def test_a_text_may_have_the_word_for_another_server(folder: Path) -> None:
    assert rows(folder, INITIATIVES, {"initiative": "self-service"}) == []
    assert rows(folder, 'ASK { FILTER("SERVICE" = "service"@en) }', {}) == [{"answer": False}]


def test_a_mistake_is_shown_in_one_line_with_its_place(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"line 2, column \d+: }") as caught:
        rows(folder, "SELECT ?x WHERE {\n ?s ?p x }", {})

    assert "\n" not in str(caught.value)


def test_prefixes_of_the_graph_need_not_be_declared(folder: Path) -> None:
    assert rows(folder, "ASK { ?x a gsr:Claim ; gsr:evidence ?e }", {}) == [{"answer": True}]


def test_the_store_is_made_once_and_again_when_the_graph_or_the_base_changes(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    first = store(tmp_path, base=BASE)
    stamp = (first.parent / "stamp").stat().st_mtime_ns
    store(tmp_path, base=BASE)
    assert (first.parent / "stamp").stat().st_mtime_ns == stamp

    write_graph(replace(small_graph(), claims=(), claim_facts=()), tmp_path)
    store(tmp_path, base=BASE)
    assert rows(tmp_path, PREFIXES + "ASK { ?x a gsr:Claim }", {}) == [{"answer": False}]
    store(tmp_path, base="https://example.net")
    store(tmp_path, base="https://example.net")
    assert {path.name for path in (tmp_path / "graph").iterdir()} == {"sparql", ".sparql.lock"}


def test_an_unfinished_store_is_never_taken(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    (tmp_path / "graph" / "sparql" / "store").mkdir(parents=True)
    (tmp_path / "graph" / ".sparql-new").mkdir()

    assert rows(tmp_path, PREFIXES + "ASK { ?x a gsr:Claim }", {}) == [{"answer": True}]


def test_two_first_questions_at_once_are_both_answered(tmp_path: Path) -> None:
    write_graph(small_graph(), tmp_path)
    answers: list[object] = []
    askers = [Thread(target=lambda: answers.append(rows(tmp_path, INITIATIVES, {}))) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert len(answers) == 2
    assert answers[0] == answers[1]


def test_no_graph_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="kg build"):
        rows(tmp_path / "none", INITIATIVES, {})
