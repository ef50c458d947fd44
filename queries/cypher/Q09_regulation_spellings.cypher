// number: Q09
// name: regulation_spellings
// zh: 同一文件在报告中有哪些写法？
// en: Which spellings denote one work?
// theme: 文件 | documents
// params: min_spellings:integer=2
// columns: regulation*:string, spelling*:string, reports:list, evidence:list
// order: regulation, spelling
// blank: 每份文件只有一种写法 | one spelling each

MATCH (e:Evidence)-[x:REFERS_TO]->(d:Entity)
WHERE x.label = 'Regulation' AND d:Regulation
MATCH (e)-[:IN_REPORT]->(r:Report)
WITH d, e, r, replace(replace(replace(replace(replace(replace(e.quote,
  '《', ''), '》', ''), '〈', ''), '〉', ''), '\r', ''), '\n', '') AS spelling
WITH d, spelling, collect(DISTINCT r.id) AS reports, collect(DISTINCT e.id) AS evidence
WITH d, collect({spelling: spelling, reports: reports, evidence: evidence}) AS spellings
WHERE size(spellings) >= $min_spellings
UNWIND spellings AS found
RETURN d.name AS regulation, found.spelling AS spelling, found.reports AS reports, found.evidence AS evidence
