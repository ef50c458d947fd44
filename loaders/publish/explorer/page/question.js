"use strict";
// The questions, and the answer to each.
(function () {
  const {part, say} = kg;
  const ROWS = 50;

  kg.questionList = function () {
    const themes = kg.grouped(kg.meta().questions, one => kg.both(one.theme));
    return part("div", {class: "questions"}, ...[...themes].map(([theme, those]) =>
      part("section", null, part("h3", null, theme), part("ul", {class: "plain"}, ...those.map(item)))));
  };

  function item(one) {
    const count = one.seen || one.grouped ? say("notAsked") : one.rows === null ? "> 10,000" : say("rows", {n: one.rows});
    const words = [part("span", {class: "number"}, one.number), " ", kg.both(one.said)];
    return part("li", null, part("a", {href: `#/question/${one.number}`}, ...words), kg.count(count));
  }

  kg.questionPage = async function (number) {
    const one = kg.meta().questions.find(each => each.number === number);
    if (!one) return listed(number);
    const top = part("div", {class: "top"}, part("p", {class: "kind"}, `${number} · ${kg.both(one.theme)}`),
      part("h1", {tabindex: "-1"}, kg.both(one.said)), params(one));
    return kg.page(`${number} ${kg.both(one.said)}`, top, ...await answer(one));
  };

  // All questions; with a word where the address names one that there is not.
  function listed(number) {
    const words = number ? say("noQuestion", {number: kg.short(number, 20)}) : say("questions");
    return kg.page(kg.titled(words), part("h1", {tabindex: "-1"}, words), kg.questionList());
  }

  function params(one) {
    const names = part("code", null, one.params.join(", "));
    return one.params.length ? part("p", {class: "small"}, `${say("params")}: `, names) : null;
  }

  async function answer(one) {
    const {number, params} = one;
    const narrowed = params.length ? say("narrowed") : "";
    if (one.seen) return [part("p", null, say("tooLarge", {n: one.seen, number}) + narrowed)];
    if (one.grouped) return [part("p", null, say("tooWide", {n: one.grouped, number}) + narrowed)];
    const narrow = params.length ? say("narrow", {number, param: params[0]}) : "";
    if (one.rows === null) return [part("p", null, say("tooMany") + narrow)];
    if (one.rows === 0) return [part("p", null, kg.both(one.blank))];
    const found = await kg.load(`answer/${one.number}`);
    const columns = found.columns.slice(0, -1);
    const table = part("table", {class: "answer"}, kg.heads([...columns.map(kg.column), say("evidence")]));
    const [, ...more] = kg.some(found.rows, ROWS, row => line(row, columns, found), table);
    const cut = one.rows > found.rows.length ? say("cut", {n: found.rows.length, number}) : "";
    return [part("p", {class: "small"}, say("rows", {n: one.rows}), " ", cut), kg.frame(kg.both(one.said), table), ...more];
  }

  // The label of a column: that of the class, property or relation that it is named after, else a word for it.
  kg.column = function (name) {
    const {classes, properties, relations} = kg.meta();
    const camel = name.replace(/_(.)/g, (whole, letter) => letter.toUpperCase());
    const cls = camel[0].toUpperCase() + camel.slice(1).replace(/ies$/, "y").replace(/s$/, "");
    const known = [[classes, cls], [properties, camel], [relations, name.toUpperCase()]];
    const found = known.find(([terms, term]) => Object.hasOwn(terms, term));
    return found ? kg.both(found[0][found[1]]) : kg.columnWord(name);
  };

  function line(row, columns, {links, titles}) {
    const evidence = row.at(-1);
    const room = part("div", {class: "room"});
    const named = new Set(row.slice(0, -1).flat().map(cell => links[cell]));
    const matches = (claim, things) =>
      [claim[0], claim[1]].some(end => typeof end === "number" && named.has(things[end][0]));
    const button = evidence.length ? kg.sentenceButton(evidence, room, matches) : null;
    const cells = row.slice(0, -1).map((cell, at) =>
      part("td", {class: typeof cell === "number" ? "n" : null}, ...content(cell, columns[at], links, titles)));
    return kg.withRoom(room, ...cells, part("td", {class: "evidence"}, button));
  }

  function content(cell, column, links, titles) {
    if (cell === null) return ["–"];
    if (Array.isArray(cell)) return cell.flatMap(one => part("div", null, ...content(one, column, links, titles)));
    if (typeof cell === "boolean") return [say(cell ? "yes" : "no")];
    if (typeof cell === "number") return [column.endsWith("year") ? String(cell) : grouped(cell)];
    if (Object.hasOwn(titles, cell)) return [kg.link(cell, "Report", titles[cell])];
    if (Object.hasOwn(links, cell)) return [kg.link(links[cell], links[cell][0] === "r" ? "Report" : "", cell)];
    const relation = Object.hasOwn(kg.meta().relations, cell);
    return [kg.name(relation ? kg.label("relations", cell) : kg.code(column, cell))];
  }

  function grouped(number) {
    return number.toLocaleString("en", {maximumFractionDigits: 6});
  }
})();
