"use strict";
// The sentences behind a fact, figure or row: each with its report, place, rule and source.
(function () {
  const {part, say} = kg;
  const FIRST = 5;

  // "e0123456789abcdef-12-34" → its report, start and end.
  kg.place = function (evidence) {
    const [report, start, end] = evidence.slice(1).split("-");
    return {report: `r${report}`, start: Number(start), end: Number(end)};
  };

  // The sentences at these places, of which the first are loaded; `matches` tells whether a claim is meant, given the
  // things of its report.
  kg.sentences = async function (evidence, matches = () => false) {
    const blocks = await kg.someLater(evidence, FIRST, one => block(kg.place(one), matches), part("div"));
    return part("div", {class: "sentences"}, ...blocks);
  };

  // The button that opens them; where there are none, the basis says why.
  kg.sentenceButton = function (evidence, room, matches) {
    const label = say("sentences", {n: evidence.length});
    return kg.opener(label, room, () => kg.sentences(evidence, matches));
  };

  async function block(place, matches) {
    const record = await kg.record("report", place.report);
    if (!record) return part("p", null, say("noThing"));
    const {head} = record;
    const here = head.claims.filter(one => one[5] === place.start && one[6] === place.end);
    const claims = here.filter(one => matches(one, head.things));
    const marks = claims.length ? claims.flatMap(one => one[7]) : [[place.start, place.end]];
    const said = head.sentences.filter(one => one[0] < place.end && place.start < endOf(one));
    const text = said.map(([, words]) => words).join("");
    return part("figure", null,
      part("blockquote", null, ...said.map(one => kg.marked(one, marks))),
      kg.maskedNote(text),
      part("figcaption", null, ...told(record, place, claims)));
  }

  const endOf = ([start, text]) => start + Array.from(text).length;

  // A sentence with marks; offsets count code points, as everywhere.
  kg.marked = function ([start, text], marks) {
    const letters = Array.from(text);
    const inside = marks.map(([from, to]) => [Math.max(from - start, 0), Math.min(to - start, letters.length)]);
    const parts = [];
    let at = 0;
    for (const [from, to] of inside.filter(([from, to]) => from < to).sort((one, other) => one[0] - other[0])) {
      if (from < at) continue;
      parts.push(letters.slice(at, from).join(""), part("mark", null, letters.slice(from, to).join("")));
      at = to;
    }
    return part("p", {dir: "auto", lang: kg.tongue(text)}, ...parts, letters.slice(at).join(""));
  };

  function* told({name, head}, place, claims) {
    yield part("span", null, kg.link(place.report, "Report", name), head.year === null ? null : ` ${head.year}`);
    const around = head.sections.filter(([start, end]) => start <= place.start && place.end <= end);
    if (around.length) yield part("span", null, kg.name(around.map(one => one[2]).join(" › "), 160));
    yield part("span", null, `${say("offsets")} [${place.start}, ${place.end})`);
    for (const rule of new Set(claims.map(one => one[4]))) yield ruleName(rule);
    yield part("span", null, `${say("source")} `, kg.source(head));
  }

  // A rule by its id, with what it does.
  function ruleName(rule) {
    const card = kg.meta().rules[rule];
    return part("span", null, `${say("rule")} `, part("code", null, rule), card ? ` ${kg.both(card)}` : null);
  }

  // The address of a report where it has one on the web, else the name of its file.
  kg.source = function (head) {
    if (!/^https?:\/\//i.test(head.url || "")) return kg.name(head.source, 60);
    return part("a", {href: head.url, rel: "noreferrer noopener external"}, kg.name(head.url, 60));
  };
})();
