"use strict";
// Search: all names in memory; a query goes through all of them.
(function () {
  const heads = [];
  const names = [];
  const folded = [];
  // What ends the name of a place, or a part of a name.
  const PLACE = /[省市区县州盟旗乡镇\s]/;
  let loading = null;

  // Capitals and wide forms are as small and narrow ones, brackets of all kinds as round ones: 国发〔2022〕5号.
  const fold = text => text.normalize("NFKC").toLowerCase().replace(/[〔【[{]/g, "(").replace(/[〕】\]}]/g, ")");

  // Load all names; between two files the page may do other things.
  kg.names = function () {
    loading ||= all();
    return loading;
  };

  // A file is folded as a whole, which takes a tenth of the time that its lines take.
  async function all() {
    const files = Array.from({length: kg.meta().chunks.names}, (_, number) => `names/${number}`);
    for (const coming of files.map(kg.load)) {
      const file = await coming;
      heads.push(...file.heads.split("\n"));
      names.push(...file.names.split("\n"));
      folded.push(...fold(file.names).split("\n"));
    }
  }

  // What bears all words of the query, best first: {id, cls, said, name, other}; how many there are of each
  // class. With a class, what is of another is counted alone.
  kg.find = async function (query, most, only = null) {
    await kg.names();
    const words = fold(query).split(/\s+/).filter(Boolean);
    const best = new Best(most);
    const counts = new Map();
    for (let at = 0; words.length && at < heads.length; at++) {
      if (!words.every(word => folded[at].includes(word))) continue;
      const [, cls, said] = heads[at].split("\t");
      counts.set(cls, (counts.get(cls) || 0) + 1);
      if (only && only !== cls) continue;
      best.see({at, level: rank(folded[at], words, cls, said), said: Number(said), length: folded[at].length});
    }
    return {counts, found: best.found.map(one => entry(one.at, words))};
  };

  // All things of a class, those first of which most is said.
  kg.ofClass = async function (cls) {
    await kg.names();
    const those = [...heads.keys()].filter(at => heads[at].split("\t")[1] === cls).map(at => entry(at, []));
    return those.sort((one, other) => other.said - one.said || (one.id < other.id ? -1 : 1));
  };

  // 0 for the name itself; 1 for its last part (南京市|鼓楼区), or another name; 2 for a begin or a part of the
  // name, if more than one thing is said of what bears it; 3 else; 4 for a part of another name. Findings come last.
  function rank(bears, words, cls, said) {
    if (cls === "Finding") return 5;
    const [name, ...others] = bears.split("\t");
    const whole = words.join(" ");
    if (name === whole) return 0;
    if (others.includes(whole) || (name.endsWith(whole) && PLACE.test(name.at(-whole.length - 1)))) return 1;
    if (!words.every(word => name.includes(word))) return 4;
    return name.startsWith(words[0]) || said > 1 ? 2 : 3;
  }

  function entry(at, words) {
    const [id, cls, said] = heads[at].split("\t");
    const [name, ...others] = names[at].split("\t");
    const other = words.every(word => fold(name).includes(word)) ? null
      : others.find(one => words.some(word => fold(one).includes(word))) || null;
    return {id, cls, said: Number(said), name, other};
  }

  // The best of those that were seen, in order.
  class Best {
    constructor(most) {
      this.most = most;
      this.found = [];
    }

    see(one) {
      if (this.found.length === this.most && !before(one, this.found[this.most - 1])) return;
      let place = this.found.length;
      while (place && before(one, this.found[place - 1])) place--;
      this.found.splice(place, 0, one);
      if (this.found.length > this.most) this.found.pop();
    }
  }

  function before(one, other) {
    const first = one.level - other.level || other.said - one.said || one.length - other.length;
    return (first || one.at - other.at) < 0;
  }
})();
