// Q29 哪些举措被列为短板？ Which initiatives do agencies report as falling short?
MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.status = 'problem' AND i:Initiative
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH i, a, e, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
RETURN DISTINCT a.name AS agency, i.name AS initiative, r.year AS year, e.quote AS quote, [e.id] AS evidence
