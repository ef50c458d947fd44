// number: Q23
// name: online_handling_rates
// zh: 各地“网上办”比例（口径可比者）？
// en: Share of service items that can be handled online, where comparable?
// theme: 指标 | metrics
// params: region:string=null, year:year=null
// columns: region*:string, year*:year, value*:decimal, rank:integer, metric:string, period:string, evidence:list
// order: year, rank, region
// blank: 没有报告“网上办”比例 | no share of items handled online is reported

MATCH (f:Finding)-[:CHECKS]->(v:Observation)-[:METRIC]->(k:Entity)
WHERE f.kind = 'rank'
MATCH (f)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)-[:REPORTS_ON]->(p:Entity)
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
RETURN p.name AS region, r.year AS year, v.value AS value, f.rank AS rank, k.name AS metric,
  v.period AS period, [e.id] AS evidence
