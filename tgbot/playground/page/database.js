// Shows what the database holds: each table with its number of rows and a few of them as they lie there.

import { el } from "./element.js";

const LONGEST = 60;

/** Nodes for {tables: [{name, rows, columns, sample}], note}. */
export function databaseView({ tables = [], note = "" }) {
  const held = tables.filter((table) => table.rows > 0);
  const empty = tables.filter((table) => !table.rows).map((table) => table.name);
  return el(
    "div",
    { class: "database-view" },
    el("p", { class: "database-sum" }, held.length ? `${held.reduce((sum, table) => sum + table.rows, 0)} rows in ${held.length} of ${tables.length} tables` : "Nothing. Not one row."),
    note && el("p", { class: "note" }, note),
    held.map((table) => tableView(table)),
    held.length > 0 && empty.length > 0 && el("p", { class: "note" }, `Empty: ${empty.join(", ")}.`),
  );
}

function tableView({ name, rows, columns = [], sample = [] }) {
  return el(
    "div",
    { class: "table-frame", role: "region", "aria-label": `Table ${name}`, tabindex: "0" },
    el(
      "table",
      {},
      el("caption", {}, `${name}: ${rows} ${rows === 1 ? "row" : "rows"}`),
      el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col" }, column)))),
      el("tbody", {}, sample.map((row) => el("tr", {}, row.map((cell) => el("td", {}, shortened(cell)))))),
    ),
  );
}

function shortened(cell) {
  const text = cell === null ? "–" : typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
