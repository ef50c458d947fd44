// number: Q05
// name: regulations_cited_by_agencies
// zh: 各机构贯彻、依据、学习了哪些法规文件？
// en: Which regulations and documents does each agency apply or study?
// theme: 文件 | documents
// params: region:string=null, year:year=null, title_ends:string=null, kind:string=null
// columns: regulation*:string, agency*:string, relations:list, kind:string, year:year, evidence:list
// order: regulation, agency
// blank: 没有引用法规文件 | no citation

MATCH (c:Claim)-[:OBJECT]->(d:Entity)
WHERE c.relation IN ['IMPLEMENTS', 'STUDIES'] AND d:Regulation
  AND ($title_ends IS NULL OR d.name ENDS WITH $title_ends)
  AND ($kind IS NULL OR d.kind = $kind)
MATCH (c)-[:SUBJECT]->(a:Entity)
WHERE a:Agency
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH c, d, a, e, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
WITH d, a, collect(DISTINCT c.relation) AS relations, min(r.year) AS year, collect(DISTINCT e.id) AS evidence
RETURN d.name AS regulation, a.name AS agency, relations, d.kind AS kind, year, evidence
