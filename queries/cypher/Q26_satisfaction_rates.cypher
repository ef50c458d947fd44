// number: Q26
// name: satisfaction_rates
// zh: 各报告的满意率、评价对象与期间？
// en: Satisfaction rates with object and period?
// theme: 指标 | metrics
// params: region:string=null, year:year=null
// columns: region*:string, year*:year, value*:decimal, period*:string, qualifier:string, object:string, evidence:list
// order: year, region, value
// blank: 没有报告满意率 | no satisfaction rate is reported

MATCH (v:Observation)-[:METRIC]->(k:Entity)
WHERE v.theme = 'satisfaction' AND v.status = 'done' AND NOT (v)<-[:CHANGED_FROM]-()
MATCH (v)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH v, k, e, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
RETURN p.name AS region, r.year AS year, v.value AS value, v.period AS period, v.qualifier AS qualifier, k.name AS object, [e.id] AS evidence
