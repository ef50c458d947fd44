// number: Q11
// name: legal_acts_cited
// zh: 被引文件中哪些是法律规范或党内法规？
// en: Which cited documents are law, or party regulations?
// theme: 文件 | documents
// params: kind:string=null
// columns: regulation*:string, kind*:string, kind_basis:string, evidence:list
// order: kind, regulation
// blank: 没有引用法律规范或党内法规 | no law and no party regulation is cited

MATCH (e:Evidence)-[:REFERS_TO]->(d:Entity)
WHERE d:Regulation AND ($kind IS NULL OR d.kind = $kind)
  AND d.kind IN ['constitution', 'law', 'administrative-regulation', 'supervisory-regulation',
    'judicial-interpretation', 'local-regulation', 'local-government-rule', 'departmental-rule',
    'party-regulation']
WITH d, collect(DISTINCT e.id) AS evidence
RETURN d.name AS regulation, d.kind AS kind, d.kindBasis AS kind_basis, evidence
