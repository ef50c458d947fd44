// number: Q08
// name: documents_forwarding_documents
// zh: 哪些通知、决定印发或公布了哪份文件？
// en: Which notice or decision issues which attached document?
// theme: 文件 | documents
// params: none
// columns: notice*:string, document*:string, evidence:list
// order: notice, document
// blank: 没有印发其他文件的通知 | no notice issues another document

MATCH (n:Entity)-[:FORWARDS]->(d:Entity)
WHERE n:Regulation AND d:Regulation
MATCH (e:Evidence)-[:REFERS_TO]->(n)
WITH n, d, collect(DISTINCT e.id) AS evidence
RETURN n.name AS notice, d.name AS document, evidence
