// Q13 各机构首推、启动、建成了哪些举措和平台？ Which initiatives and platforms did agencies launch?
MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.relation = 'LAUNCHED' AND (i:Initiative OR i:Platform)
  AND (null /* status */ IS NULL OR c.status = null /* status */)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, i, a, e, r, p, CASE WHEN i:Platform THEN 'platform' ELSE 'initiative' END AS kind
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
  AND (null /* kind */ IS NULL OR kind = null /* kind */)
WITH i, a, kind, c.status AS status, min(r.year) AS year, collect(DISTINCT e.id) AS evidence
RETURN a.name AS agency, i.name AS name, status, kind, year, evidence
