// number: Q25
// name: percentage_checks
// zh: 报告中的百分比与其分子分母相符吗？
// en: Do stated percentages agree with their parts?
// theme: 指标 | metrics
// params: region:string=null, year:year=null, verdict:string=null
// columns: region*:string, year*:year, stated*:decimal, verdict*:string, part:decimal, whole:decimal, computed:decimal, kind:string, evidence:list
// order: region, year, stated
// blank: 没有写明分子分母的百分比 | no percentage whose parts the same passage states

MATCH (f:Finding)-[:CHECKS]->(:Observation)-[:IN_REPORT]->(r:Report)
WHERE f.kind IN ['share', 'reduction', 'saving'] AND ($year IS NULL OR r.year = $year)
  AND ($verdict IS NULL OR f.verdict = $verdict)
MATCH (f)-[:EVIDENCE]->(e:Evidence)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH f, r, p, collect(DISTINCT e.id) AS evidence
WHERE $region IS NULL OR p.name = $region
RETURN p.name AS region, r.year AS year, f.stated AS stated, f.verdict AS verdict, f.part AS part,
  f.whole AS whole, f.computed AS computed, f.kind AS kind, evidence
