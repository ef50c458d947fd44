// number: Q05
// name: regulations_cited_by_agencies
// zh: 各机构贯彻、依据、学习了哪些法规文件？
// en: Which regulations and documents does each agency apply or study?
// params: region:string=null, year:year=null, title_ends:string=null, kind:string=null
// columns: regulation*:string, agency*:string, relations:list, kind:string, year:year, evidence:list
// order: regulation, agency
// blank: 没有引用法规文件 | no citation

