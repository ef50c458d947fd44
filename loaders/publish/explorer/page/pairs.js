"use strict";
// The index of names by pairs of signs (pairs.py): where a text stands, by the pairs that it is made of.
(function () {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Uint8Array(128);
  [...DIGITS].forEach((digit, value) => { VALUES[digit.charCodeAt(0)] = value; });
  const BLOCK = 64 * 64;
  const END = "\n";
  const ENDS = 8;
  const SPACE = 32;
  // A place is told as thing * SPAN + place in its names.
  const SPAN = 2 ** 24;

  // What a digit of the index, or of the classes, means.
  kg.digit = (text, at) => VALUES[text.charCodeAt(at)];

  // What is told of a text: `of` with the flags of each place where it stands in a name, brought together thing by
  // thing in an array of numbers.
  kg.places = async function (text, of, length) {
    const found = new Uint8Array(length);
    const signs = [...text];
    if (signs.length > 1) {
      const {places, flags} = await ofSigns(signs);
      for (let at = 0; at < places.length; at++) found[Math.floor(places[at] / SPAN)] |= of[flags[at]];
    } else {
      // A sign by itself begins all pairs that hold it; of these but one its name does not end with it.
      for (const [pair, said] of await pairs(text, `${text}\uffff`)) {
        const end = pair === text + END ? ENDS : 0;
        read(said, (thing, place, flags) => { found[thing] |= of[flags & ~ENDS | end]; });
      }
    }
    return found;
  };

  // Pairs that hold all of the signs: each second one, and the last. One that comes again is read once.
  async function ofSigns(signs) {
    const last = signs.length - 2;
    const steps = [...signs.keys()].filter(at => at < last && at % 2 === 0).concat(last);
    const wanted = steps.map(at => signs[at] + signs[at + 1]);
    const found = new Map([...new Set(wanted)].map(pair => [pair, ofPair(pair)]));
    const lists = await Promise.all(wanted.map(pair => found.get(pair)));
    return lists.reduce((one, other, turn) => joined(one, other, steps[turn]));
  }

  async function ofPair(pair) {
    const found = {places: [], flags: []};
    for (const [, said] of await pairs(pair, pair)) {
      read(said, function (thing, place, flags) {
        found.places.push(thing * SPAN + place);
        found.flags.push(flags);
      });
    }
    return found;
  }

  // The places of the one after which, so many signs on, is a place of the other.
  function joined(one, other, after) {
    const found = {places: [], flags: []};
    let at = 0;
    for (let turn = 0; turn < one.places.length; turn++) {
      const wanted = one.places[turn] + after;
      while (at < other.places.length && other.places[at] < wanted) at++;
      if (other.places[at] !== wanted) continue;
      found.places.push(one.places[turn]);
      found.flags.push((one.flags[turn] & ~ENDS) | (other.flags[at] & ENDS));
    }
    return found;
  }

  // The pairs from one to another, each with what a file says of it.
  async function pairs(from, to) {
    const firsts = kg.meta().search.pairs;
    const file = Math.max(0, firsts.findLastIndex(pair => pair < from));
    const files = firsts.slice(file, firsts.findLastIndex(pair => pair <= to) + 1);
    const held = await Promise.all(files.map((_, turn) => kg.load(`pairs/${file + turn}`)));
    return held.flatMap(one => from === to ? own(one, from) : Object.entries(one).filter(([pair]) => from < pair && pair < to));
  }

  const own = (file, pair) => Object.hasOwn(file, pair) ? [[pair, file[pair]]] : [];

  // Calls `see` for each place that is told of a pair. There are blocks, which begin with their number, and in each
  // block things (two digits) with place and flags (five bits a digit).
  function read(said, see) {
    for (let at = 0; at < said.length; at++) {
      const comma = said.indexOf(",", at);
      const first = Number(said.slice(at, comma)) * BLOCK;
      for (at = comma + 1; at < said.length && said.charCodeAt(at) !== SPACE;) {
        const thing = first + 64 * VALUES[said.charCodeAt(at)] + VALUES[said.charCodeAt(at + 1)];
        at += 2;
        let number = 0;
        let digit = 32;
        for (let bits = 0; digit >= 32; bits += 5) {
          digit = VALUES[said.charCodeAt(at++)];
          number |= (digit & 31) << bits;
        }
        see(thing, number >>> 4, number & 15);
      }
    }
  }
})();
