// number: Q19
// name: partner_regions
// zh: 各地与哪些地区合作？
// en: Which regions does each region partner with?
// params: region:string=null, year:year=null, status:string=null
// columns: region*:string, partner*:string, status*:string, agreement:string, first_year:year, evidence:list
// order: region, status, partner
// blank: 没有点名的合作地区 | no partner is named

