// 大家都在落实的文件 | Documents that several agencies follow
// zh: 被两个及以上机构贯彻落实或学习宣传的文件。深褐色的是法律规范，其余是一般文件。
// en: Documents that two or more agencies implement or study. Dark brown ones are legal acts.
MATCH (d:Regulation)<-[:IMPLEMENTS|STUDIES]-(a:Agency)
WITH d, count(DISTINCT a) AS agencies WHERE agencies > 1
MATCH p = (d)<-[:IMPLEMENTS|STUDIES]-(:Agency)
RETURN p LIMIT 40
