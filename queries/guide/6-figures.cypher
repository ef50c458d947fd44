// 数字 | Figures
// zh: 报得最多的一项指标和它的各个数字。点一个数字，看 value、unit、qualifier 和 period。
// en: The indicator that is reported most, and its figures. Click a figure for its value, unit, qualifier and period.
MATCH (m:Metric)<-[:METRIC]-(o:Observation)
WITH m, count(o) AS times ORDER BY times DESC, m.name LIMIT 1
MATCH p = (m)<-[:METRIC]-(:Observation)-[:REPORTED_BY]->(:Agency)
RETURN p LIMIT 25
