"use strict";
// Search: what bears all words of a query, by the index of pairs; of names only those that are shown are loaded.
(function () {
  const NAMES = 64;
  const LEVELS = 6;
  // What the index says of a place (pairs.py).
  const FIRST = 1;
  const BEGINS = 2;
  const PLACED = 4;
  const ENDS = 8;
  // What follows for a thing with a text in its names: it is there, in the name itself, where this begins; it is the
  // name itself; it is its last part (南京市|鼓楼区) or another name.
  const THERE = 1;
  const IN_NAME = 2;
  const BEGIN = 4;
  const WHOLE = 8;
  const PART = 16;
  const MARKS = Array.from({length: 16}, (_, flags) => marked(flags));

  function marked(flags) {
    const ends = flags & ENDS;
    if (!(flags & FIRST)) return THERE | (flags & BEGINS && ends ? PART : 0);
    const begin = flags & BEGINS ? BEGIN | (ends && WHOLE) : 0;
    return THERE | IN_NAME | begin | (flags & PLACED && ends ? PART : 0);
  }

  // Capitals and wide forms are as small and narrow ones, brackets of all kinds as round ones: 国发〔2022〕5号. Marks
  // that nobody sees, which come along where a text is copied, are left out.
  kg.fold = text => text.normalize("NFKC").toLowerCase().replace(/[〔【[{]/g, "(").replace(/[〕】\]}]/g, ")")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "");

  // The numbers of what bears all words of the query, best first; how many there are of each class; the words. With a
  // class, what is of another is counted alone.
  kg.find = async function (query, most, only = null) {
    const words = kg.fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return {counts: new Map(), found: [], words};
    const classes = await kg.load("classes");
    const marks = await Promise.all([...new Set(words)].map(word => kg.places(word, MARKS, classes.length)));
    const whole = words.length > 1 ? await kg.places(words.join(" "), MARKS, classes.length) : marks[0];
    return {...ranked(classes, marks, whole, most, only), words};
  };

  // The numbers of the best, in order, and how many there are of each class. The lower number is before the higher.
  function ranked(classes, marks, whole, most, only) {
    const {kinds, known} = kg.meta().search;
    const counts = new Map();
    const levels = Array.from({length: LEVELS}, () => []);
    for (let at = 0; at < classes.length; at++) {
      let all = marks[0][at];
      for (let turn = 1; all && turn < marks.length; turn++) all &= marks[turn][at];
      if (!(all & THERE)) continue;
      const cls = kinds[kg.digit(classes, at)];
      counts.set(cls, (counts.get(cls) || 0) + 1);
      if (only && only !== cls) continue;
      const level = levels[rank(cls, all, marks[0][at], whole[at], at < known)];
      if (level.length < most) level.push(at);
    }
    return {counts, found: levels.flat().slice(0, most)};
  }

  // 0 for the name itself; 1 for its last part, or another name; 2 for a begin or a part of the name, if more than
  // one thing is said of what bears it; 3 else; 4 for a part of another name. Findings come last.
  function rank(cls, all, first, whole, known) {
    if (cls === "Finding") return 5;
    if (whole & WHOLE) return 0;
    if (whole & PART) return 1;
    if (!(all & IN_NAME)) return 4;
    return first & BEGIN || known ? 2 : 3;
  }

  // The numbers of all things of a class, those first of which most is said.
  kg.ofClass = async function (cls) {
    const classes = await kg.load("classes");
    const kind = kg.meta().search.kinds.indexOf(cls);
    return Array.from(classes, (_, at) => at).filter(at => kg.digit(classes, at) === kind);
  };

  // What is shown of the thing with this number: {id, cls, said, name, other}.
  kg.entry = async function (at, words) {
    const file = await kg.load(`names/${Math.floor(at / NAMES)}`);
    const [id, cls, said] = file.heads.split("\n")[at % NAMES].split("\t");
    const [name, ...others] = file.names.split("\n")[at % NAMES].split("\t");
    const other = words.every(word => kg.fold(name).includes(word)) ? null
      : others.find(one => words.some(word => kg.fold(one).includes(word))) || null;
    return {id, cls, said: Number(said), name, other};
  };
})();
