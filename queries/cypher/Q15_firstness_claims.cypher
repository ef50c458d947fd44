// number: Q15
// name: firstness_claims
// zh: 谁自称“率先”“首个”“首张”，范围多大？
// en: Who claims to be first, and within what scope?
// theme: 举措 | initiatives
// params: region:string=null, year:year=null, scope:string=null
// columns: agency*:string, year*:year, cue*:string, scope*:string, claim:string, evidence:list
// order: year, agency, cue, scope
// blank: 没有自称率先、首创的说法 | no report claims to be first

MATCH (f:Finding)-[:EVIDENCE]->(e:Evidence)-[:IN_REPORT]->(r:Report)
WHERE f.kind = 'first' AND ($scope IS NULL OR f.scope = $scope) AND ($year IS NULL OR r.year = $year)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH f, e, r, p
WHERE $region IS NULL OR p.name = $region
OPTIONAL MATCH (f)-[:CHECKS]->(a:Agency)
RETURN a.name AS agency, r.year AS year, f.cue AS cue, f.scope AS scope, e.quote AS claim, [e.id] AS evidence
