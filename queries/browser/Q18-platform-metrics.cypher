// Q18 平台承载的事项、办件、渠道等数据？ What figures are given for platforms?
MATCH (c:Claim)-[:OBJECT]->(t:Platform)
WHERE c.relation = 'MEASURES' AND ("done" /* status */ IS NULL OR c.status = "done" /* status */)
  AND (null /* platform */ IS NULL OR t.name = null /* platform */)
MATCH (c)-[:SUBJECT]->(v:Observation)-[:METRIC]->(k:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:EVIDENCE]->(own:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH t, v, k, e, own, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
WITH t, v, k, p, collect(DISTINCT e.id) + collect(DISTINCT own.id) AS evidence
RETURN p.name AS region, t.name AS platform, v.value AS value, v.unit AS unit, v.qualifier AS qualifier,
  k.name AS metric, v.period AS period, evidence
