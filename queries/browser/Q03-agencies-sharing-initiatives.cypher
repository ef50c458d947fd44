// Q03 哪些举措由两个及以上机构推行？ Which initiatives are run by several agencies, and by which?
MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.relation IN ['LAUNCHED', 'ADVANCES'] AND i:Initiative AND ("done" /* status */ IS NULL OR c.status = "done" /* status */)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (a)-[:INNER_BODY_OF*0..4]->(head:Entity)
WHERE NOT (head)-[:INNER_BODY_OF]->()
WITH i, count(DISTINCT head) AS agency_count
WHERE agency_count >= 2 /* min_agencies */
MATCH (i)<-[:OBJECT]-(c:Claim)-[:EVIDENCE]->(e:Evidence)
WHERE c.relation IN ['LAUNCHED', 'ADVANCES'] AND ("done" /* status */ IS NULL OR c.status = "done" /* status */)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (a)-[:INNER_BODY_OF*0..4]->(head:Entity)
WHERE NOT (head)-[:INNER_BODY_OF]->()
WITH i, head, agency_count, collect(DISTINCT e.id) AS evidence
RETURN i.name AS initiative, head.name AS agency, agency_count, evidence
