// Q28 上年计划在次年报告中是否落实？ Were last year's plans reported as done?
MATCH (f:Finding)-[:CHECKS]->(i:Entity)
WHERE f.kind = 'promise' AND (null /* year */ IS NULL OR f.planYear = null /* year */)
  AND (null /* outcome */ IS NULL OR f.verdict = null /* outcome */)
MATCH (f)-[:REPORTED_FOR]->(p:Entity)
WHERE null /* region */ IS NULL OR p.name = null /* region */
MATCH (f)-[:EVIDENCE]->(e:Evidence)
WITH p, i, f.verdict AS outcome, f.planYear AS plan_year, f.reportYear AS report_year,
  collect(DISTINCT e.id) AS evidence
RETURN p.name AS region, i.name AS item, outcome, plan_year, report_year, evidence
