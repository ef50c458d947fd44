// Q24 同一地区同一指标逐年如何变化？ How did a metric of a region change from year to year?
MATCH (f:Finding)-[:CHECKS]->(v:Observation)-[:METRIC]->(k:Entity)
WHERE f.kind = 'change' AND f.verdict = 'comparable'
MATCH (f)-[:AGAINST]->(w:Observation)
MATCH (f)-[:EVIDENCE]->(e:Evidence)
MATCH (w)-[:IN_REPORT]->(old:Report)
MATCH (v)-[:IN_REPORT]->(new:Report)-[:REPORTS_ON]->(p:Entity)
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* from_year */ IS NULL OR old.year = null /* from_year */)
  AND (null /* to_year */ IS NULL OR new.year = null /* to_year */)
WITH f, v, w, k, p, old, new, collect(DISTINCT e.id) AS evidence
RETURN p.name AS region, old.year AS from_year, new.year AS to_year, w.value AS from_value,
  v.value AS to_value, v.unit AS unit, k.name AS metric, f.change AS change, true AS comparable, evidence
