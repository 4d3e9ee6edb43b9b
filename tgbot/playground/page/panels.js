// The drawer of playground controls: time, faults, the bot's process, people, and what the database holds.
// Everything a messenger would not have is here and nowhere else.

import * as api from "./api.js";
import { databaseView } from "./database.js";
import { form, toast } from "./dialogs.js";
import { el, iconButton } from "./element.js";
import { FaultsPanel } from "./faults.js";
import { fullTime } from "./moments.js";

const COVERS = matchMedia("(max-width: 520px)");
const HOUR = 3600;

export class Drawer {
  /** current(): the pane that "this chat" means. */
  constructor(node, store, current) {
    this.node = node;
    this.store = store;
    this.current = current;
    this.clock = el("p", { class: "clock", role: "timer" });
    this.database = el("div", { class: "database" });
    this.faults = new FaultsPanel(tried);
    node.append(
      el("header", { class: "drawer-head" }, el("h2", { id: "drawer-title", tabindex: "-1" }, "Playground controls"), iconButton("close", "Close the controls", () => this.toggle(false))),
      el("div", { class: "drawer-body" }, this.#time(), this.#held(), this.#bot(), this.#people(), section("Faults", this.faults.node)),
    );
    node.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle(false));
    store.addEventListener("clock", () => this.#tick());
    for (const kind of ["message", "edited", "deleted", "reload"]) store.addEventListener(kind, () => this.#soon());
    setInterval(() => this.open && this.#tick(), 1000);
  }

  get open() {
    return !this.node.hidden;
  }

  toggle(open = !this.open) {
    if (open) this.back = document.activeElement;
    this.node.hidden = !open;
    document.querySelectorAll(".skip, .side, .panes").forEach((behind) => (behind.inert = open && COVERS.matches));
    document.querySelectorAll("[aria-controls=drawer]").forEach((button) => button.setAttribute("aria-expanded", String(open)));
    if (open) {
      this.#tick();
      this.#refresh();
      this.node.querySelector("h2").focus();
    } else if (this.back?.isConnected) this.back.focus({ preventScroll: true });
  }

  /** Ask again what the database holds about the chat in view. */
  async refreshDatabase() {
    const pane = this.current();
    if (!pane || !this.open) return;
    try {
      this.database.replaceChildren(databaseView(await api.database(pane.chatId), pane.label));
    } catch (refused) {
      this.database.replaceChildren(el("p", { class: "note" }, refused.message));
    }
  }

  #refresh() {
    this.refreshDatabase();
    this.faults.refresh();
  }

  #soon() {
    clearTimeout(this.wait);
    if (this.open) this.wait = setTimeout(() => this.#refresh(), 500);
  }

  #tick() {
    if (this.open) this.clock.textContent = fullTime(this.store.now());
  }

  #time() {
    const move = (label, seconds) => el("button", { type: "button", class: "button", onclick: () => this.#move(() => api.moveClock(seconds)) }, label);
    const toNow = () => api.moveClock((Date.now() - this.store.now()) / 1000);
    return section(
      "Time",
      this.clock,
      el(
        "div",
        { class: "button-grid" },
        move("+ 1 hour", HOUR),
        move("+ 1 day", 24 * HOUR),
        move("+ 2 weeks", 14 * 24 * HOUR),
        el("button", { type: "button", class: "button", onclick: () => this.#move(toNow) }, "Back to now"),
      ),
      el("button", { type: "button", class: "button is-main is-wide", onclick: () => this.#move(api.nextReminder) }, "Go to the next reminder"),
    );
  }

  async #move(act) {
    const answer = await tried(act);
    if (answer?.now !== undefined) this.store.setNow(answer.now);
    if (answer?.note) toast(answer.note);
    this.#soon();
  }

  #held() {
    return section("What the database holds about this chat", this.database, el("button", { type: "button", class: "button", onclick: () => this.refreshDatabase() }, "Look again"));
  }

  #bot() {
    const restart = async (event) => {
      const button = event.currentTarget;
      button.disabled = true;
      const done = await tried(api.restart);
      if (done) toast(`Process ${done.killed} was ended with kill -9. Process ${done.started} took over after ${done.seconds} s.`);
      button.disabled = false;
      button.focus({ preventScroll: true });
    };
    return section(
      "Bot and chat",
      el("p", { class: "note" }, "The bot is a process of its own. Kill it in the middle of a check: old buttons go on working, since the chat itself holds the answers."),
      el(
        "div",
        { class: "button-grid" },
        el("button", { type: "button", class: "button", onclick: restart }, "Restart bot (kill\u00a0-9)"),
        el("button", { type: "button", class: "button", onclick: () => this.current()?.copyTranscript() }, "Copy transcript"),
      ),
    );
  }

  #people() {
    return section(
      "People",
      el(
        "div",
        { class: "button-grid" },
        el("button", { type: "button", class: "button", onclick: () => this.#addPerson() }, "Add a person"),
        el("button", { type: "button", class: "button", onclick: () => this.#addGroup() }, "Add a group"),
      ),
    );
  }

  async #addPerson() {
    const fields = [
      { name: "name", label: "First name" },
      { name: "language", label: "Language code", value: "en" },
    ];
    const person = await form("Add a person", fields, "Add");
    if (person) await this.#add(() => api.addPerson(person.name, person.language));
  }

  async #addGroup() {
    const group = await form("Add a group with everybody in it", [{ name: "title", label: "Name of the group" }], "Add");
    const members = this.store.people.map((person) => person.id);
    if (group) await this.#add(() => api.addGroup(group.title, members));
  }

  #add(act) {
    return tried(async () => {
      await act();
      await this.store.reload();
    });
  }
}

async function tried(act) {
  try {
    return await act();
  } catch (refused) {
    toast(refused.message);
    return null;
  }
}

const section = (title, ...content) => el("section", { class: "panel" }, el("h3", {}, title), content);
