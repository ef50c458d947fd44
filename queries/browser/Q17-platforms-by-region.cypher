// Q17 各地报告使用或提到哪些平台，哪些为多地共用？ Which platforms appear in which region?
MATCH (f:Entity)<-[:REFERS_TO]-(:Evidence)-[:IN_REPORT]->(:Report)-[:REPORTS_ON]->(each:Entity)
WHERE f:Platform
WITH f, count(DISTINCT each) AS region_count
WHERE region_count >= 1 /* min_regions */
MATCH (f)<-[:REFERS_TO]-(e:Evidence)-[:IN_REPORT]->(r:Report)-[:REPORTS_ON]->(p:Entity)
WHERE null /* region */ IS NULL OR p.name = null /* region */
OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(a:Entity)
WITH f, p, region_count, collect(DISTINCT a.name) AS agencies, collect(DISTINCT e.id) AS evidence
RETURN f.name AS platform, p.name AS region, region_count, agencies, evidence
