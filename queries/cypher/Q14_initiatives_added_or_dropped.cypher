// number: Q14
// name: initiatives_added_or_dropped
// zh: 某地相邻年度新增、保留、不再提及的举措？
// en: Which initiatives came, stayed or went between two years?
// theme: 举措 | initiatives
// params: region:string=null, from_year:integer=null, to_year:integer=null, change:string=null
// columns: region*:string, initiative*:string, change*:string, from_year:year, to_year:year, same_issuer:boolean, evidence:list
// order: region, change, initiative
// blank: 没有相邻两年的报告 | no reports on two consecutive years

MATCH (old:Report)-[:REPORTS_ON]->(p:Entity)<-[:REPORTS_ON]-(new:Report)
WHERE new.year = old.year + 1
  AND ($region IS NULL OR p.name = $region)
  AND ($from_year IS NULL OR old.year = $from_year)
  AND ($to_year IS NULL OR new.year = $to_year)
WITH DISTINCT p, old.year AS from_year, new.year AS to_year
MATCH (p)<-[:REPORTS_ON]-(s:Report)
WHERE s.year IN [from_year, to_year]
OPTIONAL MATCH (s)-[:PUBLISHED_BY]->(a:Entity)
WITH p, from_year, to_year, a, min(s.year) AS early, max(s.year) AS late
WITH p, from_year, to_year, sum(CASE WHEN a IS NULL OR early = late THEN 1 ELSE 0 END) AS alone
MATCH (p)<-[:REPORTS_ON]-(r:Report)<-[:IN_REPORT]-(e:Evidence)-[:REFERS_TO]->(i:Entity)
WHERE i:Initiative AND r.year IN [from_year, to_year]
WITH p, i, from_year, to_year, alone, min(r.year) AS first, max(r.year) AS last,
  collect(DISTINCT e.id) AS evidence
WITH p, i, from_year, to_year, alone, evidence,
  CASE WHEN first < last THEN 'kept' WHEN first = from_year THEN 'dropped' ELSE 'added' END AS change
WHERE $change IS NULL OR change = $change
RETURN p.name AS region, i.name AS initiative, change, from_year, to_year, alone = 0 AS same_issuer, evidence
