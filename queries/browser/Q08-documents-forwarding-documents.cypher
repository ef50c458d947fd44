// Q08 哪些通知、决定印发或公布了哪份文件？ Which notice or decision issues which attached document?
MATCH (n:Entity)-[:FORWARDS]->(d:Entity)
WHERE n:Regulation AND d:Regulation
MATCH (e:Evidence)-[:REFERS_TO]->(n)
WITH n, d, collect(DISTINCT e.id) AS evidence
RETURN n.name AS notice, d.name AS document, evidence
