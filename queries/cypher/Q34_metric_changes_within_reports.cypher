// number: Q34
// name: metric_changes_within_reports
// zh: 报告自述“由…到…”的变化？
// en: Which changes “from … to …” do reports state?
// theme: 指标 | metrics
// params: region:string=null, year:year=null, status:string=null
// columns: region*:string, year*:year, from_value*:decimal, to_value*:decimal, unit*:string, metric:string, status:string, evidence:list
// order: region, year, metric, from_value
// blank: 没有自述的变化 | no change is stated

MATCH (v:Observation)-[:CHANGED_FROM]->(w:Observation)
WHERE $status IS NULL OR v.status = $status
MATCH (v)-[:METRIC]->(k:Entity)
MATCH (v)-[:EVIDENCE]->(e:Evidence)
MATCH (w)-[:EVIDENCE]->(start:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH v, w, k, e, start, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
RETURN p.name AS region, r.year AS year, w.value AS from_value, v.value AS to_value, v.unit AS unit,
  k.name AS metric, v.status AS status, [start.id, e.id] AS evidence
