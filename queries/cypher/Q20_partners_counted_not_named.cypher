// number: Q20
// name: partners_counted_not_named
// zh: 哪些合作只报数量，缺多少未点名？
// en: Where are partners counted but not named, and how many are missing?
// theme: 合作 | co-operation
// params: region:string=null, year:year=null
// columns: region*:string, group*:string, declared*:integer, missing*:integer, named:list, level:string, evidence:list
// order: region, group
// blank: 没有只报数量的合作方 | no partners are only counted

MATCH (c:Claim)-[:SUBJECT|OBJECT]->(g:Entity)
WHERE c.relation IN ['PARTNERS_WITH', 'PARTY_TO'] AND g:RegionGroup AND g.memberCount IS NOT NULL
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)-[:REPORTS_ON]->(p:Entity)
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
WITH g, p, collect(DISTINCT e.id) AS evidence
OPTIONAL MATCH (g)-[:HAS_MEMBER]->(m:Entity)
WITH g, p, evidence, collect(DISTINCT m.name) AS named
RETURN p.name AS region, g.name AS `group`, g.memberCount AS declared, g.memberCount - size(named) AS missing,
  named, g.memberLevel AS level, evidence
