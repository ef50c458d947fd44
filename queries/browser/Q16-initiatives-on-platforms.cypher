// Q16 哪些举措依托哪个平台？ Which initiative runs on which platform?
MATCH (c:Claim)-[:OBJECT]->(f:Entity)
WHERE c.relation = 'USES' AND f:Platform AND (null /* status */ IS NULL OR c.status = null /* status */)
MATCH (c)-[:SUBJECT]->(i:Entity)
WHERE i:Initiative
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, f, i, e, p
WHERE null /* region */ IS NULL OR p.name = null /* region */
WITH f, i, p, c.status AS status, collect(DISTINCT e.id) AS evidence
RETURN i.name AS initiative, f.name AS platform, p.name AS region, status, evidence
