"use strict";
// What the address names is shown: #/entity/ID, #/report/ID, #/question/Qnn, #/class/NAME, #/search/WORDS.
(function () {
  const main = document.getElementById("main");
  const search = document.getElementById("search");
  const PAGES = {
    entity: kg.entityPage,
    report: kg.reportPage,
    question: kg.questionPage,
    class: kg.classPage,
    search: kg.foundPage,
  };
  // How far down each page was when it was left, by what its entry in the history holds.
  const tops = new Map();
  let here = null;
  let turn = 0;

  function route() {
    const [page, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
    try { return [page, decodeURIComponent(rest.join("/"))]; } catch { return ["unreadable", ""]; }
  }

  // Shows the page, and gives whether it is still wanted then.
  async function show() {
    const [page, wanted] = route();
    const mine = ++turn;
    const made = await shown(Object.hasOwn(PAGES, page) ? PAGES[page] : page ? kg.nothing : kg.homePage, wanted);
    if (mine !== turn) return false;
    const inside = main.contains(document.activeElement);
    document.title = made.title;
    document.getElementById("status").textContent = made.said;
    main.replaceChildren(...made.parts);
    main.dataset.page = location.hash;
    if (inside) focus();
    return true;
  }

  async function shown(page, wanted) {
    try { return await page(wanted); } catch (error) { return kg.page(kg.both(kg.meta().title), kg.failure(error)); }
  }

  // The focus goes to a link that leads there, or to the heading.
  function focus(to = null) {
    const links = to ? [...main.querySelectorAll("a")] : [];
    const link = links.find(one => one.getAttribute("href") === to);
    (link || main.querySelector("h1") || main).focus({preventScroll: true});
  }

  // Another page is shown from its top, one that was left as it was then.
  async function turned(left) {
    tops.set(here, scrollY);
    const known = history.state !== null;
    entered();
    const [page, wanted] = route();
    search.value = page === "search" ? wanted : "";
    if (!await show()) return;
    scrollTo(0, known && tops.get(here) || 0);
    focus(known ? left : null);
  }

  function entered() {
    if (history.state === null) history.replaceState(Date.now(), "");
    here = history.state;
  }

  // Words on an element that stands in the page already, with their language where it is another.
  function named(id, words) {
    const element = document.getElementById(id);
    const tongue = kg.tongue(words);
    element.textContent = words;
    if (tongue) element.lang = tongue;
    else element.removeAttribute("lang");
  }

  function frame() {
    document.documentElement.lang = kg.language();
    document.getElementById("skip").textContent = kg.say("skip");
    named("home", kg.visible(kg.both(kg.meta().title)));
    named("language", kg.say("language"));
    search.placeholder = kg.say("hint");
    search.setAttribute("aria-label", kg.say("search"));
    const nav = document.getElementById("nav");
    nav.setAttribute("aria-label", kg.say("main"));
    const links = [["questions", "#/question/"], ["reports", "#/class/Report"], ["ontology", "ontology/index.html"]];
    nav.replaceChildren(...links.map(([key, href]) => kg.part("a", {href}, kg.say(key))));
    foot();
  }

  function foot() {
    const {publisher, version, modified, licence} = kg.meta();
    const about = [kg.both(publisher), `${kg.say("version")} ${version}`, modified, `${kg.say("licence")} ${licence}`];
    const links = [["package", "README.md"], ["tables", "tables/kg.xlsx"]];
    document.getElementById("footer").replaceChildren(kg.part("span", null, about.join(" · ")),
      ...links.map(([key, href]) => kg.part("a", {href}, kg.say(key))));
  }

  function typed() {
    const query = search.value.trim();
    const address = query ? `#/search/${encodeURIComponent(query)}` : "#/";
    if (route()[0] === "search") history.replaceState(history.state, "", address);
    else begin(address);
    show();
  }

  // A search is a page of its own: back leads to the page on which it began.
  function begin(address) {
    tops.set(here, scrollY);
    here = Date.now();
    history.pushState(here, "", address);
  }

  // Keys that an input method takes to choose signs are its own.
  function keys(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !event.target.closest("input")) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event);
  }

  // The arrow keys go from the search field through what was found, and back.
  function move(event) {
    const stops = [search, ...main.querySelectorAll(".found > li > a")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  if (!kg.meta()) return main.replaceChildren(kg.failure(new Error("meta")));
  frame();
  history.scrollRestoration = "manual";
  entered();
  search.addEventListener("input", typed);
  document.addEventListener("keydown", keys);
  document.getElementById("skip").addEventListener("click", function (event) {
    event.preventDefault();
    main.focus();
  });
  document.getElementById("language").addEventListener("click", function () {
    kg.switchLanguage();
    frame();
    show();
  });
  addEventListener("hashchange", event => turned(new URL(event.oldURL).hash));
  kg.onWidth(show);
  search.value = route()[0] === "search" ? route()[1] : "";
  show().then(() => performance.mark("kg-shown"));
})();
