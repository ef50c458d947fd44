// Q10 哪些被引文件带文号？ Which cited documents carry a number?
MATCH (e:Evidence)-[:REFERS_TO]->(d:Entity)
WHERE d:Regulation AND d.documentNumber IS NOT NULL
  AND (null /* org_code */ IS NULL OR d.numberOrgCode = null /* org_code */)
  AND (null /* number_year */ IS NULL OR d.numberYear = null /* number_year */)
WITH d, collect(DISTINCT e.id) AS evidence
RETURN d.documentNumber AS document_number, d.name AS regulation, d.numberOrgCode AS org_code,
  d.numberYear AS number_year, d.numberSerial AS serial, evidence
