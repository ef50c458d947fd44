// Q22 各举措有哪些数据？ What figures are given for initiatives?
MATCH (c:Claim)-[:OBJECT]->(t:Initiative)
WHERE c.relation = 'MEASURES' AND ("done" /* status */ IS NULL OR c.status = "done" /* status */)
  AND (null /* initiative */ IS NULL OR t.name = null /* initiative */) AND (null /* initiative_ends */ IS NULL OR t.name ENDS WITH null /* initiative_ends */)
MATCH (c)-[:SUBJECT]->(v:Observation)-[:METRIC]->(k:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:EVIDENCE]->(own:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH t, v, k, e, own, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
WITH t, v, k, p, collect(DISTINCT e.id) + collect(DISTINCT own.id) AS evidence
RETURN p.name AS region, t.name AS initiative, v.value AS value, v.unit AS unit, v.qualifier AS qualifier,
  k.name AS metric, v.period AS period, evidence
