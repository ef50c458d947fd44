// number: Q04
// name: approval_departments_in_service_hall
// zh: 进驻政务服务大厅的行政审批职能部门有多少？
// en: How many approval departments have moved into the service hall?
// theme: 机构 | agencies
// params: region:string=null, year:year=null
// columns: region*:string, year*:year, value*:integer, metric:string, evidence:list
// order: region, year
// blank: 没有报告进驻部门数 | not reported

MATCH (v:Observation)-[:METRIC]->(k:Entity)
WHERE v.theme = 'hall' AND v.status = 'done' AND NOT (v)<-[:CHANGED_FROM]-()
MATCH (v)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH v, k, e, r, p
WHERE ($region IS NULL OR p.name = $region) AND ($year IS NULL OR r.year = $year)
RETURN p.name AS region, r.year AS year, v.value AS value, k.name AS metric, [e.id] AS evidence
