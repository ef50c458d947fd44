// number: Q06
// name: regulations_cited_by_several_agencies
// zh: 哪些法规文件被多个机构引用？
// en: Which regulations are cited by several agencies?
// params: min_agencies:integer=2
// columns: regulation*:string, agency_count*:integer, agencies:list, evidence:list
// order: agency_count descending, regulation
// blank: 没有文件被这么多机构引用 | no regulation is cited by that many agencies

