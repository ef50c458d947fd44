"use strict";
// The page of a report: what it is, and the sentences that state something, in order.
(function () {
  const {part, say} = kg;
  const ROWS = 40;

  kg.reportPage = async function (id) {
    const record = await kg.record("report", id);
    if (!record) return kg.nothing();
    const rows = stated(record.head);
    const list = kg.some(rows, ROWS, row => sentence(row, record.head), part("ol", {class: "said"}));
    return kg.page(kg.titled(record.name), kg.top(id, record, about(record.head)),
      kg.section("says", rows.length, part("p", {class: "small"}, say("onlyClaims")), ...list));
  };

  function about(head) {
    const [issuer, region] = head.sides.map(side => side === null ? null : kg.link(...head.things[side]));
    const rows = [["issuer", issuer], ["region", region], ["year", head.year], ["issued", head.issued],
      ["documentNumber", head.documentNumber], ["indexNumber", head.indexNumber], ["source", kg.source(head)]];
    const known = rows.filter(([, value]) => value !== null);
    return part("dl", {class: "line"},
      ...known.map(([key, value]) => [part("dt", null, say(key)), part("dd", null, value)]));
  }

  // Each sentence in which a claim begins, with the claims.
  function stated(head) {
    const claims = [...head.claims].sort((one, other) => one[5] - other[5]);
    const rows = [];
    let at = 0;
    head.sentences.forEach(function (said) {
      const end = said[0] + Array.from(said[1]).length;
      const own = [];
      while (at < claims.length && claims[at][5] < end) own.push(claims[at++]);
      if (own.length) rows.push([said, own]);
    });
    return rows;
  }

  function sentence([said, claims], head) {
    const marks = claims.flatMap(claim => claim[7]);
    return part("li", null, part("blockquote", null, kg.marked(said, marks)), kg.maskedNote(said[1]),
      part("ul", {class: "plain"}, ...claims.map(claim => statement(claim, head))));
  }

  function statement([subject, object, relation, status, rule, start, end], head) {
    const card = kg.meta().rules[rule];
    const code = part("code", {title: card ? kg.both(card) : null}, rule);
    const said = [side(subject, head), kg.term("relations", relation), side(object, head), kg.status(status)];
    return part("li", null, ...said.map(one => [one, " "]),
      part("span", {class: "small"}, `[${start}, ${end}) `, code));
  }

  function side(end, head) {
    return typeof end === "number" ? kg.link(...head.things[end], 40) : kg.name(end || "–", 40);
  }
})();
