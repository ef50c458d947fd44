// number: Q12
// name: initiatives_by_region
// zh: 哪些地区推行了哪些举措，最早见于哪一年？
// en: Which regions run which initiatives, first seen when?
// params: initiative:string=null, region:string=null, year:year=null, status:string=done
// columns: initiative*:string, region*:string, first_year*:year, agencies:list, evidence:list
// order: initiative, region
// blank: 没有地区推行这样的举措 | no region runs such an initiative

