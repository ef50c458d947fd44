// number: Q17
// name: platforms_by_region
// zh: 各地报告使用或提到哪些平台，哪些为多地共用？
// en: Which platforms appear in which region?
// theme: 平台 | platforms
// params: region:string=null, min_regions:integer=1
// columns: platform*:string, region*:string, region_count:integer, agencies:list, evidence:list
// order: region_count descending, platform, region
// blank: 没有提到这么多地区共用的平台 | no platform appears in that many regions

MATCH (f:Entity)<-[:REFERS_TO]-(:Evidence)-[:IN_REPORT]->(:Report)-[:REPORTS_ON]->(each:Entity)
WHERE f:Platform
WITH f, count(DISTINCT each) AS region_count
WHERE region_count >= $min_regions
MATCH (f)<-[:REFERS_TO]-(e:Evidence)-[:IN_REPORT]->(r:Report)-[:REPORTS_ON]->(p:Entity)
WHERE $region IS NULL OR p.name = $region
OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(a:Entity)
WITH f, p, region_count, collect(DISTINCT a.name) AS agencies, collect(DISTINCT e.id) AS evidence
RETURN f.name AS platform, p.name AS region, region_count, agencies, evidence
