// number: Q13
// name: initiatives_and_platforms_launched
// zh: 各机构首推、启动、建成了哪些举措和平台？
// en: Which initiatives and platforms did agencies launch?
// theme: 举措 | initiatives
// params: region:string=null, year:year=null, kind:string=null, status:string=null
// columns: agency*:string, name*:string, status*:string, kind:string, year:year, evidence:list
// order: agency, name, status
// blank: 没有首推或建成举措、平台 | no initiative or platform was launched

MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.relation = 'LAUNCHED' AND (i:Initiative OR i:Platform)
  AND ($status IS NULL OR c.status = $status)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, i, a, e, r, p, CASE WHEN i:Platform THEN 'platform' ELSE 'initiative' END AS kind
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
  AND ($kind IS NULL OR kind = $kind)
WITH i, a, kind, c.status AS status, min(r.year) AS year, collect(DISTINCT e.id) AS evidence
RETURN a.name AS agency, i.name AS name, status, kind, year, evidence
