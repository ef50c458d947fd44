// Q30 图中每条关系的原句、位置与规则？ For every relation: sentence, place, rule?
MATCH (r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
MATCH (r)<-[:IN_REPORT]-(c:Claim)
WHERE c.relation <> 'MEASURES'
  AND (null /* relation */ IS NULL OR c.relation = null /* relation */)
  AND (null /* status */ IS NULL OR c.status = null /* status */)
MATCH (c)-[:SUBJECT]->(s:Entity)
WHERE null /* subject */ IS NULL OR s.name = null /* subject */
MATCH (c)-[:OBJECT]->(o:Entity)
WHERE null /* object */ IS NULL OR o.name = null /* object */
MATCH (c)-[:EVIDENCE]->(e:Evidence)
OPTIONAL MATCH (e)-[:IN_SECTION]->(t:Section)
RETURN DISTINCT s.name AS subject, c.relation AS relation, o.name AS object, c.status AS status,
  r.id AS report, t.heading AS section, e.start AS start, e.end AS end, e.quote AS quote, c.rule AS rule,
  [e.id] AS evidence
