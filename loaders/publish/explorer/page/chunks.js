"use strict";
// Data stands in script files that call kg.put. They are loaded as they are needed: from disk a page may load
// scripts, and nothing else.
var kg = {};

(function () {
  const KEPT = 200;
  const values = new Map();
  const coming = new Map();

  // What a file of data calls.
  kg.put = function (name, value) {
    values.set(name, value);
  };

  // The value of that name, as a promise. Those asked for last are kept, so that memory does not grow; what could
  // not be read is asked for again.
  kg.load = function (name) {
    const value = coming.get(name) || script(name);
    coming.delete(name);
    coming.set(name, value);
    value.catch(() => coming.delete(name));
    if (coming.size > KEPT) coming.delete(coming.keys().next().value);
    return value;
  };

  // What stands in the page already.
  kg.meta = () => values.get("meta");

  // The record of an entity or report; undefined where there is none.
  kg.record = function (kind, id) {
    const count = kg.meta().chunks[kind];
    const name = `${kind}/${checksum(id) % count}`;
    return kg.load(name).then(chunk => Object.hasOwn(chunk, id) ? chunk[id] : undefined);
  };

  function script(name) {
    return new Promise(function (done, failed) {
      const element = document.createElement("script");
      element.src = `explorer/data/${name}.js`;
      element.onload = element.onerror = function () {
        element.remove();
        if (values.has(name)) done(values.get(name));
        else failed(new Error(name));
        values.delete(name);
      };
      document.head.append(element);
    });
  }

  // CRC-32 of an id, as zlib computes it.
  function checksum(id) {
    let sum = 0xffffffff;
    for (const byte of new TextEncoder().encode(id)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
    return (sum ^ 0xffffffff) >>> 0;
  }
})();
