// number: Q02
// name: agency_short_names
// zh: 报告中的简称分别指哪个机构？
// en: Which agency does each short form mean?
// theme: 机构 | agencies
// params: region:string=null, year:year=null, short_name:string=null
// columns: short_name*:string, agency*:string, report:string, evidence:list
// order: short_name, agency
// blank: 所有机构都用全称 | all names are full

MATCH (e:Evidence)-[x:REFERS_TO]->(a:Entity)
WHERE x.label = 'Agency' AND a:Agency AND e.quote <> a.name
  AND ($short_name IS NULL OR e.quote = $short_name)
MATCH (e)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH e, a, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
WITH a, r, e.quote AS short_name, collect(DISTINCT e.id) AS evidence
RETURN short_name, a.name AS agency, r.id AS report, evidence
