// number: Q28
// name: planned_items_followed_up
// zh: 上年计划在次年报告中是否落实？
// en: Were last year's plans reported as done?
// theme: 举措 | initiatives
// params: region:string=null, year:year=null, outcome:string=null
// columns: region*:string, item*:string, outcome*:string, plan_year:year, report_year:year, evidence:list
// order: region, item
// blank: 没有次年的报告 | no report of the following year

MATCH (f:Finding)-[:CHECKS]->(i:Entity)
WHERE f.kind = 'promise' AND ($year IS NULL OR f.planYear = $year)
  AND ($outcome IS NULL OR f.verdict = $outcome)
MATCH (f)-[:REPORTED_FOR]->(p:Entity)
WHERE $region IS NULL OR p.name = $region
MATCH (f)-[:EVIDENCE]->(e:Evidence)
WITH p, i, f.verdict AS outcome, f.planYear AS plan_year, f.reportYear AS report_year,
  collect(DISTINCT e.id) AS evidence
RETURN p.name AS region, i.name AS item, outcome, plan_year, report_year, evidence
