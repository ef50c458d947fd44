// Q02 报告中的简称分别指哪个机构？ Which agency does each short form mean?
MATCH (e:Evidence)-[x:REFERS_TO]->(a:Entity)
WHERE x.label = 'Agency' AND a:Agency AND e.quote <> a.name
  AND (null /* short_name */ IS NULL OR e.quote = null /* short_name */)
MATCH (e)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH e, a, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
WITH a, r, e.quote AS short_name, collect(DISTINCT e.id) AS evidence
RETURN short_name, a.name AS agency, r.id AS report, evidence
