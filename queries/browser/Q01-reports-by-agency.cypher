// Q01 哪个机构就哪个行政区、哪一年度作了报告？ Which agency reported on which region and year?
MATCH (r:Report)
OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(a:Entity)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH r, a, p, CASE
  WHEN a IS NULL THEN 'unknown'
  WHEN r.issuerBasis IN ['stated', 'title'] THEN 'stated'
  ELSE 'inferred'
END AS basis
WHERE (null /* region */ IS NULL OR p.name = null /* region */)
  AND (null /* year */ IS NULL OR r.year = null /* year */)
  AND (null /* basis */ IS NULL OR basis = null /* basis */)
OPTIONAL MATCH (r)<-[:IN_REPORT]-(e:Evidence)-[:REFERS_TO]->(side:Entity)
WHERE side.id IN [a.id, p.id]
WITH r, a, p, basis, collect(DISTINCT e.id) AS evidence
RETURN a.name AS agency, p.name AS region, r.year AS year, basis, r.title AS title, evidence
