"use strict";
// Elements of the page. Every text goes in as text, never as HTML.
(function () {
  const SVG = "http://www.w3.org/2000/svg";
  const PICTURES = 0x2400;
  const HAN = /\p{Script=Han}/u;
  const WORDS = /[A-Za-z]{2}/;
  const CODE = /^\S*[\d._/:=]\S*$/;
  // The button that opened what stands in a room.
  const openers = new WeakMap();

  // The text with a sign for each control character and each mark that turns the direction of writing.
  kg.visible = function (text) {
    return String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, sign)
      .replace(/[\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
  };

  function sign(character) {
    const code = character.charCodeAt(0);
    return code === 127 ? "\u2421" : String.fromCharCode(PICTURES + code);
  }

  // The first characters of a text.
  kg.short = function (text, most) {
    const shown = kg.visible(text);
    return shown.length <= most ? shown : Array.from(shown).slice(0, most - 1).join("") + "…";
  };

  // The language of a text where it is another than that of the page; null for a text of no language, such as
  // a number, an id or the name of a file.
  kg.tongue = function (text) {
    const own = HAN.test(text) ? "zh-Hans" : WORDS.test(text) && !CODE.test(text) ? "en" : null;
    return own === kg.language() ? null : own;
  };

  // An element; children are elements, texts, or null for nothing.
  kg.part = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);
  kg.shape = (tag, attributes, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);

  function filled(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    const held = children.flat(2).filter(child => child !== null && child !== undefined);
    const whole = held.length === 1 && !element.hasAttribute("lang");
    element.append(...held.map(child => typeof child === "object" ? child : said(element, kg.visible(child), whole)));
    return element;
  }

  // A text within an element; what is in another language than the page says so, on the element itself where
  // this holds nothing else.
  function said(element, text, whole) {
    const tongue = element.closest("code, [lang]") ? null : kg.tongue(text);
    if (!tongue) return text;
    if (whole) element.setAttribute("lang", tongue);
    else if (element.namespaceURI !== SVG) return kg.part("span", {lang: tongue}, text);
    return text;
  }

  // The things in lists, by what `key` gives for each, in the order in which these come.
  kg.grouped = function (things, key) {
    const groups = new Map();
    for (const thing of things) {
      const own = key(thing);
      if (!groups.has(own)) groups.set(own, []);
      groups.get(own).push(thing);
    }
    return groups;
  };

  // A name from a report: it may be written from right to left, and turns nothing around it.
  kg.name = function (text, most = 120) {
    const whole = text.length > most ? kg.short(text, 1000) : null;
    return kg.part("bdi", {title: whole}, kg.short(text, most));
  };

  kg.address = (cls, id) => `#/${cls === "Report" ? "report" : "entity"}/${encodeURIComponent(id)}`;

  kg.link = (id, cls, name, most) => kg.part("a", {href: kg.address(cls, id)}, kg.name(name, most));

  // A term with its label, which leads to its definition in the ontology of the package.
  kg.term = function (kind, name) {
    const terms = kg.meta()[kind];
    const label = kg.label(kind, name);
    if (!Object.hasOwn(terms, name)) return label;
    const term = terms[name];
    return kg.part("a", {class: "term", href: `ontology/index.html#${term[2]}`, title: kg.say("meaning")}, label);
  };

  kg.status = status => kg.part("span", {class: `status ${status}`}, kg.code("status", status));

  // A list of which the first are shown, and a button for more; `ready` loads what more of them need, and where it
  // fails the button stays.
  kg.some = function (things, most, made, list, ready = null) {
    const held = list || kg.part("ul");
    const button = kg.part("button", {type: "button", class: "more", click: ready ? addReady : add});
    const failed = kg.part("div");
    let busy = false;
    let at = 0;
    function add() {
      const added = things.slice(at, at + most).map(made);
      if (at) setTimeout(() => added[0].querySelector("a, button")?.focus());
      held.append(...added);
      at += added.length;
      const left = things.length - at;
      button.hidden = left === 0;
      button.textContent = kg.say("more", {n: Math.min(most, left), left});
    }
    async function addReady() {
      if (busy) return;
      busy = true;
      try {
        await ready(things.slice(at, at + most));
        failed.replaceChildren();
        add();
      } catch (error) { failed.replaceChildren(kg.failure(error)); }
      busy = false;
    }
    add();
    return things.length > most ? [held, button, failed] : [held];
  };

  // The same of what `made` gives a promise for: only what is shown is made.
  kg.someLater = async function (things, most, made, list) {
    const held = new Map();
    async function ready(those) {
      const found = await Promise.all(those.map(made));
      those.forEach((one, turn) => held.set(one, found[turn]));
    }
    await ready(things.slice(0, most));
    return kg.some(things, most, one => held.get(one), list, ready);
  };

  // A button that opens what `made` gives (an element, or a promise of one), in the place `room`. Where several have
  // one room, the last that was pressed has it, however late what another opens may come.
  kg.opener = function (label, room, made) {
    const button = kg.part("button", {type: "button", class: "open", "aria-expanded": "false"}, label);
    button.addEventListener("click", async function () {
      const before = openers.get(room);
      before?.setAttribute("aria-expanded", "false");
      openers.delete(room);
      room.hidden = true;
      room.replaceChildren();
      if (before === button) return;
      openers.set(room, button);
      button.setAttribute("aria-expanded", "true");
      const opened = await shown(made);
      if (openers.get(room) !== button) return;
      room.replaceChildren(opened);
      room.hidden = false;
    });
    room.hidden = true;
    return button;
  };

  // A row of a table, and below it the room for what its buttons open.
  kg.withRoom = function (room, ...cells) {
    const below = kg.part("tr", {class: "below"}, kg.part("td", {colspan: cells.length}, room));
    return kg.part("tbody", null, kg.part("tr", null, ...cells), below);
  };

  async function shown(made) {
    try { return await made(); } catch (error) { return kg.failure(error); }
  }

  kg.failure = error => kg.part("p", {class: "failure", role: "alert"}, kg.say("unread") + error.message);

  kg.maskedNote = text => text.includes("█") ? kg.part("p", {class: "masked"}, kg.say("masked")) : null;

  // A number, or what else is told beside something in small letters.
  kg.count = value => kg.part("span", {class: "count"}, typeof value === "number" ? value.toLocaleString("en") : value);

  // A landmark with its heading.
  kg.section = function (key, count, ...children) {
    const heading = kg.part("h2", null, kg.say(key), count === null ? null : kg.count(count));
    return kg.part("section", {"aria-label": kg.say(key)}, heading, ...children);
  };

  // The head of the page of a thing: its class, its permalink, its name.
  kg.top = function (id, record, ...more) {
    const link = {class: "permalink", href: kg.address(record.cls, id), title: kg.say("permalink")};
    return kg.part("div", {class: "top"},
      kg.part("p", {class: "kind"}, kg.term("classes", record.cls), " ", kg.part("a", link, id)),
      kg.part("h1", {tabindex: "-1"}, kg.name(record.name, 300)),
      kg.maskedNote(record.name), ...more);
  };

  // A page: the title of the window, and what stands in it. `said` is told to who cannot see it.
  kg.page = (title, ...parts) => ({title, parts: parts.filter(Boolean), said: ""});

  // The title of the window for a page of that name.
  kg.titled = words => `${kg.short(words, 60)} · ${kg.both(kg.meta().title)}`;

  // The page of what is not there.
  kg.nothing = () => kg.page(kg.titled(kg.say("noThing")), kg.part("h1", {tabindex: "-1"}, kg.say("noThing")));

  // A table that scrolls by itself where the screen is narrow.
  kg.frame = (label, table) =>
    kg.part("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": label}, table);

  kg.heads = words => kg.part("thead", null,
    kg.part("tr", null, ...words.map(one => kg.part("th", {scope: "col"}, one))));
})();
