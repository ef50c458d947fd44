// number: Q31
// name: agency_supervision
// zh: 谁领导、指导、监督谁？谁隶属谁？
// en: Who leads, guides or supervises whom; who is part of whom?
// theme: 机构 | agencies
// params: region:string=null, year:year=null, relation:string=null
// columns: superior*:string, agency*:string, relation*:string, status:string, evidence:list
// order: superior, agency, relation
// blank: 没有这样的陈述 | no such statement

MATCH (c:Claim)-[:SUBJECT]->(s:Entity)
WHERE c.relation IN ['SUPERVISES', 'PART_OF'] AND ($relation IS NULL OR c.relation = $relation)
MATCH (c)-[:OBJECT]->(o:Entity)
WHERE s:Agency AND o:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, s, o, e, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
WITH c.relation AS relation, c.status AS status, e,
  CASE WHEN c.relation = 'SUPERVISES' THEN s ELSE o END AS above,
  CASE WHEN c.relation = 'SUPERVISES' THEN o ELSE s END AS below
WITH above, below, relation, status, collect(DISTINCT e.id) AS evidence
RETURN above.name AS superior, below.name AS agency, relation, status, evidence
