"use strict";
// The neighbourhood of a thing as a drawing: what leads to it stands left of it, what it leads to right.
(function () {
  const {part, say} = kg;
  const MOST = [8, 5];
  const ROW = 28;
  const WIDE = {width: 960, side: 240, label: 90, letters: 17};
  const NARROW = {width: 360, letters: 20};
  const narrow = matchMedia("(max-width: 760px)");
  kg.onWidth = told => narrow.addEventListener("change", told);

  // The drawing; null for a thing without neighbours.
  kg.neighbourhood = function (record) {
    const most = MOST[Number(narrow.matches)];
    const sides = [chosen(record.in || [], most), chosen(record.out || [], most)];
    if (!sides[0].length && !sides[1].length) return null;
    const drawn = narrow.matches ? tree(record, sides) : fan(record, sides);
    const left = hidden(record.in || [], sides[0]) + hidden(record.out || [], sides[1]);
    const more = left ? part("p", {class: "small"}, say("others", {n: left})) : null;
    return part("div", {class: "graph"}, drawn, more);
  };

  function hidden(facts, shown) {
    return new Set(facts.map(([, [id]]) => id)).size - shown.length;
  }

  // One fact for each neighbour, the relations in turn, so that each is seen.
  function chosen(facts, most) {
    const turns = new Map();
    const seen = new Set();
    const rows = [];
    for (const [[relation, status], [id, cls, name]] of facts) {
      if (seen.has(id)) continue;
      seen.add(id);
      const turn = turns.get(relation) || 0;
      turns.set(relation, turn + 1);
      rows.push({relation, status, id, cls, name, turn});
    }
    const kept = rows.sort((one, other) => one.turn - other.turn).slice(0, most);
    return kept.sort((one, other) => kg.relationOrder(one.relation) - kg.relationOrder(other.relation));
  }

  // In three columns.
  function fan(record, sides) {
    const height = Math.max(sides[0].length, sides[1].length, 2) * ROW + 12;
    const middle = height / 2;
    const shapes = [];
    sides.forEach(function (rows, right) {
      const top = middle - rows.length * ROW / 2;
      rows.forEach(function (row, at) {
        const y = top + at * ROW + ROW / 2;
        const away = right ? 1 : -1;
        const side = WIDE.width / 2 + away * (WIDE.width / 2 - WIDE.side);
        const [end, from] = [side - away * WIDE.label, WIDE.width / 2 + away * 74];
        const path = `M${from},${middle} C${end},${middle} ${from},${y} ${end},${y}`;
        const anchor = right ? "start" : "end";
        const words = kg.label("relations", row.relation);
        shapes.push(line(path, row), label(end + away * 6, y + 4, words, anchor));
        shapes.push(node(side, y, row, anchor, WIDE.letters));
      });
    });
    return drawing(WIDE.width, height, record, [...shapes, ...centre(record, WIDE.width / 2, middle)]);
  }

  // In one column, for narrow screens.
  function tree(record, sides) {
    const rows = [...sides[0].map(row => [row, 0]), ...sides[1].map(row => [row, 1])];
    const shapes = rows.flatMap(function ([row, right], at) {
      const y = 64 + at * 44;
      const path = `M24,34 L24,${y - 6} Q24,${y} 30,${y} L44,${y}`;
      const words = `${right ? "→" : "←"} ${kg.label("relations", row.relation)}`;
      return [line(path, row), label(50, y - 10, words, "start"), node(50, y + 8, row, "start", NARROW.letters)];
    });
    const height = 64 + rows.length * 44;
    return drawing(NARROW.width, height, record, [...shapes, ...centre(record, NARROW.width / 2, 18)]);
  }

  function drawing(width, height, record, shapes) {
    const label = `${say("neighbours")}: ${kg.short(record.name, 60)}`;
    return kg.shape("svg", {viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label}, ...shapes);
  }

  function line(path, row) {
    return kg.shape("path", {d: path, class: `edge ${row.status}`});
  }

  function label(x, y, words, anchor) {
    return kg.shape("text", {x, y, class: "relation", "text-anchor": anchor}, words);
  }

  function node(x, y, row, anchor, letters) {
    const words = [kg.label("relations", row.relation), kg.label("classes", row.cls), kg.short(row.name, 200)];
    const text = kg.shape("text", {x, y: y + 5, "text-anchor": anchor}, kg.short(row.name, letters));
    return kg.shape("a", {href: kg.address(row.cls, row.id)}, kg.shape("title", null, words.join(" · ")), text);
  }

  function centre(record, x, y) {
    const words = kg.short(record.name, 9);
    return [kg.shape("rect", {x: x - 74, y: y - 16, width: 148, height: 32, rx: 16, class: "centre"}),
      kg.shape("text", {x, y: y + 5, "text-anchor": "middle", class: "centre"}, words)];
  }
})();
