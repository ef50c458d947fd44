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
  let turn = 0;

  function route() {
    const [page, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
    try { return [page, decodeURIComponent(rest.join("/"))]; } catch { return ["unreadable", ""]; }
  }

  async function show(typing = false) {
    const [page, wanted] = route();
    const mine = ++turn;
    const made = await shown(Object.hasOwn(PAGES, page) ? PAGES[page] : page ? kg.nothing : kg.homePage, wanted);
    if (mine !== turn) return;
    main.replaceChildren(...made.filter(Boolean));
    main.dataset.page = location.hash;
    if (page !== "search") search.value = "";
    if (typing) return;
    scrollTo(0, 0);
    if (mine > 1) main.querySelector("h1")?.focus({preventScroll: true});
  }

  async function shown(page, wanted) {
    try { return await page(wanted); } catch (error) { return [kg.failure(error)]; }
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
    history.replaceState(null, "", query ? `#/search/${encodeURIComponent(query)}` : "#/");
    show(true);
  }

  function keys(event) {
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

  frame();
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
  addEventListener("hashchange", () => show());
  kg.onWidth(() => show(true));
  search.value = route()[0] === "search" ? route()[1] : "";
  show().then(() => performance.mark("kg-shown"));
})();
