// number: Q29
// name: initiatives_reported_as_problems
// zh: 哪些举措被列为短板？
// en: Which initiatives do agencies report as falling short?
// theme: 举措 | initiatives
// params: region:string=null, year:year=null
// columns: agency*:string, initiative*:string, year:year, quote:string, evidence:list
// order: agency, initiative
// blank: 没有举措被列为短板（不等于没有问题） | no initiative is named among the problems (problems may still be named)

MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.status = 'problem' AND i:Initiative
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH i, a, e, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
RETURN DISTINCT a.name AS agency, i.name AS initiative, r.year AS year, e.quote AS quote, [e.id] AS evidence
