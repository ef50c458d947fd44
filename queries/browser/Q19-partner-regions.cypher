// Q19 各地与哪些地区合作？ Which regions does each region partner with?
MATCH (c:Claim)-[:OBJECT]->(other:Entity)
WHERE c.relation = 'PARTNERS_WITH' AND (other:Region OR other:FunctionalZone)
  AND (null /* status */ IS NULL OR c.status = null /* status */)
MATCH (c)-[:SUBJECT]->(side:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
WHERE null /* year */ IS NULL OR r.year = null /* year */
OPTIONAL MATCH (r)-[:REPORTS_ON]->(reporting:Entity)
WITH c, other, e, r, CASE WHEN side:Region OR side:FunctionalZone THEN side ELSE reporting END AS acting
WHERE acting IS NOT NULL AND (null /* region */ IS NULL OR acting.name = null /* region */)
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
