// number: Q22
// name: initiative_metrics
// zh: 各举措有哪些数据？
// en: What figures are given for initiatives?
// theme: 指标 | metrics
// params: initiative:string=null, initiative_ends:string=null, region:string=null, year:year=null, status:string=done
// columns: region*:string, initiative*:string, value*:decimal, unit*:string, qualifier:string, metric:string, period:string, evidence:list
// order: initiative, region, metric, value
// blank: 没有说明举措的数据 | no figure is about an initiative

MATCH (c:Claim)-[:OBJECT]->(t:Initiative)
WHERE c.relation = 'MEASURES' AND ($status IS NULL OR c.status = $status)
  AND ($initiative IS NULL OR t.name = $initiative) AND ($initiative_ends IS NULL OR t.name ENDS WITH $initiative_ends)
MATCH (c)-[:SUBJECT]->(v:Observation)-[:METRIC]->(k:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:EVIDENCE]->(own:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH t, v, k, e, own, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
WITH t, v, k, p, collect(DISTINCT e.id) + collect(DISTINCT own.id) AS evidence
RETURN p.name AS region, t.name AS initiative, v.value AS value, v.unit AS unit, v.qualifier AS qualifier,
  k.name AS metric, v.period AS period, evidence
