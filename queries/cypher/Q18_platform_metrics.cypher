// number: Q18
// name: platform_metrics
// zh: 平台承载的事项、办件、渠道等数据？
// en: What figures are given for platforms?
// theme: 平台 | platforms
// params: platform:string=null, region:string=null, year:year=null, status:string=done
// columns: platform*:string, value*:decimal, unit*:string, qualifier:string, metric:string, region:string, period:string, evidence:list
// order: platform, metric, value
// blank: 没有说明平台的数据 | no figure is about a platform

MATCH (c:Claim)-[:OBJECT]->(t:Platform)
WHERE c.relation = 'MEASURES' AND ($status IS NULL OR c.status = $status)
  AND ($platform IS NULL OR t.name = $platform)
MATCH (c)-[:SUBJECT]->(v:Observation)-[:METRIC]->(k:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:EVIDENCE]->(own:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH t, v, k, e, own, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
WITH t, v, k, p, collect(DISTINCT e.id) + collect(DISTINCT own.id) AS evidence
RETURN p.name AS region, t.name AS platform, v.value AS value, v.unit AS unit, v.qualifier AS qualifier,
  k.name AS metric, v.period AS period, evidence
