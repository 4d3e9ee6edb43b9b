// Shows what the database holds about one chat: each table's rows as they lie there.

import { el } from "./element.js";

const MOST = 3;

/** Nodes for {tables: [{name, rows, columns, sample}]}; `chat` names whose it is. */
export function databaseView({ tables = [] }, chat) {
  const held = tables.filter((table) => table.rows > 0);
  if (!held.length) {
    return el("div", { class: "database-view" }, el("p", { class: "database-sum" }, "Nothing. Not one row."), el("p", { class: "note" }, `No table holds anything about ${chat}.`));
  }
  const rows = held.reduce((sum, table) => sum + table.rows, 0);
  return el(
    "div",
    { class: "database-view" },
    el("p", { class: "database-sum" }, `${counted(rows)} in ${held.length} of ${tables.length} tables`),
    el("p", { class: "note" }, "As they lie there: names and contents are sealed, and only the bot's key opens them."),
    held.map((table) => tableView(table)),
  );
}

function tableView({ name, rows, columns = [], sample = [] }) {
  const shown = sample.slice(0, MOST);
  return el(
    "div",
    { class: "held" },
    el("h4", {}, `${name}: ${counted(rows)}`),
    shown.map((row) => el("dl", { class: "held-row" }, columns.map((column, index) => [el("dt", {}, column), el("dd", {}, row[index] || "–")]))),
    rows > shown.length && el("p", { class: "note held-rest" }, `and ${counted(rows - shown.length)} more`),
  );
}

const counted = (rows) => `${rows} ${rows === 1 ? "row" : "rows"}`;
