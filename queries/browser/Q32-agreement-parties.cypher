// Q32 签了哪些协议，各方是谁？ Which agreements, between whom?
MATCH (c:Claim)-[:OBJECT]->(g:Entity)
WHERE c.relation = 'PARTY_TO' AND g:Agreement AND (null /* status */ IS NULL OR c.status = null /* status */)
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, g, s, e, r, p
WHERE null /* region */ IS NULL OR p.name = null /* region */
WITH g, s, c.status AS status, min(r.year) AS year, collect(DISTINCT e.id) AS evidence
OPTIONAL MATCH (g)-[:CONCERNS]->(i:Initiative)
WITH g, s, status, year, evidence, collect(DISTINCT i.name) AS initiatives
RETURN s.name AS party, g.name AS agreement, status, initiatives, year, evidence
