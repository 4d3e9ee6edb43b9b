// Where a person writes: text, reply and edit state, commands, inline queries, things to attach; Start and Unblock stand in its place
// when they are all one can do. Sends through `acts`; keeps only the draft, which outlasts a reload.

import { attachItems } from "./attach.js";
import { el, icon, iconButton } from "./element.js";
import { inShort } from "./media.js";
import { remember, remembered } from "./memory.js";
import { openMenu } from "./menu.js";
import { LONGEST, parts } from "./parts.js";
import { Suggestions } from "./suggest.js";

const INLINE_WAIT_MS = 300;
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");
const NARROW = matchMedia("(max-width: 520px)");

export class Composer {
  /** acts: send, edit, start, unblock, inline, inlineChoose, upload, location, refused, rest. about(): {bot, commands}. */
  constructor({ acts, about, label, draftKey }) {
    this.acts = acts;
    this.about = about;
    this.draftKey = draftKey;
    this.replyTo = null;
    this.editing = null;
    this.field = el("textarea", {
      rows: 1,
      "aria-label": label,
      placeholder: "Message",
      enterkeyhint: "send",
      dir: "auto",
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
    this.#put(remembered(draftKey) || "");
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
    this.#showContext("edit", "Edit message", message);
    this.#put(message.text || message.caption || "");
    this.field.focus();
  }

  /** Put words into the field, as a button that starts an inline query does. */
  write(text) {
    this.#put(text);
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

  /** No longer answer or edit; what was being written before an edit is there again. */
  letGo() {
    const draft = this.editing ? remembered(this.draftKey) || "" : this.field.value;
    this.replyTo = this.editing = null;
    this.field.placeholder = "Message";
    this.context.hidden = true;
    this.#put(draft);
  }

  #put(text) {
    this.field.value = text;
    this.#typed();
  }

  #showContext(sign, title, message) {
    this.context.replaceChildren(
      icon(sign),
      el("div", { class: "context-words" }, el("span", { class: "context-title" }, title), el("span", { class: "context-text", dir: "auto" }, inShort(message).slice(0, 140))),
      iconButton("close", "Cancel", () => {
        this.letGo();
        this.field.focus();
      }),
    );
    this.context.hidden = false;
  }

  async #send() {
    const text = this.field.value.trim();
    if (!text || this.sending) return;
    this.sending = true;
    try {
      if (this.editing) await this.#change(text);
      else await this.#say(text);
    } catch (refused) {
      this.acts.refused(refused);
    } finally {
      this.sending = false;
      this.field.focus();
    }
  }

  async #change(text) {
    if (text.length > LONGEST) throw new Error(`A message holds ${LONGEST} characters, and this is ${text.length}. Please shorten it.`);
    await this.acts.edit(this.editing, text);
    this.letGo();
  }

  /** A long text goes out as several messages; whatever is not sent yet stays in the field, as does what is typed meanwhile. */
  async #say(text) {
    for (const part of parts(text)) {
      await this.acts.send(part, this.replyTo?.message_id);
      const left = this.field.value.trimStart();
      this.#put(left.startsWith(part) ? left.slice(part.length).trimStart() : left);
      this.letGo();
    }
  }

  #key(event) {
    if (this.suggestions.key(event) || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && (this.replyTo || this.editing)) {
      event.stopPropagation();
      this.letGo();
    }
  }

  #typed() {
    const text = this.field.value;
    if (!this.editing) remember(this.draftKey, text);
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
      this.#put("");
      this.letGo();
    } catch (refused) {
      this.acts.refused(refused);
    }
  }
}
