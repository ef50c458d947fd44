// Q15 谁自称“率先”“首个”“首张”，范围多大？ Who claims to be first, and within what scope?
MATCH (f:Finding)-[:EVIDENCE]->(e:Evidence)-[:IN_REPORT]->(r:Report)
WHERE f.kind = 'first' AND (null /* scope */ IS NULL OR f.scope = null /* scope */) AND (null /* year */ IS NULL OR r.year = null /* year */)
OPTIONAL MATCH (r)-[:REPORTS_ON]->(p:Entity)
WITH f, e, r, p
WHERE null /* region */ IS NULL OR p.name = null /* region */
OPTIONAL MATCH (f)-[:CHECKS]->(a:Agency)
RETURN a.name AS agency, r.year AS year, f.cue AS cue, f.scope AS scope, e.quote AS claim, [e.id] AS evidence
