// number: Q27
// name: money_metrics
// zh: 涉及资金的指标？
// en: Amounts of money?
// theme: 指标 | metrics
// params: region:string=null, year:year=null
// columns: region*:string, year*:year, value*:decimal, qualifier:string, metric:string, raw_value:string, period:string, evidence:list
// order: region, year, value descending
// blank: 没有报告金额 | no amount of money is reported

MATCH (v:Observation)-[:METRIC]->(k:Entity)
WHERE v.unitCode = 'CCY_CNY' AND v.status = 'done' AND NOT (v)<-[:CHANGED_FROM]-()
MATCH (v)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH v, k, e, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
RETURN p.name AS region, r.year AS year, v.value AS value, v.qualifier AS qualifier, k.name AS metric,
  v.raw AS raw_value, v.period AS period, [e.id] AS evidence
