"use strict";
// Search: all names in memory, loaded one file after the other; a query goes through all of them.
(function () {
  const lines = [];
  const folded = [];
  let loading = null;

  // Capitals and wide forms are as small and narrow ones.
  const fold = text => text.normalize("NFKC").toLowerCase();

  // Load all names; between two files the page may do other things.
  kg.names = function () {
    loading ||= all();
    return loading;
  };

  async function all() {
    for (let number = 0; number < kg.meta().chunks.names; number++) {
      const text = await kg.load(`names/${number}`);
      for (const line of text.split("\n")) {
        lines.push(line);
        folded.push(fold(line.slice(afterThird(line))));
      }
    }
  }

  function afterThird(line) {
    return line.indexOf("\t", line.indexOf("\t", line.indexOf("\t") + 1) + 1) + 1;
  }

  // What bears all words of the query, best first: {id, cls, said, name, other}; how many there are of each
  // class. With a class, what is of another is counted alone.
  kg.find = async function (query, most, only = null) {
    await kg.names();
    const words = fold(query).split(/\s+/).filter(Boolean);
    const best = new Best(most);
    const counts = new Map();
    for (let at = 0; words.length && at < lines.length; at++) {
      if (!words.every(word => folded[at].includes(word))) continue;
      const [, cls, said] = lines[at].split("\t", 3);
      counts.set(cls, (counts.get(cls) || 0) + 1);
      if (only && only !== cls) continue;
      best.see({at, level: rank(folded[at], words, cls), said: Number(said), length: folded[at].length});
    }
    return {counts, found: best.found.map(one => entry(lines[one.at], words))};
  };

  // All things of a class, those first of which most is said.
  kg.ofClass = async function (cls) {
    await kg.names();
    const those = lines.filter(line => line.split("\t", 2)[1] === cls).map(line => entry(line, []));
    return those.sort((one, other) => other.said - one.said || (one.id < other.id ? -1 : 1));
  };

  // 0 for the name itself, 1 for its begin, 2 for a part of it, 3 for another name; findings come last.
  function rank(names, words, cls) {
    if (cls === "Finding") return 4;
    const end = names.indexOf("\t");
    const name = end < 0 ? names : names.slice(0, end);
    if (words.length === 1 && name === words[0]) return 0;
    if (name.startsWith(words[0])) return 1;
    return words.every(word => name.includes(word)) ? 2 : 3;
  }

  function entry(line, words) {
    const [id, cls, said, name, ...others] = line.split("\t");
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
