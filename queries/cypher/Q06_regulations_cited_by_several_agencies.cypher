// number: Q06
// name: regulations_cited_by_several_agencies
// zh: 哪些法规文件被多个机构引用？
// en: Which regulations are cited by several agencies?
// theme: 文件 | documents
// params: min_agencies:integer=2
// columns: regulation*:string, agency_count*:integer, agencies:list, evidence:list
// order: agency_count descending, regulation
// blank: 没有文件被这么多机构引用 | no regulation is cited by that many agencies

MATCH (c:Claim)-[:OBJECT]->(d:Entity)
WHERE c.relation IN ['IMPLEMENTS', 'STUDIES'] AND d:Regulation
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (a)-[:INNER_BODY_OF*0..4]->(head:Entity)
WHERE NOT (head)-[:INNER_BODY_OF]->()
WITH d, count(DISTINCT head) AS agency_count, collect(DISTINCT head.name) AS agencies,
  collect(DISTINCT e.id) AS evidence
WHERE agency_count >= $min_agencies
RETURN d.name AS regulation, agency_count, agencies, evidence
