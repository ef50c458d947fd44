import pytest

from loaders.asking.unknown import unknown_names


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("MATCH (n:Agenzy) RETURN n", {"Agenzy": ("Agency",)}),
        ("MATCH (:Agency)-[r:ADVANCE|USES*1..2]->(:Platform) RETURN r", {"ADVANCE": ("ADVANCES",)}),
        ("MATCH (n:!Agency&`Platfrom`) RETURN n", {"Platfrom": ("Platform",)}),
        ("MATCH (n) WHERE n:Zzz RETURN n", {"Zzz": ()}),
        ('MATCH (n:Entity {name: "x"}) RETURN {a: n}, [x IN [n] WHERE x:Region | x.name][0..1]', {}),
        ("MATCH (n {kind: name}) RETURN ': Agenzy'", {}),
    ],
)
def test_what_a_query_asks_for_and_the_ontology_lacks(query: str, found: dict[str, tuple[str, ...]]) -> None:
    assert unknown_names(query, "cypher") == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT * { ?x a gsr:Agncy ; gsr:advnces ?y }", {"Agncy": ("Agency",), "advnces": ("advances",)}),
        ("SELECT * { ?x <https://w3id.org/gsr/ns#zzz> ?y }", {"zzz": ()}),
        ('PREFIX gsr: <https://w3id.org/gsr/ns#> ASK { ?gsr a gsr:Agency ; gsr:name "gsr:Agncy"@en }', {}),
    ],
)
def test_which_terms_of_a_query_in_sparql_the_ontology_lacks(
    query: str, found: dict[str, tuple[str, ...]]
) -> None:
    assert unknown_names(query, "sparql") == found
