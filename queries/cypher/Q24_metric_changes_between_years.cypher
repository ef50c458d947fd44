// number: Q24
// name: metric_changes_between_years
// zh: 同一地区同一指标逐年如何变化？
// en: How did a metric of a region change from year to year?
// theme: 指标 | metrics
// params: region:string=null, from_year:integer=null, to_year:integer=null
// columns: region*:string, from_year*:year, to_year*:year, from_value*:decimal, to_value*:decimal, unit:string, metric:string, change:decimal, comparable:boolean, evidence:list
// order: region, metric, from_year
// blank: 没有相邻两年可比的指标 | no metric of two consecutive years that can be compared

MATCH (f:Finding)-[:CHECKS]->(v:Observation)-[:METRIC]->(k:Entity)
WHERE f.kind = 'change' AND f.verdict = 'comparable'
MATCH (f)-[:AGAINST]->(w:Observation)
MATCH (f)-[:EVIDENCE]->(e:Evidence)
MATCH (w)-[:IN_REPORT]->(old:Report)
MATCH (v)-[:IN_REPORT]->(new:Report)-[:REPORTS_ON]->(p:Entity)
WHERE ($region IS NULL OR p.name = $region) AND ($from_year IS NULL OR old.year = $from_year)
  AND ($to_year IS NULL OR new.year = $to_year)
WITH f, v, w, k, p, old, new, collect(DISTINCT e.id) AS evidence
RETURN p.name AS region, old.year AS from_year, new.year AS to_year, w.value AS from_value,
  v.value AS to_value, v.unit AS unit, k.name AS metric, f.change AS change, true AS comparable, evidence
