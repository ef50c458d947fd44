// number: Q21
// name: regions_sharing_partners
// zh: 哪些地区有共同的合作方？
// en: Which reporting regions share a partner?
// theme: 合作 | co-operation
// params: region:string=null
// columns: region_a*:string, region_b*:string, partner*:string, evidence:list
// order: region_a, region_b, partner
// blank: 没有点名的共同合作方 | no shared named partner

MATCH (c:Claim)-[:OBJECT]->(other)<-[:OBJECT]-(d:Claim)
WHERE c.relation = 'PARTNERS_WITH' AND c.status = 'done' AND d.relation = 'PARTNERS_WITH' AND d.status = 'done'
  AND (other:Region OR other:FunctionalZone)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (d)-[:EVIDENCE]->(f:Evidence)
MATCH (c)-[:SUBJECT]->(left:Entity)
MATCH (d)-[:SUBJECT]->(right:Entity)
OPTIONAL MATCH (c)-[:IN_REPORT]->(:Report)-[:REPORTS_ON]->(p:Entity)
OPTIONAL MATCH (d)-[:IN_REPORT]->(:Report)-[:REPORTS_ON]->(q:Entity)
WITH other, e, f, CASE WHEN left:Region OR left:FunctionalZone THEN left ELSE p END AS a,
  CASE WHEN right:Region OR right:FunctionalZone THEN right ELSE q END AS b
WHERE a.name < b.name AND ($region IS NULL OR a.name = $region OR b.name = $region)
MATCH (a)<-[:REPORTS_ON]-(:Report)
MATCH (b)<-[:REPORTS_ON]-(:Report)
UNWIND [e.id, f.id] AS span
WITH a, b, other, collect(DISTINCT span) AS evidence
RETURN a.name AS region_a, b.name AS region_b, other.name AS partner, evidence
