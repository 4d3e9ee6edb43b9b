// Where a person writes: text, reply and edit state, commands, inline queries, things to attach; Start and Unblock stand in its place
// when they are all one can do. Sends through `acts`; keeps only the draft.

import { attachItems } from "./attach.js";
import { el, icon, iconButton } from "./element.js";
import { inShort } from "./media.js";
import { openMenu } from "./menu.js";
import { Suggestions } from "./suggest.js";

const INLINE_WAIT_MS = 300;
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");
const NARROW = matchMedia("(max-width: 520px)");

export class Composer {
  /** acts: send, edit, start, unblock, inline, inlineChoose, upload, location, refused, rest. about(): {bot, commands, inlineAllowed}. */
  constructor({ acts, about, label }) {
    this.acts = acts;
    this.about = about;
    this.replyTo = null;
    this.editing = null;
    this.field = el("textarea", {
      rows: 1,
      "aria-label": label,
      placeholder: "Message",
      enterkeyhint: "send",
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onblur: () => setTimeout(() => document.activeElement !== this.field && this.suggestions.hide(), 150),
    });
    this.suggestions = new Suggestions(this.field, (item) => this.#taken(item));
    this.context = el("div", { class: "context", hidden: true });
    this.sendButton = iconButton("send", "Send", () => this.#send(), { class: "icon-button send", disabled: true });
    this.commandButton = el("button", { type: "button", class: "command-button", "aria-label": "Menu of commands", title: "Commands", onclick: () => this.#allCommands() }, icon("menu"), el("span", {}, "Menu"));
    const attach = iconButton("attach", "Attach", (event) => openMenu(event.currentTarget, "Attach", attachItems(this.acts)), { "aria-haspopup": "menu" });
    this.row = el("div", { class: "composer-row" }, this.commandButton, this.field, attach, this.sendButton);
    this.instead = el("div", { class: "instead", hidden: true });
    this.replyKeys = el("div", { class: "reply-keys", role: "group", "aria-label": "Offered answers", hidden: true });
    this.node = el("div", { class: "composer" }, this.suggestions.node, this.context, this.row, this.replyKeys, this.instead);
  }

  /** Show what fits: "start" (empty private chat), "blocked", or "write". */
  mode(kind) {
    if (this.kind === kind) return;
    this.kind = kind;
    const act = kind === "start" ? ["Start", () => this.acts.start("")] : ["Unblock", () => this.acts.unblock()];
    const hadFocus = this.instead.contains(document.activeElement);
    this.row.hidden = kind !== "write";
    this.instead.hidden = kind === "write";
    this.instead.replaceChildren(
      ...(kind === "write" ? [] : [kind === "blocked" && el("p", {}, "You have blocked this bot. It cannot write to you."), el("button", { type: "button", class: "button is-main is-wide", onclick: act[1] }, act[0])].filter(Boolean)),
    );
    if (kind === "write" && hadFocus) this.acts.rest();
  }

  /** Answer a message; a reply prompt of the bot brings its own placeholder. */
  reply(message, { focus = true } = {}) {
    this.editing = null;
    this.replyTo = message;
    const asked = message.reply_markup?.force_reply ? message.reply_markup.input_field_placeholder : "";
    this.field.placeholder = asked || "Message";
    this.#showContext("reply", `Reply to ${message.from?.first_name || "message"}`, message);
    if (focus) this.field.focus();
  }

  edit(message) {
    this.replyTo = null;
    this.editing = message;
    this.field.value = message.text || message.caption || "";
    this.#showContext("edit", "Edit message", message);
    this.#typed();
    this.field.focus();
  }

  /** Put words into the field, as a button that starts an inline query does. */
  write(text) {
    this.field.value = text;
    this.#typed();
    this.field.focus();
  }

  /** The bot's reply keyboard (buttons under the field), or null. */
  offer(markup) {
    this.replyKeys.hidden = !markup;
    const rows = markup?.keyboard || [];
    this.replyKeys.replaceChildren(
      ...rows.map((row) => el("div", { class: "keyboard-row" }, row.map((button) => el("button", { type: "button", class: "key", onclick: () => (button.request_location ? this.acts.location() : this.acts.send(button.text ?? button)) }, button.text ?? button)))),
    );
    if (markup?.input_field_placeholder && !this.replyTo) this.field.placeholder = markup.input_field_placeholder;
  }

  clear() {
    this.replyTo = this.editing = null;
    this.field.value = "";
    this.field.placeholder = "Message";
    this.context.hidden = true;
    this.#typed();
  }

  #showContext(sign, title, message) {
    this.context.replaceChildren(
      icon(sign),
      el("div", { class: "context-words" }, el("span", { class: "context-title" }, title), el("span", { class: "context-text" }, inShort(message).slice(0, 140))),
      iconButton("close", "Cancel", () => {
        this.clear();
        this.field.focus();
      }),
    );
    this.context.hidden = false;
  }

  async #send() {
    const text = this.field.value.trim();
    if (!text || this.sending) return;
    const { editing, replyTo } = this;
    this.sending = true;
    try {
      if (editing) await this.acts.edit(editing, text);
      else await this.acts.send(text, replyTo?.message_id);
      this.clear();
    } catch (refused) {
      this.acts.refused(refused);
    } finally {
      this.sending = false;
      this.field.focus();
    }
  }

  #key(event) {
    if (this.suggestions.key(event) || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && (this.replyTo || this.editing)) {
      event.stopPropagation();
      this.clear();
    }
  }

  #typed() {
    const text = this.field.value;
    if (!GROWS_BY_ITSELF) {
      this.field.style.height = "auto";
      this.field.style.height = `${this.field.scrollHeight}px`;
    }
    this.sendButton.disabled = !text.trim();
    clearTimeout(this.inlineWait);
    const { bot, commands } = this.about();
    const inline = new RegExp(`^@${bot}\\s+?(.*)$`, "is").exec(text);
    if (inline) this.inlineWait = setTimeout(() => this.#inline(inline[1], text), INLINE_WAIT_MS);
    else if (/^\/[a-z0-9_]*$/i.test(text)) this.#offerCommands(commands.filter(({ command }) => command.startsWith(text.slice(1).toLowerCase())));
    else this.suggestions.hide();
  }

  async #inline(query, text) {
    try {
      const results = await this.acts.inline(query);
      if (this.field.value !== text) return;
      const items = results.map((result) => ({ title: result.title || result.id, text: result.description || "", inline: result.id }));
      this.suggestions.show(items, "What the bot offers");
    } catch (refused) {
      this.acts.refused(refused);
    }
  }

  #allCommands() {
    if (this.suggestions.open) this.suggestions.hide();
    else this.#offerCommands(this.about().commands);
    if (!NARROW.matches || this.suggestions.open) this.field.focus();
  }

  #offerCommands(commands) {
    this.suggestions.show(commands.map(({ command, description }) => ({ title: `/${command}`, text: description, command: `/${command}` })), "Commands");
  }

  async #taken(item) {
    try {
      if (item.command) await this.acts.send(item.command);
      else await this.acts.inlineChoose(item.inline);
      this.clear();
    } catch (refused) {
      this.acts.refused(refused);
    }
  }
}
