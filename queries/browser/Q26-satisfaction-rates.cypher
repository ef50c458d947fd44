// Q26 各报告的满意率、评价对象与期间？ Satisfaction rates with object and period?
MATCH (v:Observation)-[:METRIC]->(k:Entity)
WHERE v.theme = 'satisfaction' AND v.status = 'done' AND NOT (v)<-[:CHANGED_FROM]-()
MATCH (v)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH v, k, e, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
RETURN p.name AS region, r.year AS year, v.value AS value, v.period AS period, v.qualifier AS qualifier, k.name AS object, [e.id] AS evidence
