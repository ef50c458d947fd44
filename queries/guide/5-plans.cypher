// 还没做到的 | What is not done yet
// zh: 计划做的和自述存在问题的。只看已完成的事，就在查询里写 r.status = 'done'。
// en: What is planned, and what reports call a problem. To see only what is done, write r.status = 'done' in a query.
MATCH p = (:Agency)-[r]->(:Entity)
WHERE r.status IN ['planned', 'problem']
RETURN p LIMIT 40
