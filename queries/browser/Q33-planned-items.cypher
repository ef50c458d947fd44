// Q33 各机构下一年计划做什么？ What do agencies plan?
MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.status = 'planned' AND (i:Initiative OR i:Platform OR i:Regulation)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, i, a, e, r, p,
  CASE WHEN i:Platform THEN 'platform' WHEN i:Regulation THEN 'regulation' ELSE 'initiative' END AS kind
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
  AND (null /* kind */ IS NULL OR kind = null /* kind */)
WITH i, a, kind, c.relation AS relation, min(r.year) AS year, collect(DISTINCT e.id) AS evidence
RETURN a.name AS agency, i.name AS item, kind, relation, year, evidence
