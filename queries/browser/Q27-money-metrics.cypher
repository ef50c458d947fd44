// Q27 涉及资金的指标？ Amounts of money?
MATCH (v:Observation)-[:METRIC]->(k:Entity)
WHERE v.unitCode = 'CCY_CNY' AND v.status = 'done' AND NOT (v)<-[:CHANGED_FROM]-()
MATCH (v)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH v, k, e, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
RETURN p.name AS region, r.year AS year, v.value AS value, v.qualifier AS qualifier, k.name AS metric,
  v.raw AS raw_value, v.period AS period, [e.id] AS evidence
