"use strict";
// The first page, what was found, and all things of a class.
(function () {
  const {part, say} = kg;
  // Of what was found the best, and how many of these are shown at first.
  const FOUND = 200;
  const FIRST = 20;
  const ROWS = 100;

  kg.homePage = function () {
    const {title, description, counts, most, classes, questions} = kg.meta();
    const there = Object.keys(classes).filter(cls => Object.hasOwn(counts, cls));
    const kinds = part("div", {class: "classes"}, ...there.map(cls => kind(cls, counts[cls], most[cls])));
    const top = part("div", {class: "top"}, heading(kg.both(title)), part("p", null, kg.both(description)));
    return kg.page(kg.both(title), top, kg.section("classes", null, kinds),
      kg.section("questions", questions.length, kg.questionList()));
  };

  function heading(...children) {
    return part("h1", {tabindex: "-1"}, ...children);
  }

  function kind(cls, count, most) {
    const link = part("a", {href: `#/class/${cls}`}, kg.label("classes", cls));
    const items = most.map(([id, name]) => part("li", null, kg.link(id, cls, name, 40)));
    return part("section", null, part("h3", null, link, kg.count(count)), part("ul", {class: "plain"}, ...items));
  }

  kg.classPage = async function (cls) {
    if (!Object.hasOwn(kg.meta().classes, cls)) return kg.nothing();
    const found = await kg.ofClass(cls);
    const list = await listed(found, [], ROWS, one => entry(one, ""));
    const top = part("div", {class: "top"}, heading(kg.term("classes", cls), kg.count(found.length)));
    return kg.page(kg.titled(kg.label("classes", cls)), top, ...list);
  };

  kg.foundPage = async function (query) {
    const {counts, found, words} = await kg.find(query, FOUND);
    const place = part("div", null, ...await listed(found, words, FIRST, withClass));
    const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
    const said = total ? say("found", {n: total}) : say("nothing");
    const head = part("h1", {class: "quiet", tabindex: "-1"}, say("search"), " ", kg.name(query, 60), kg.count(said));
    const choice = counts.size > 1 ? filters(query, [[null, total], ...counts], place) : null;
    return {...kg.page(kg.titled(`${kg.short(query, 60)} · ${say("search")}`), head, choice, place), said};
  };

  // A list of the things with these numbers, so many at a time; their names are loaded as they are shown.
  function listed(numbers, words, most, made) {
    return kg.someLater(numbers, most, async at => made(await kg.entry(at, words)), part("ol", {class: "found"}));
  }

  // Buttons that show what was found of one class alone; the last that was pressed counts.
  function filters(query, counts, place) {
    const buttons = counts.sort((one, other) => other[1] - one[1]).map(function ([cls, count]) {
      const words = cls ? kg.label("classes", cls) : say("all");
      const attributes = {type: "button", "aria-pressed": String(!cls), click: event => choose(cls, event.currentTarget)};
      return part("button", attributes, words, " ", count.toLocaleString("en"));
    });
    let last = null;
    async function choose(cls, pressed) {
      last = pressed;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button === pressed));
      const list = await chosen(query, cls).catch(error => [kg.failure(error)]);
      if (last === pressed) place.replaceChildren(...list);
    }
    return part("div", {class: "filters", role: "group", "aria-label": say("classes")}, ...buttons);
  }

  async function chosen(query, cls) {
    const {found, words} = await kg.find(query, FOUND, cls);
    return listed(found, words, FIRST, withClass);
  }

  function withClass(one) {
    return entry(one, `${kg.label("classes", one.cls)} · `);
  }

  function entry(one, before) {
    const other = one.other ? part("span", {class: "other"}, kg.name(one.other, 60), " ") : null;
    const said = part("span", {class: "cls"}, before + say("said", {n: one.said}));
    return part("li", null, kg.link(one.id, one.cls, one.name), " ", other, said);
  }
})();
