// number: Q21
// name: regions_sharing_partners
// zh: 哪些地区有共同的合作方？
// en: Which reporting regions share a partner?
// theme: 合作 | co-operation
// params: region:string=null
// columns: region_a*:string, region_b*:string, partner*:string, evidence:list
// order: region_a, region_b, partner
// blank: 没有点名的共同合作方 | no shared named partner

MATCH (c:Claim)-[:OBJECT]->(other:Entity)
WHERE c.relation = 'PARTNERS_WITH' AND c.status = 'done' AND (other:Region OR other:FunctionalZone)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:SUBJECT]->(side:Entity)
OPTIONAL MATCH (c)-[:IN_REPORT]->(:Report)-[:REPORTS_ON]->(p:Entity)
WITH other, e, CASE WHEN side:Region OR side:FunctionalZone THEN side ELSE p END AS place
MATCH (place)<-[:REPORTS_ON]-(:Report)
WITH other, place.name AS name, collect(DISTINCT e.id) AS spans
WITH other, collect({name: name, spans: spans}) AS sides
UNWIND sides AS one
WITH other, sides, one
WHERE $region IS NULL OR one.name = $region
UNWIND sides AS two
WITH other, one, two
WHERE one.name < two.name OR ($region IS NOT NULL AND two.name < one.name)
RETURN CASE WHEN one.name < two.name THEN one.name ELSE two.name END AS region_a,
  CASE WHEN one.name < two.name THEN two.name ELSE one.name END AS region_b,
  other.name AS partner, one.spans + two.spans AS evidence
