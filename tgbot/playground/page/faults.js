// The panel of faults in the drawer: what the bot's next calls to the messenger shall meet, and what still waits for them.

import * as api from "./api.js";
import { el } from "./element.js";

const METHODS = ["", "sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument", "getUpdates"];
const KINDS = [
  ["429", "429: too many requests"],
  ["slow", "Slow answers"],
  ["drop", "Connection dropped, nothing done"],
  ["500", "500: server error"],
  ["lost", "Done, but its answer is lost"],
  ["403", "403: blocked"],
];
const SECONDS_OF = { 429: "retry_after", slow: "seconds" };

export class FaultsPanel {
  /** tried(act): does it, or says why not and gives null. */
  constructor(tried) {
    this.tried = tried;
    this.kind = el("select", { onchange: () => this.#fit() }, KINDS.map(([value, label]) => el("option", { value }, label)));
    this.method = el("select", {}, METHODS.map((value) => el("option", { value }, value || "Every method but getUpdates")));
    this.seconds = number(0, 60, 3);
    this.times = number(1, 1000, 1);
    this.secondsField = field("Seconds", this.seconds);
    this.said = el("p", { class: "note", role: "status" });
    this.node = el(
      "form",
      { class: "panel-form", onsubmit: (event) => this.#set(event) },
      el("p", { class: "note" }, "What the bot's next calls to the messenger meet."),
      field("Fault", this.kind),
      field("Where", this.method),
      el("div", { class: "button-grid" }, field("Times", this.times), this.secondsField),
      el("div", { class: "button-grid" }, el("button", { type: "submit", class: "button" }, "Set"), el("button", { type: "button", class: "button", onclick: () => this.#clear() }, "Clear all")),
      this.said,
    );
  }

  /** Ask again what still waits: a fault is used up by the calls that meet it. */
  async refresh() {
    const answer = await api.plannedFaults().catch(() => null);
    if (answer) this.#say(answer);
  }

  async #set(event) {
    event.preventDefault();
    const kind = this.kind.value;
    const fault = { kind, times: Number(this.times.value) };
    if (this.method.value) fault.method = this.method.value;
    if (SECONDS_OF[kind]) fault[SECONDS_OF[kind]] = Number(this.seconds.value);
    this.#say(await this.tried(() => api.faults(fault)));
  }

  async #clear() {
    this.#say(await this.tried(() => api.faults({ kind: null })));
  }

  #fit() {
    this.secondsField.hidden = !SECONDS_OF[this.kind.value];
    this.seconds.disabled = this.secondsField.hidden;
  }

  #say(answer) {
    if (!answer) return;
    const words = inWords(answer.planned);
    if (this.said.textContent !== words) this.said.textContent = words;
  }
}

function inWords(planned = []) {
  const each = planned.map(({ kind, method, times }) => `${kind} for ${method || "every method"}, ${times} ${times === 1 ? "time" : "times"}`);
  return each.length ? `Waiting: ${each.join("; ")}.` : "No fault is set.";
}

const number = (min, max, value) => el("input", { type: "number", min, max, value, required: true });
const field = (label, input) => el("label", { class: "field" }, el("span", {}, label), input);
