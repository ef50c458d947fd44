// Q06 哪些法规文件被多个机构引用？ Which regulations are cited by several agencies?
MATCH (c:Claim)-[:OBJECT]->(d:Entity)
WHERE c.relation IN ['IMPLEMENTS', 'STUDIES'] AND d:Regulation
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (a)-[:INNER_BODY_OF*0..4]->(head:Entity)
WHERE NOT (head)-[:INNER_BODY_OF]->()
WITH d, count(DISTINCT head) AS agency_count, collect(DISTINCT head.name) AS agencies,
  collect(DISTINCT e.id) AS evidence
WHERE agency_count >= 2 /* min_agencies */
RETURN d.name AS regulation, agency_count, agencies, evidence
