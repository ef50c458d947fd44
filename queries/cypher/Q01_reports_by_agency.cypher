// number: Q01
// name: reports_by_agency
// zh: 哪个机构就哪个行政区、哪一年度作了报告？
// en: Which agency reported on which region and year?
// theme: 机构 | agencies
// params: region:string=null, year:year=null, basis:string=null
// columns: agency*:string, region*:string, year*:year, basis:string, title:string, evidence:list
// order: year, region, agency
// blank: 没有读到报告 | no report was read

MATCH (r:Report)
OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(a:Entity)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH r, a, p, CASE
  WHEN a IS NULL THEN 'unknown'
  WHEN r.issuerBasis IN ['stated', 'title'] THEN 'stated'
  ELSE 'inferred'
END AS basis
WHERE ($region IS NULL OR p.name = $region)
  AND ($year IS NULL OR r.year = $year)
  AND ($basis IS NULL OR basis = $basis)
OPTIONAL MATCH (r)<-[:IN_REPORT]-(e:Evidence)-[:REFERS_TO]->(side:Entity)
WHERE side.id IN [a.id, p.id]
WITH r, a, p, basis, collect(DISTINCT e.id) AS evidence
RETURN a.name AS agency, p.name AS region, r.year AS year, basis, r.title AS title, evidence
