// number: Q12
// name: initiatives_by_region
// zh: 哪些地区推行了哪些举措，最早见于哪一年？
// en: Which regions run which initiatives, first seen when?
// theme: 举措 | initiatives
// params: initiative:string=null, region:string=null, year:year=null, status:string=done
// columns: initiative*:string, region*:string, first_year*:year, agencies:list, evidence:list
// order: initiative, region
// blank: 没有地区推行这样的举措 | no region runs such an initiative

MATCH (c:Claim)-[:OBJECT]->(i:Entity)
WHERE c.relation IN ['LAUNCHED', 'ADVANCES'] AND i:Initiative
  AND ($status IS NULL OR c.status = $status)
  AND ($initiative IS NULL OR i.name = $initiative)
MATCH (c)-[:SUBJECT]->(a:Entity)
MATCH (c)-[:EVIDENCE]->(e:Evidence)
MATCH (c)-[:IN_REPORT]->(r:Report)-[:REPORTS_ON]->(p:Entity)
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
WITH i, p, min(r.year) AS first_year, collect(DISTINCT a.name) AS agencies, collect(DISTINCT e.id) AS evidence
RETURN i.name AS initiative, p.name AS region, first_year, agencies, evidence
