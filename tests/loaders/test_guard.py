import pytest

from kg.errors import UsageError
from loaders.asking.guard import Language, check

GOOD_CYPHER = [
    "MATCH (n) RETURN count(n) AS n",
    "MATCH (n) RETURN n.id AS id;",
    "  \n// CREATE (n)\nMATCH (n:Entity) RETURN n.name AS name",
    "/* DELETE n; */ MATCH (n) RETURN n.id AS id",
    "MATCH (n) WHERE n.name CONTAINS 'CREATE (x)' RETURN n.id AS id",
    'MATCH (n) WHERE n.name = "a \\" SET n.x = 1" RETURN n.id AS id',
    "MATCH (n) WHERE n.name = 'it\\'s; MERGE' RETURN n.id AS id",
    "MATCH (n) RETURN n.`DELETE` AS `SET`",
    "MATCH (n) RETURN n.set AS a, n.create AS b",
    "MATCH (n:Delete) RETURN n {.set, .remove} AS n",
    "RETURN {create: 1, set: 2} AS m",
    "MATCH (n) WHERE n.name = $set RETURN n.id AS id",
    "MATCH (机构:Agency)-[:ISSUED]->(文件) RETURN 机构.name AS 机构, 文件.name AS 文件",
    "MATCH (n) RETURN n.name AS 创建 // 删除; DROP",
    "MATCH (a)-[:ISSUED|REVISED]->(b) RETURN a.id AS a UNION MATCH (a) RETURN a.id AS a",
    "MATCH (a) CALL (a) { MATCH (a)--(b) RETURN count(b) AS n } RETURN a.id AS id, n",
    "MATCH (a) WHERE EXISTS { (a)-[:USES]->() } RETURN COUNT { (a)--() } AS n",
    "CALL db.labels() YIELD label RETURN label",
    "CALL db.index.fulltext.queryNodes('entity_text', '\"通办\"') YIELD node RETURN node.id AS id",
    "UNWIND [1, 2] AS x WITH x WHERE x > 1 RETURN x",
    "OPTIONAL MATCH (n) RETURN n.id AS id",
    "RETURN duration.between(date('2021-01-01'), date('2022-01-01')) AS d",
    "MATCH (n) RETURN n.name AS name SKIP 1 LIMIT 10",
    "MATCH (offset)-[created]->(reset) RETURN offset.id AS id",
    "RETURN '\\u6e1d\\u5feb\\u529e' AS name",
    "RETURN [x IN range(1, 3) WHERE x > 1 | x * 2.5e3] AS xs",
    "MATCH (start)-[r]->(stop) RETURN start.start AS s, stop.end AS e",
]
BAD_CYPHER = [
    ("", "empty"),
    ("   // nothing\n", "empty"),
    ("CREATE (n)", "CREATE"),
    ("create (n)", "create"),
    ("MATCH (n) SET n.x = 1", "SET"),
    ("MATCH (n)\nSeT n.x = 1", "line 2, column 1"),
    ("MATCH (n) DELETE n", "DELETE"),
    ("MATCH (n) DETACH DELETE n", "DETACH"),
    ("MATCH (n) REMOVE n.x", "REMOVE"),
    ("MERGE (n:Entity {id: 'x'}) RETURN n.id AS id", "MERGE"),
    ("MATCH (n) FOREACH (x IN [1] | SET n.x = x)", "FOREACH"),
    ("INSERT (n:X)", "INSERT"),
    ("DROP CONSTRAINT entity_id", "DROP"),
    ("LOAD CSV FROM 'http://127.0.0.1/' AS row RETURN row", "LOAD"),
    ("MATCH (n) LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "LOAD"),
    ("SHOW SETTINGS YIELD name RETURN name", "SHOW"),
    ("SHOW USERS", "SHOW"),
    ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "TERMINATE"),
    ("ALTER USER neo4j SET PASSWORD 'x'", "ALTER"),
    ("GRANT ROLE admin TO x", "GRANT"),
    ("STOP DATABASE neo4j", "STOP"),
    ("USE system MATCH (n) RETURN n.id AS id", "USE"),
    ("CALL { USE system MATCH (n) RETURN n.id AS id } RETURN id", "USE"),
    ("CYPHER runtime=parallel MATCH (n) RETURN n.id AS id", "CYPHER"),
    ("EXPLAIN MATCH (n) RETURN n.id AS id", "EXPLAIN"),
    ("MATCH (n) RETURN n.id AS id; MATCH (n) DELETE n", "second statement"),
    ("MATCH (n) RETURN n.id AS id; RETURN 1", "second statement"),
    ("CALL apoc.load.json('http://127.0.0.1/') YIELD value RETURN value", "apoc.load.json"),
    ("CALL db.clearQueryCaches()", "clearQueryCaches"),
    ("CALL `db`.`clearQueryCaches`()", "clearQueryCaches"),
    ("CALL dbms.listConfig() YIELD name RETURN name", "dbms.listConfig"),
    ("MATCH (n) CALL db . create . setNodeVectorProperty(n, 'x', [1.0]) RETURN 1", "setNodeVectorProperty"),
    ("RETURN apoc.cypher.runFirstColumnSingle('CREATE (n)', {}) AS x", "apoc.cypher"),
    ("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10 ROWS", "DELETE"),
    ("MATCH (n) /* harmless */ /* * / */ SET n.x = 1", "SET"),
    ("MATCH (n) // harmless\r SET n.x = 1", "SET"),
    ("MATCH (n) WHERE n.name = 'a' 'b\\\\' SET n.x = '1'", "SET"),
    ("MATCH (n:A\\u0060) DETACH DELETE n //` ) RETURN n.id AS id", "u0060"),
    ("MATCH (n:`A\\u0060) DETACH DELETE n //`) RETURN n.id AS id", "u0060"),
    ("MATCH (n) \\u0053ET n.x = 1", "SET"),
    ("MATCH (n) \\uu0053ET n.x = 1", "SET"),
    ("RETURN 1CREATE (n)", "CREATE"),
    ("RETURN 0CREATE (n)", "CREATE"),
    ("RETURN 1.CREATE (n)", "CREATE"),
    ("RETURN [1, 2][0..] CREATE (n)", "CREATE"),
    ("RETURN 'a", "never closed"),
    ("RETURN `a", "never closed"),
    ("/* RETURN 1", "never closed"),
    ("MATCH (n RETURN n.id AS id", "never closed"),
    ("MATCH (n)) RETURN n.id AS id", "closes what is not open"),
    ("RETURN [1, 2} AS x", "closes what is not open"),
    ("RETURN 1\x00", "never closed"),
    ("删除 (n)", "删除"),
    ("db.labels()", "begin with"),
]
PREFIX = "PREFIX gsr: <https://w3id.org/gsr/ns#> "
GOOD_SPARQL = [
    "PREFIX add: <http://x/> PREFIX load: <http://y/> SELECT ?s { ?s add:p load:o }",
    "SELECT * WHERE { ?s ?p ?o }",
    PREFIX
    + "SELECT ?s WHERE { ?s a gsr:Agency ; gsr:name ?name . FILTER(?name = 'DELETE WHERE {}'@zh-Hans) }",
    "# INSERT DATA {}\nASK { ?s ?p ?o }",
    "BASE <https://w3id.org/gsr/> CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DESCRIBE <https://example.org/load#SERVICE>",
    "SELECT ?load ?service WHERE { ?load <https://example.org/from> ?service }",
    PREFIX + "SELECT ?s { ?s gsr:load ?o ; gsr:service ?p FILTER(?o < 3 && ?o > 1) }",
    'SELECT ?s { ?s ?p """a " SERVICE " b""" }',
    "select ?s { graph ?g { ?s ?p ?o } } limit 5",
    'SELECT ?机构 { ?机构 ?关系 "\\u6e1d\\u5feb\\u529e" }',
]
BAD_SPARQL = [
    ("INSERT DATA { <a:b> <a:b> <a:b> }", "INSERT"),
    ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
    (PREFIX + "insert { ?s ?p 1 } where { ?s ?p ?o }", "insert"),
    ("LOAD <http://127.0.0.1/>", "LOAD"),
    ("CLEAR ALL", "CLEAR"),
    ("DROP GRAPH <a:b>", "DROP"),
    ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { service silent <http://127.0.0.1/> { ?s ?p ?o } }", "service"),
    ("SELECT * { SERVICESILENT<http://127.0.0.1/>{ ?s ?p ?o } }", "SERVICE"),
    ("PREFIX : <http://127.0.0.1/> SELECT * { SERVICE:x { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { ?s ?p trueSERVICE<http://127.0.0.1/>{ ?s ?p ?o } }", "SERVICE"),
    (PREFIX + "SELECT * { FILTER(?x=gsr:b)SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * FROM <http://127.0.0.1/> { ?s ?p ?o }", "FROM"),
    ("SELECT * FROM NAMED <http://127.0.0.1/> { ?s ?p ?o }", "FROM"),
    ("WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
    ("MATCH (n) RETURN n", "begin with"),
    ("SELECT * { ?s ?p 'a }", "never closed"),
    ("SELECT * { ?s ?p ?o", "never closed"),
    ("SELECT * { ?s ?p '\\u0027 } SERVICE' }", "escape"),
    ("", "empty"),
]


@pytest.mark.parametrize("text", GOOD_CYPHER)
def test_reading_cypher_passes(text: str) -> None:
    check(text, "cypher")


@pytest.mark.parametrize(("text", "named"), BAD_CYPHER)
def test_cypher_that_is_no_query_is_refused_in_one_line(text: str, named: str) -> None:
    _refused(text, named, "cypher")


@pytest.mark.parametrize("text", GOOD_SPARQL)
def test_reading_sparql_passes(text: str) -> None:
    check(text, "sparql")


@pytest.mark.parametrize(("text", "named"), BAD_SPARQL)
def test_sparql_that_is_no_query_is_refused_in_one_line(text: str, named: str) -> None:
    _refused(text, named, "sparql")


def _refused(text: str, named: str, lang: Language) -> None:
    with pytest.raises(UsageError) as caught:
        check(text, lang)
    message = str(caught.value)
    assert named in message
    assert message.startswith("line ")
    assert "\n" not in message.strip()
