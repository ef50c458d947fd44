// number: Q33
// name: planned_items
// zh: 各机构下一年计划做什么？
// en: What do agencies plan?
// theme: 举措 | initiatives
// params: region:string=null, year:year=null, kind:string=null
// columns: agency*:string, item*:string, kind:string, relation:string, year:year, evidence:list
// order: agency, item
// blank: 没有点名的计划 | no plan names an initiative, a platform or a document

MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.status = 'planned' AND (i:Initiative OR i:Platform OR i:Regulation)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, i, a, e, r, p,
  CASE WHEN i:Platform THEN 'platform' WHEN i:Regulation THEN 'regulation' ELSE 'initiative' END AS kind
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
  AND ($kind IS NULL OR kind = $kind)
WITH i, a, kind, c.relation AS relation, min(r.year) AS year, collect(DISTINCT e.id) AS evidence
RETURN a.name AS agency, i.name AS item, kind, relation, year, evidence
