// Q34 报告自述“由…到…”的变化？ Which changes “from … to …” do reports state?
MATCH (v:Observation)-[:CHANGED_FROM]->(w:Observation)
WHERE null /* status */ IS NULL OR v.status = null /* status */
MATCH (v)-[:METRIC]->(k:Entity)
MATCH (v)-[:EVIDENCE]->(e:Evidence)
MATCH (w)-[:EVIDENCE]->(start:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH v, w, k, e, start, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
RETURN p.name AS region, r.year AS year, w.value AS from_value, v.value AS to_value, v.unit AS unit,
  k.name AS metric, v.status AS status, [start.id, e.id] AS evidence
