// Q12 哪些地区推行了哪些举措，最早见于哪一年？ Which regions run which initiatives, first seen when?
MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.relation IN ['LAUNCHED', 'ADVANCES'] AND i:Initiative
  AND ("done" /* status */ IS NULL OR c.status = "done" /* status */)
  AND (null /* initiative */ IS NULL OR i.name = null /* initiative */)
MATCH (c)-[:SUBJECT]->(a:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)-[:REPORTS_ON]->(p:Entity)
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
WITH i, p, min(r.year) AS first_year, collect(DISTINCT a.name) AS agencies, collect(DISTINCT e.id) AS evidence
RETURN i.name AS initiative, p.name AS region, first_year, agencies, evidence
