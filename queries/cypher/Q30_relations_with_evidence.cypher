// number: Q30
// name: relations_with_evidence
// zh: 图中每条关系的原句、位置与规则？
// en: For every relation: sentence, place, rule?
// theme: 证据 | evidence
// params: subject:string=null, relation:string=null, object:string=null, region:string=null, year:year=null, status:string=null
// columns: subject*:string, relation*:string, object*:string, status*:string, report:string, section:string, start:integer, end:integer, quote:string, rule:string, evidence:list
// order: subject, relation, object, report, start
// blank: 没有这样的关系 | no such relation

MATCH (r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
MATCH (r)<-[:IN_REPORT]-(c:Claim)
WHERE c.relation <> 'MEASURES'
  AND ($relation IS NULL OR c.relation = $relation)
  AND ($status IS NULL OR c.status = $status)
MATCH (c)-[:SUBJECT]->(s:Entity)
WHERE $subject IS NULL OR s.name = $subject
MATCH (c)-[:OBJECT]->(o:Entity)
WHERE $object IS NULL OR o.name = $object
MATCH (c)-[:EVIDENCE]->(e:Evidence)
OPTIONAL MATCH (e)-[:IN_SECTION]->(t:Section)
RETURN DISTINCT s.name AS subject, c.relation AS relation, o.name AS object, c.status AS status,
  r.id AS report, t.heading AS section, e.start AS start, e.end AS end, e.quote AS quote, c.rule AS rule,
  [e.id] AS evidence
