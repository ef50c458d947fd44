// number: Q16
// name: initiatives_on_platforms
// zh: 哪些举措依托哪个平台？
// en: Which initiative runs on which platform?
// theme: 举措 | initiatives
// params: region:string=null, status:string=null
// columns: initiative*:string, platform*:string, region:string, status:string, evidence:list
// order: initiative, platform
// blank: 没有举措依托平台 | no initiative runs on a platform

MATCH (c:Claim)-[:OBJECT]->(f:Entity)
WHERE c.relation = 'USES' AND f:Platform AND ($status IS NULL OR c.status = $status)
MATCH (c)-[:SUBJECT]->(i:Entity)
WHERE i:Initiative
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, f, i, e, p
WHERE $region IS NULL OR p.name = $region
WITH f, i, p, c.status AS status, collect(DISTINCT e.id) AS evidence
RETURN i.name AS initiative, f.name AS platform, p.name AS region, status, evidence
