// Q09 同一文件在报告中有哪些写法？ Which spellings denote one work?
MATCH (e:Evidence)-[x:REFERS_TO]->(d:Entity)
WHERE x.label = 'Regulation' AND d:Regulation
MATCH (e)-[:IN_REPORT]->(r:Report)
WITH d, e, r, replace(replace(replace(replace(replace(replace(e.quote,
  '《', ''), '》', ''), '〈', ''), '〉', ''), '\r', ''), '\n', '') AS spelling
WITH d, spelling, collect(DISTINCT r.id) AS reports, collect(DISTINCT e.id) AS evidence
WITH d, collect({spelling: spelling, reports: reports, evidence: evidence}) AS spellings
WHERE size(spellings) >= 2 /* min_spellings */
UNWIND spellings AS found
RETURN d.name AS regulation, found.spelling AS spelling, found.reports AS reports, found.evidence AS evidence
