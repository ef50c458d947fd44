"use strict";
// Figures as a table: a row for each indicator (or for whom it tells of), a column for each year.
(function () {
  const {part, say} = kg;
  const ROWS = 40;

  // `figures` are [[period, raw, value, unit, status, evidence], [id, class, name]].
  kg.figures = function (figures, ofMetric) {
    const periods = [...new Set(figures.map(([[period]]) => period))].sort(order);
    const rows = [...kg.grouped(figures, ([[, , , unit], whose]) => `${whose ? whose[0] : ""} ${unit}`).values()];
    const heads = [say(ofMetric ? "whose" : "indicator"), ...periods.map(one => one || say("noPeriod"))];
    const table = part("table", {class: "figures"}, kg.heads(heads));
    const [, ...more] = kg.some(rows, ROWS, row => line(row, periods), table);
    return part("div", null, kg.frame(say("figures"), table), ...more);
  };

  function order(one, other) {
    return one === other ? 0 : one === null ? 1 : other === null ? -1 : one < other ? -1 : 1;
  }

  function line(row, periods) {
    const whose = row[0][1];
    const room = part("div", {class: "room"});
    const of = period => row.filter(([said]) => said[0] === period).map(([said]) => figure(said, room));
    const cells = periods.map(period => part("td", null, ...of(period)));
    const name = whose ? kg.link(...whose, 60) : "–";
    return kg.withRoom(room, part("th", {scope: "row"}, name), ...cells);
  }

  function figure([, raw, , , status, evidence], room) {
    const planned = status === "done" ? null : kg.status(status);
    return part("span", {class: "figure"}, kg.opener(raw, room, () => kg.sentences([evidence])), planned);
  }
})();
