// Q31 谁领导、指导、监督谁？谁隶属谁？ Who leads, guides or supervises whom; who is part of whom?
MATCH (c:Claim)-[:SUBJECT]->(s:Entity)
WHERE c.relation IN ['SUPERVISES', 'PART_OF'] AND (null /* relation */ IS NULL OR c.relation = null /* relation */)
MATCH (c)-[:OBJECT]->(o:Entity)
WHERE s:Agency AND o:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, s, o, e, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
WITH c.relation AS relation, c.status AS status, e,
  CASE WHEN c.relation = 'SUPERVISES' THEN s ELSE o END AS above,
  CASE WHEN c.relation = 'SUPERVISES' THEN o ELSE s END AS below
WITH above, below, relation, status, collect(DISTINCT e.id) AS evidence
RETURN above.name AS superior, below.name AS agency, relation, status, evidence
