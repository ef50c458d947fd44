// number: Q32
// name: agreement_parties
// zh: 签了哪些协议，各方是谁？
// en: Which agreements, between whom?
// theme: 合作 | co-operation
// params: region:string=null, status:string=null
// columns: party*:string, agreement*:string, status*:string, initiatives:list, year:year, evidence:list
// order: agreement, party
// blank: 没有点名的协议 | no agreement is named

MATCH (c:Claim)-[:OBJECT]->(g:Entity)
WHERE c.relation = 'PARTY_TO' AND g:Agreement AND ($status IS NULL OR c.status = $status)
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, g, s, e, r, p
WHERE $region IS NULL OR p.name = $region
WITH g, s, c.status AS status, min(r.year) AS year, collect(DISTINCT e.id) AS evidence
OPTIONAL MATCH (g)-[:CONCERNS]->(i:Initiative)
WITH g, s, status, year, evidence, collect(DISTINCT i.name) AS initiatives
RETURN s.name AS party, g.name AS agreement, status, initiatives, year, evidence
