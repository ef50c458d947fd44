"use strict";
// The page of an entity: what is said of it, by relation, each with its sentences; its figures, names, reports.
(function () {
  const {part, say} = kg;
  const ROWS = 30;
  const REPORTS = 12;
  const STATUSES = ["done", "planned", "problem"];
  const ORDER = new Map();

  // Relations that texts state come before those of structure, as the ontology lists them.
  kg.relationOrder = function (relation) {
    if (!ORDER.size) Object.keys(kg.meta().relations).forEach((name, at) => ORDER.set(name, at));
    return ORDER.get(relation) ?? ORDER.size;
  };

  kg.entityPage = async function (id) {
    const record = await kg.record("entity", id);
    if (!record) return kg.nothing();
    const told = [facts(record, "out"), facts(record, "in"), figures(record), places(record)];
    return kg.page(kg.titled(record.name), kg.top(id, record), kg.neighbourhood(record),
      part("div", {class: "columns"}, part("div", null, ...told), aside(record)));
  };

  function facts(record, side) {
    if (!record[side]) return null;
    const groups = kg.grouped(record[side], ([[relation]]) => relation);
    const relations = [...groups.keys()].sort((one, other) => kg.relationOrder(one) - kg.relationOrder(other));
    return kg.section(side, record[side].length,
      ...relations.flatMap(relation => group(relation, groups.get(relation), side)));
  }

  function group(relation, those, side) {
    const rows = those.sort(order);
    const arrow = part("span", {class: "arrow", "aria-hidden": "true"}, side === "out" ? "→" : "←");
    return [part("h3", null, arrow, kg.term("relations", relation), kg.count(rows.length)),
      ...kg.some(rows, ROWS, row, part("ul", {class: "facts"}))];
  }

  function order([one, [, , name]], [other, [, , otherName]]) {
    return STATUSES.indexOf(one[1]) - STATUSES.indexOf(other[1])
      || (other[3].at(-1) || 0) - (one[3].at(-1) || 0) || (name < otherName ? -1 : name > otherName ? 1 : 0);
  }

  // A fact: [[relation, status, basis, years, evidence, id], [id, class, name] of the other end].
  function row([[relation, status, basis, years, evidence], [id, cls, name]]) {
    const room = part("div", {class: "room"});
    const matches = (claim, things) => claim[2] === relation && claim[3] === status
      && [claim[0], claim[1]].some(end => typeof end === "number" && things[end][0] === id);
    const what = [kg.link(id, cls, name), " ", part("span", {class: "cls"}, kg.label("classes", cls))];
    return part("li", null,
      part("div", {class: "fact"},
        part("span", {class: "what"}, ...what),
        part("span", {class: "years"}, years.join(" ")),
        kg.status(status),
        basis === "stated" ? null : part("span", {class: "basis"}, kg.code("basis", basis)),
        evidence.length ? kg.sentenceButton(evidence, room, matches) : null),
      room);
  }

  function figures(record) {
    const found = record.figures;
    if (!found) return null;
    const hint = part("p", {class: "small"}, say("byPeriod"));
    return kg.section("figures", found.length, hint, kg.figures(found, record.cls === "Metric"));
  }

  function places(record) {
    if (!record.places) return null;
    const found = record.places.map(([evidence]) => evidence);
    const room = part("div", {class: "room"});
    const put = shown => room.replaceChildren(shown);
    kg.sentences(found).then(put, error => put(kg.failure(error)));
    return kg.section("places", found.length, room);
  }

  function aside(record) {
    return part("aside", null, properties(record), names(record), reports(record));
  }

  function properties(record) {
    const found = record.head.props;
    if (!found.length) return null;
    const rows = found.map(([name, value]) =>
      [part("dt", null, kg.term("properties", name)), part("dd", null, ...values(name, value))]);
    return kg.section("properties", null, part("dl", null, ...rows));
  }

  function values(name, value) {
    if (Array.isArray(value)) return value.map(one => part("div", null, kg.name(one)));
    if (typeof value === "boolean") return [say(value ? "yes" : "no")];
    return [kg.name(kg.code(name, String(value)), 300)];
  }

  // Every name with how often reports have it.
  function names(record) {
    const counts = new Map(record.head.names.map(name => [name, 0]));
    for (const [[, spelled]] of record.seen || [])
      for (const [name, times] of spelled) counts.set(name, (counts.get(name) || 0) + times);
    const rows = [...counts].sort((one, other) => other[1] - one[1]);
    if (!rows.length) return null;
    const made = ([name, times]) =>
      part("li", null, kg.name(name), times ? kg.count(say("times", {n: times})) : null);
    return kg.section("names", null, ...kg.some(rows, REPORTS, made, part("ul", {class: "plain"})));
  }

  function reports(record) {
    const seen = (record.seen || []).sort((one, other) => (other[0][0] || 0) - (one[0][0] || 0));
    if (!seen.length) return null;
    return kg.section("seen", seen.length, ...kg.some(seen, REPORTS, report, part("ul", {class: "plain"})));
  }

  function report([[year, spelled], known]) {
    const times = say("times", {n: spelled.reduce((sum, one) => sum + one[1], 0)});
    return part("li", null, kg.link(...known), " ", kg.count(year === null ? times : `${year} · ${times}`));
  }
})();
