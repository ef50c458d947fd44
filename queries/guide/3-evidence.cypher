// 它出现在哪里 | Where it is spoken of
// zh: 提到最多的一项举措，提到它的原句（Evidence），和原句所在的报告（Report）。点原句看 quote 和它在原文中的位置 start、end。
// en: The initiative that is spoken of most, the sentences (Evidence), and the reports they stand in. Click a sentence for its quote and its place in the text, start and end.
MATCH (:Evidence)-[:REFERS_TO]->(x:Initiative)
WITH x, count(*) AS times ORDER BY times DESC, x.name LIMIT 1
MATCH p = (x)<-[:REFERS_TO]-(:Evidence)-[:IN_REPORT]->(:Report)
RETURN p LIMIT 25
