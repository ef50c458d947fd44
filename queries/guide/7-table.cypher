// 表格也行 | A table does, too
// zh: 返回属性就得到表格：谁推出了什么，哪一年，原句是什么。表格可以导出为 CSV。
// en: Return properties and you get a table: who launched what, when, and in which words. It can be exported as CSV.
MATCH (a:Agency)-[r:LAUNCHED]->(x:Entity)
RETURN a.name AS agency, x.name AS what, r.status AS status, r.years AS years, r.quotes[0] AS sentence
ORDER BY agency, what LIMIT 20
