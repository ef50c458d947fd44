// number: Q30
// name: relations_with_evidence
// zh: 图中每条关系的原句、位置与规则？
// en: For every relation: sentence, place, rule?
// params: subject:string=null, relation:string=null, object:string=null, region:string=null, year:year=null, status:string=null
// columns: subject*:string, relation*:string, object*:string, status*:string, report:string, section:string, start:integer, end:integer, quote:string, rule:string, evidence:list
// order: subject, relation, object, report, start
// blank: 没有这样的关系 | no such relation

