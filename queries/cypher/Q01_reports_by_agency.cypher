// number: Q01
// name: reports_by_agency
// zh: 哪个机构就哪个行政区、哪一年度作了报告？
// en: Which agency reported on which region and year?
// params: region:string=null, year:year=null, basis:string=null
// columns: agency*:string, region*:string, year*:year, basis:string, title:string, evidence:list
// order: year, region, agency
// blank: 没有读到报告 | no report was read

