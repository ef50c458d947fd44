// 箭头后面的原句 | The sentence behind an arrow
// zh: 点一个箭头，右侧的 quotes 就是报告原句，status 说明是已完成（done）、计划中（planned）还是存在的问题（problem），years 是年度。
// en: Click an arrow: on the right, quotes holds the sentences of the reports, status says whether it is done, planned or a problem, and years says when.
MATCH p = (:Agency)-[r:LAUNCHED]->(:Entity)
WHERE r.status = 'done'
RETURN p LIMIT 12
