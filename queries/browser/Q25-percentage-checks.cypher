// Q25 报告中的百分比与其分子分母相符吗？ Do stated percentages agree with their parts?
MATCH (f:Finding)-[:CHECKS]->(:Observation)-[:IN_REPORT]->(r:Report)
WHERE f.kind IN ['share', 'reduction', 'saving'] AND (null /* year */ IS NULL OR r.year = null /* year */)
  AND (null /* verdict */ IS NULL OR f.verdict = null /* verdict */)
MATCH (f)-[:EVIDENCE]->(e:Evidence)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH f, r, p, collect(DISTINCT e.id) AS evidence
WHERE null /* region */ IS NULL OR p.name = null /* region */
RETURN p.name AS region, r.year AS year, f.stated AS stated, f.verdict AS verdict, f.part AS part,
  f.whole AS whole, f.computed AS computed, f.kind AS kind, evidence
