// Q11 被引文件中哪些是法律规范或党内法规？ Which cited documents are law, or party regulations?
MATCH (e:Evidence)-[:REFERS_TO]->(d:Entity)
WHERE d:Regulation AND (null /* kind */ IS NULL OR d.kind = null /* kind */)
  AND d.kind IN ['constitution', 'law', 'administrative-regulation', 'supervisory-regulation',
    'judicial-interpretation', 'local-regulation', 'local-government-rule', 'departmental-rule',
    'party-regulation']
WITH d, collect(DISTINCT e.id) AS evidence
RETURN d.name AS regulation, d.kind AS kind, d.kindBasis AS kind_basis, evidence
