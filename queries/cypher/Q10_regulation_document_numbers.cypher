// number: Q10
// name: regulation_document_numbers
// zh: 哪些被引文件带文号？
// en: Which cited documents carry a number?
// theme: 文件 | documents
// params: org_code:string=null, number_year:integer=null
// columns: document_number*:string, regulation*:string, org_code:string, number_year:integer, serial:integer, evidence:list
// order: document_number
// blank: 没有带文号的文件 | no cited document carries a number

MATCH (e:Evidence)-[:REFERS_TO]->(d:Entity)
WHERE d:Regulation AND d.documentNumber IS NOT NULL
  AND ($org_code IS NULL OR d.numberOrgCode = $org_code)
  AND ($number_year IS NULL OR d.numberYear = $number_year)
WITH d, collect(DISTINCT e.id) AS evidence
RETURN d.documentNumber AS document_number, d.name AS regulation, d.numberOrgCode AS org_code,
  d.numberYear AS number_year, d.numberSerial AS serial, evidence
