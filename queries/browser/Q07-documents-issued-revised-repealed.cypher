// Q07 各机构出台、修订、废止了哪些文件？ Which documents did agencies issue, revise, repeal?
MATCH (c:Claim)-[:OBJECT]->(d:Entity)
WHERE c.relation IN ['ISSUED', 'REVISED', 'REPEALED'] AND d:Regulation
  AND (null /* status */ IS NULL OR c.status = null /* status */)
  AND (null /* action */ IS NULL OR toLower(c.relation) = null /* action */)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, d, a, e, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
WITH d, a, toLower(c.relation) AS action, c.status AS status, collect(DISTINCT e.id) AS evidence
RETURN a.name AS agency, action, d.name AS regulation, status, d.documentNumber AS document_number, evidence
