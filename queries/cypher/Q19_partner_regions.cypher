// number: Q19
// name: partner_regions
// zh: 各地与哪些地区合作？
// en: Which regions does each region partner with?
// theme: 合作 | co-operation
// params: region:string=null, year:year=null, status:string=null
// columns: region*:string, partner*:string, status*:string, agreement:string, first_year:year, evidence:list
// order: region, status, partner
// blank: 没有点名的合作地区 | no partner is named

MATCH (c:Claim)-[:OBJECT]->(other:Entity)
WHERE c.relation = 'PARTNERS_WITH' AND (other:Region OR other:FunctionalZone)
  AND ($status IS NULL OR c.status = $status)
MATCH (c)-[:SUBJECT]->(side:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
WHERE $year IS NULL OR r.year = $year
OPTIONAL MATCH (r)-[:REPORTS_ON]->(reporting:Entity)
WITH c, other, e, r, CASE WHEN side:Region OR side:FunctionalZone THEN side ELSE reporting END AS acting
WHERE acting IS NOT NULL AND ($region IS NULL OR acting.name = $region)
WITH acting, other, c.status AS status, min(r.year) AS first_year, collect(DISTINCT e.id) AS evidence,
  collect(DISTINCT r.id) AS reports
WITH other,
  collect({name: acting.name, status: status, year: first_year, evidence: evidence, reports: reports}) AS sides
OPTIONAL MATCH (other)<-[:SUBJECT]-(signed:Claim {relation: 'PARTY_TO'})-[:IN_REPORT]->(source:Report)
OPTIONAL MATCH (signed)-[:OBJECT]->(contract:Entity)
WITH other, sides, collect(DISTINCT {report: source.id, name: contract.name}) AS contracts
UNWIND sides AS side
RETURN side.name AS region, other.name AS partner, side.status AS status,
  reduce(least = null, one IN [c IN contracts WHERE c.report IN side.reports | c.name] |
    CASE WHEN least IS NULL OR one < least THEN one ELSE least END) AS agreement,
  side.year AS first_year, side.evidence AS evidence
