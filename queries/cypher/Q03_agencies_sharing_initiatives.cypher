// number: Q03
// name: agencies_sharing_initiatives
// zh: 哪些举措由两个及以上机构推行？
// en: Which initiatives are run by several agencies, and by which?
// theme: 机构 | agencies
// params: min_agencies:integer=2, status:string=done
// columns: initiative*:string, agency*:string, agency_count:integer, evidence:list
// order: agency_count descending, initiative, agency
// blank: 没有举措由这么多机构推行 | no initiative is run by that many agencies

MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.relation IN ['LAUNCHED', 'ADVANCES'] AND i:Initiative AND ($status IS NULL OR c.status = $status)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (a)-[:INNER_BODY_OF*0..4]->(head:Entity)
WHERE NOT (head)-[:INNER_BODY_OF]->()
WITH i, count(DISTINCT head) AS agency_count
WHERE agency_count >= $min_agencies
MATCH (i)<-[:OBJECT]-(c:Claim)-[:EVIDENCE]->(e:Evidence)
WHERE c.relation IN ['LAUNCHED', 'ADVANCES'] AND ($status IS NULL OR c.status = $status)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (a)-[:INNER_BODY_OF*0..4]->(head:Entity)
WHERE NOT (head)-[:INNER_BODY_OF]->()
WITH i, head, agency_count, collect(DISTINCT e.id) AS evidence
RETURN i.name AS initiative, head.name AS agency, agency_count, evidence
