// number: Q07
// name: documents_issued_revised_repealed
// zh: 各机构出台、修订、废止了哪些文件？
// en: Which documents did agencies issue, revise, repeal?
// theme: 文件 | documents
// params: region:string=null, year:year=null, action:string=null, status:string=null
// columns: agency*:string, action*:string, regulation*:string, status*:string, document_number:string, evidence:list
// order: agency, action, regulation
// blank: 没有出台、修订或废止文件 | no document was issued, revised or repealed

MATCH (c:Claim)-[:OBJECT]->(d:Entity)
WHERE c.relation IN ['ISSUED', 'REVISED', 'REPEALED'] AND d:Regulation
  AND ($status IS NULL OR c.status = $status)
  AND ($action IS NULL OR toLower(c.relation) = $action)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, d, a, e, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
WITH d, a, toLower(c.relation) AS action, c.status AS status, collect(DISTINCT e.id) AS evidence
RETURN a.name AS agency, action, d.name AS regulation, status, d.documentNumber AS document_number, evidence
