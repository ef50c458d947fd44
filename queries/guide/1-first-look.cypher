// 第一眼 | A first look
// zh: 圆圈是机构、文件、举措和平台，箭头是报告里说的事。拖动圆圈，滚轮缩放；双击圆圈，展开与它相连的。
// en: Circles are agencies, documents, initiatives and platforms; arrows are what reports say of them. Drag a circle, zoom with the wheel; a double click shows what else it is tied to.
MATCH p = (:Agency)-[:ISSUED|LAUNCHED|ADVANCES|IMPLEMENTS|USES]->(:Entity)
RETURN p LIMIT 40
