// Q05 各机构贯彻、依据、学习了哪些法规文件？ Which regulations and documents does each agency apply or study?
MATCH (c:Claim)-[:OBJECT]->(d:Entity)
WHERE c.relation IN ['IMPLEMENTS', 'STUDIES'] AND d:Regulation
  AND (null /* title_ends */ IS NULL OR d.name ENDS WITH null /* title_ends */)
  AND (null /* kind */ IS NULL OR d.kind = null /* kind */)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, d, a, e, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
WITH d, a, collect(DISTINCT c.relation) AS relations, min(r.year) AS year, collect(DISTINCT e.id) AS evidence
RETURN d.name AS regulation, a.name AS agency, relations, d.kind AS kind, year, evidence
