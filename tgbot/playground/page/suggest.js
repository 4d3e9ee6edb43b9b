// The list above the composer: commands that fit what is typed, or what the bot offers inline. The text field keeps the focus.

import { el } from "./element.js";

let count = 0;

export class Suggestions {
  /** field: the textarea that owns the list; choose(item): what happens when one is taken. */
  constructor(field, choose) {
    this.field = field;
    this.choose = choose;
    this.items = [];
    this.at = -1;
    this.node = el("ul", { class: "suggestions", role: "listbox", id: `suggestions-${++count}`, "aria-label": "Suggestions", tabindex: "0", hidden: true });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.node.id);
  }

  get open() {
    return !this.node.hidden;
  }

  /** items: [{title, text, value}]; an empty list closes. */
  show(items, label) {
    this.items = items;
    this.at = items.length ? 0 : -1;
    this.node.setAttribute("aria-label", label || "Suggestions");
    this.node.replaceChildren(
      ...items.map((item, index) =>
        el(
          "li",
          {
            role: "option",
            class: item.inline ? "is-stacked" : null,
            id: `${this.node.id}-${index}`,
            "aria-selected": "false",
            onpointerdown: (event) => event.preventDefault(),
            onpointermove: () => this.#point(index),
            onclick: () => this.#take(index),
          },
          el("span", { class: "suggestion-title" }, item.title),
          item.text && el("span", { class: "suggestion-text" }, item.text),
        ),
      ),
    );
    this.node.hidden = !items.length;
    this.#mark();
  }

  hide() {
    this.show([]);
  }

  /** Handle a key of the text field; true when it was for this list. */
  key(event) {
    if (!this.open) return false;
    const { length } = this.items;
    if (event.key === "ArrowDown") this.at = (this.at + 1) % length;
    else if (event.key === "ArrowUp") this.at = (this.at - 1 + length) % length;
    else if (event.key === "Enter" && !event.shiftKey) this.#take(this.at);
    else if (event.key === "Tab" && !event.shiftKey) this.#take(this.at);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    this.#mark();
    return true;
  }

  #take(index) {
    const item = this.items[index];
    this.hide();
    this.choose(item);
  }

  #point(index) {
    if (this.at === index) return;
    this.at = index;
    this.#mark();
  }

  #mark() {
    [...this.node.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
    const current = this.node.children[this.at];
    if (this.open && current) {
      this.field.setAttribute("aria-activedescendant", current.id);
      current.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }
}
