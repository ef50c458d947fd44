// number: Q02
// name: agency_short_names
// zh: 报告中的简称分别指哪个机构？
// en: Which agency does each short form mean?
// params: region:string=null, year:year=null, short_name:string=null
// columns: short_name*:string, agency*:string, report:string, evidence:list
// order: short_name, agency
// blank: 所有机构都用全称 | all names are full

