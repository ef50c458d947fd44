// Q04 进驻政务服务大厅的行政审批职能部门有多少？ How many approval departments have moved into the service hall?
MATCH (v:Observation)-[:METRIC]->(k:Entity)
WHERE v.theme = 'hall' AND v.status = 'done' AND NOT (v)<-[:CHANGED_FROM]-()
MATCH (v)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH v, k, e, r, p
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
RETURN p.name AS region, r.year AS year, v.value AS value, k.name AS metric, [e.id] AS evidence
