"use strict";
// The words of the page in Chinese and English. Labels of terms come from the ontology (meta.js).
(function () {
  const WORDS = {
    skip: ["跳到正文", "Skip to the content"],
    search: ["检索", "Search"],
    hint: ["名称、简称、报告标题", "Name, short name, title of a report"],
    home: ["首页", "Home"],
    questions: ["问题", "Questions"],
    ontology: ["本体", "Ontology"],
    package: ["数据包说明", "About the data"],
    tables: ["表格", "Tables"],
    main: ["主导航", "Main"],
    reports: ["报告", "Reports"],
    nothing: ["没有找到", "Nothing found"],
    noThing: ["没有这一项", "There is no such thing here"],
    noQuestion: ["没有问题 {number}；有下列问题", "There is no question {number}; these there are"],
    documentNumber: ["文号", "Document number"],
    indexNumber: ["索引号", "Index number"],
    unread: ["数据文件打不开：", "A file of data cannot be read: "],
    found: ["{n} 项", "{n} found"],
    all: ["全部", "All"],
    more: ["再显示 {n} 项（还有 {left} 项）", "Show {n} more ({left} left)"],
    out: ["由它出发的事实", "Facts that begin here"],
    in: ["指向它的事实", "Facts that lead here"],
    figures: ["数字", "Figures"],
    byPeriod: ["按年度；点数字看原句", "By year; a figure opens its sentence"],
    noPeriod: ["未写年度", "no year told"],
    indicator: ["指标", "Indicator"],
    whose: ["对象或机构", "Of what or whom"],
    neighbours: ["相邻", "Neighbourhood"],
    others: ["另有 {n} 个", "and {n} more"],
    names: ["原文中的叫法", "Found under these names"],
    properties: ["属性", "Properties"],
    seen: ["见于报告", "Found in reports"],
    places: ["依据", "Evidence"],
    times: ["{n} 处", "{n} ×"],
    sentences: ["原句 {n}", "Sentences {n}"],
    noSentence: ["没有原句：{basis}", "No sentence: {basis}"],
    rule: ["规则", "Rule"],
    offsets: ["字符", "Characters"],
    source: ["来源", "Source"],
    masked: ["█ 为发布前遮蔽的字符", "█ stands for a character masked before publication"],
    permalink: ["固定链接", "Permalink"],
    meaning: ["查看定义", "Definition"],
    issuer: ["发布机构", "Issued by"],
    region: ["所属地区", "Region"],
    year: ["年度", "Year"],
    issued: ["日期", "Date"],
    says: ["报告所说", "What the report says"],
    onlyClaims: ["只列有断言的句子，按原文顺序", "The sentences that state something, in the order of the text"],
    rows: ["{n} 行", "{n} rows"],
    cut: ["只列前 {n} 行；全部用 kg ask {number} 得到", "The first {n} rows; kg ask {number} gives all"],
    tooMany: ["多于 10,000 行，未收入本包", "More than 10,000 rows, not in this package"],
    narrow: ["；用 kg ask {number} --param {param}=… 缩小范围", "; narrow it with kg ask {number} --param {param}=…"],
    tooWide: ["须合并多于 {n} 行，未收入本包；用 kg ask {number} 得到",
      "More than {n} lines would be brought together, so it is not in this package; kg ask {number} gives it"],
    tooLarge: ["须查阅多于 {n} 条三元组，未收入本包；用 kg ask {number} 得到",
      "More than {n} triples would be looked through, so it is not in this package; kg ask {number} gives it"],
    narrowed: ["，可加参数缩小范围", ", parameters narrow it"],
    notAsked: ["未作答", "not answered"],
    params: ["可用参数", "Parameters"],
    evidence: ["依据", "Evidence"],
    yes: ["是", "yes"],
    no: ["否", "no"],
    classes: ["类别", "Kinds of things"],
    said: ["{n} 条", "{n} statements"],
    version: ["版本", "Version"],
    licence: ["许可", "Licence"],
    language: ["English", "中文"],
  };
  // Columns of answers that the ontology has no term for; in English their name says it.
  const COLUMNS = {
    year: "年度", short_name: "简称", agency_count: "机构数", relations: "关系", action: "动作", notice: "通知",
    document: "被转发文件", spelling: "写法", org_code: "机关代字", serial: "序号", first_year: "首见年度",
    from_year: "起年", to_year: "止年", region_count: "地区数", partner: "合作方", group: "区域组合", named: "已点名",
    region_a: "地区甲", region_b: "地区乙", from_value: "原值", to_value: "新值", comparable: "可比", item: "事项",
    outcome: "结果", start: "位置", superior: "上级", party: "签署方",
  };
  const LANGUAGES = ["zh-Hans", "en"];
  let at = chosen();

  function chosen() {
    const asked = new URLSearchParams(location.search).get("lang") || kept() || navigator.language || "zh";
    return asked.startsWith("zh") ? 0 : 1;
  }

  function kept() {
    try { return localStorage.getItem("kg-language"); } catch { return null; }
  }

  kg.switchLanguage = function () {
    at = 1 - at;
    try { localStorage.setItem("kg-language", LANGUAGES[at]); } catch { /* a page from disk may not keep it */ }
    const address = new URL(location.href);
    if (!address.searchParams.has("lang")) return;
    address.searchParams.set("lang", LANGUAGES[at]);
    history.replaceState(history.state, "", address);
  };

  kg.language = () => LANGUAGES[at];

  // A word of the page, with values in the place of {names}.
  kg.say = function (key, values = {}) {
    return WORDS[key][at].replace(/\{(\w+)\}/g, (whole, name) => name in values ? counted(values[name]) : whole);
  };

  function counted(value) {
    return typeof value === "number" ? value.toLocaleString("en") : String(value);
  }

  // One of [Chinese, English].
  kg.both = pair => pair[at] || pair[0];

  // The label of a term: kind is classes, relations or properties.
  kg.label = function (kind, name) {
    const terms = kg.meta()[kind];
    return Object.hasOwn(terms, name) ? kg.both(terms[name]) : name;
  };

  // A word for a column of an answer.
  kg.columnWord = name => (at === 0 && COLUMNS[name]) || name.replaceAll("_", " ");

  // The label of a code of a property, or the value as it is.
  kg.code = function (property, value) {
    const {codes} = kg.meta();
    const known = Object.hasOwn(codes, property) && Object.hasOwn(codes[property], value);
    return known ? kg.both(codes[property][value]) : value;
  };
})();
