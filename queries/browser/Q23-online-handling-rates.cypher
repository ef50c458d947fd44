// Q23 各地“网上办”比例（口径可比者）？ Share of service items that can be handled online, where comparable?
MATCH (f:Finding)-[:CHECKS]->(v:Observation)-[:METRIC]->(k:Entity)
WHERE f.kind = 'rank'
MATCH (f)-[:EVIDENCE]->(e:Evidence)
MATCH (v)-[:IN_REPORT]->(r:Report)-[:REPORTS_ON]->(p:Entity)
WHERE (null /* region */ IS NULL OR p.name = null /* region */) AND (null /* year */ IS NULL OR r.year = null /* year */)
RETURN p.name AS region, r.year AS year, v.value AS value, f.rank AS rank, k.name AS metric,
  v.period AS period, [e.id] AS evidence
