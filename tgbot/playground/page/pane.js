// One person's view of one chat: header, messages, composer. Joins the store's events to the log and the composer,
// and a person's acts to the server. Knows nothing of other panes.

import * as api from "./api.js";
import { askPlace, kindOf, whyNot } from "./attach.js";
import { Composer } from "./composer.js";
import { alertBox, copyText, form, toast } from "./dialogs.js";
import { takeFiles } from "./drop.js";
import { avatar, el, iconButton } from "./element.js";
import { replyKeyboard } from "./keyboard.js";
import { MessageLog } from "./log.js";
import { openMenu } from "./menu.js";
import { startPayload } from "./richtext.js";
import { transcript } from "./transcript.js";

const ACTION_MS = 5000;
const RESTART_MS = 30_000;
const ACTIONS = { typing: "typing…", upload_document: "sending a file…", upload_photo: "sending a photo…" };

export class Pane {
  /** openChat(chatId): show another chat here (a deep link in a group leads to the private chat). */
  constructor(store, chatId, openChat) {
    this.store = store;
    this.chatId = chatId;
    this.openChat = openChat;
    this.me = this.chat.members?.find((member) => this.store.person(member.id ?? member)) ?? chatId;
    this.me = this.me.id ?? this.me;
    const acts = this.#acts();
    this.log = new MessageLog(() => this.#view(), `Messages with ${this.title}`);
    this.composer = new Composer({
      acts,
      label: `Message to ${this.title}`,
      draftKey: `draft-${chatId}`,
      about: () => ({ bot: store.bot.username, commands: store.commands(this.person?.language_code) }),
    });
    this.head = el("header", { class: "pane-head" });
    this.welcome = el("div", { class: "welcome", hidden: true });
    this.node = el("section", { class: "pane", "aria-label": this.label, onclick: (event) => this.#followLink(event) }, this.head, this.welcome, this.log.node, this.composer.node);
    takeFiles(this.node, (files) => this.#takeFiles(files));
    this.refresh();
  }

  get chat() {
    return this.store.chats.get(this.chatId) || { id: this.chatId, type: "private", members: [], messages: new Map() };
  }

  get person() {
    return this.store.person(this.me);
  }

  get group() {
    return this.chat.type !== "private";
  }

  get title() {
    return this.group ? this.chat.title : this.store.bot.name;
  }

  get label() {
    return this.group ? `Group ${this.chat.title}` : `${this.person?.name || "Somebody"}'s chat with ${this.store.bot.name}`;
  }

  /** Draw everything anew from the store. */
  refresh() {
    this.#drawHead();
    this.log.fill(this.store.messages(this.chatId));
    this.#settleComposer();
    const last = this.store.messages(this.chatId).at(-1);
    if (last && this.#asksMe(last) && !this.composer.replyTo) this.composer.reply(last, { focus: false });
  }

  added(message) {
    this.#action(null);
    this.log.add(message, { follow: message.from?.id === this.me });
    this.#settleComposer();
    const focused = document.activeElement;
    if (this.#asksMe(message)) this.composer.reply(message, { focus: focused === document.body || this.node.contains(focused) });
  }

  changed(message) {
    this.log.change(message);
    this.#settleComposer();
  }

  removed(messageId) {
    this.log.remove(messageId);
    this.#settleComposer();
  }

  action(name) {
    this.#action(ACTIONS[name] || "busy…");
  }

  /** The bot's process was killed, or is there again. */
  running(is) {
    this.#action(is ? null : "starting again…", RESTART_MS);
  }

  copyTranscript() {
    return copyText(transcript(this.store.messages(this.chatId), this.title), "Transcript copied");
  }

  async setBlocked(blocked) {
    await this.#tried(async () => {
      await api.block(this.me, blocked);
      await this.store.reload();
    });
  }

  #asksMe(message) {
    const markup = message.reply_markup;
    if (!markup?.force_reply || !message.from?.is_bot) return false;
    return !markup.selective || !this.group || message.reply_to_message?.from?.id === this.me;
  }

  #drawHead() {
    const kind = this.group ? `${(this.chat.members || []).length + 1} members` : "bot";
    this.status = el("p", { class: "pane-status" }, kind);
    this.quiet = kind;
    this.head.replaceChildren(
      avatar(this.title || "?", { id: this.chatId, bot: !this.group, group: this.group }),
      el("div", { class: "pane-title" }, el("h2", { dir: "auto" }, this.title), this.status),
      this.group ? this.#writingAs() : el("p", { class: "as-person" }, "as ", el("strong", {}, this.person?.name || "?")),
      iconButton("more", `Chat menu, ${this.label}`, (event) => this.#chatMenu(event.currentTarget), { "aria-haspopup": "menu" }),
    );
    this.node?.setAttribute("aria-label", this.label);
  }

  #writingAs() {
    const people = this.store.people.filter((person) => (this.chat.members || []).some((member) => (member.id ?? member) === person.id));
    const choose = (event) => {
      this.me = Number(event.target.value);
      this.refresh();
    };
    return el("label", { class: "as-person" }, "as ", el("select", { onchange: choose, "aria-label": "Write as" }, people.map((person) => el("option", { value: person.id, selected: person.id === this.me }, person.name))));
  }

  #chatMenu(button) {
    const blocked = this.person?.blocked;
    openMenu(button, "Chat", [
      { label: "Copy transcript", icon: "copy", act: () => this.copyTranscript() },
      blocked ? { label: "Unblock the bot", icon: "block", act: () => this.setBlocked(false) } : { label: "Block the bot", icon: "block", danger: true, act: () => this.setBlocked(true) },
    ]);
  }

  #messageMenu(message, button) {
    const own = message.from?.id === this.me;
    const text = message.text || message.caption;
    const items = [{ label: "Reply", icon: "reply", act: () => this.composer.reply(message) }];
    if (text) items.push({ label: "Copy text", icon: "copy", act: () => copyText(text) });
    if (own && text) items.push({ label: "Edit", icon: "edit", act: () => this.composer.edit(message) });
    items.push({ label: "Forward", icon: "forward", act: () => this.#forward(message) });
    openMenu(button, "Message", items);
  }

  async #forward(message) {
    const options = [...this.store.chats.values()]
      .filter((chat) => chat.id === this.me || (chat.members || []).some((member) => (member.id ?? member) === this.me))
      .map((chat) => [chat.id, chat.type === "private" ? this.store.bot.name : chat.title]);
    const chosen = await form("Forward message", [{ name: "chat", label: "To", options }], "Forward");
    if (chosen) this.#tried(() => api.forward(this.me, this.chatId, message.message_id, Number(chosen.chat)));
  }

  #settleComposer() {
    const empty = !this.group && this.chat.messages.size === 0;
    this.welcome.hidden = !empty;
    this.log.node.hidden = empty;
    this.composer.mode(this.person?.blocked && !this.group ? "blocked" : empty ? "start" : "write");
    this.composer.offer(replyKeyboard(this.store.messages(this.chatId)));
    if (empty) {
      this.welcome.replaceChildren(
        avatar(this.title || "?", { bot: true }),
        el("h3", {}, "What can this bot do?"),
        el("p", {}, this.store.description(this.person?.language_code) || "Press Start to say hello."),
      );
    }
  }

  #view() {
    return {
      me: this.me,
      group: this.group,
      bot: this.store.bot.username,
      now: this.store.now(),
      jump: (messageId) => this.log.jump(messageId),
      menu: (message, button) => this.#messageMenu(message, button),
      acts: (message) => ({
        tap: (data) => this.#tap(message, data),
        start: (payload) => this.#start(payload),
        copy: (text) => copyText(text, "Copied"),
        inline: (query) => this.composer.write(`@${this.store.bot.username} ${query}`),
      }),
    };
  }

  #acts() {
    const refused = (error) => toast(error.message);
    const acts = {
      send: (text, replyTo) => api.send(this.me, this.chatId, text, replyTo),
      edit: (message, text) => api.edit(this.me, this.chatId, message.message_id, text),
      start: (payload) => this.#start(payload),
      unblock: () => this.setBlocked(false),
      inline: (query) => api.inline(this.me, query),
      inlineChoose: (resultId) => api.inlineChoose(this.me, this.chatId, resultId),
      upload: (kind, file, name) => this.#upload(kind, file, name),
      location: (latitude, longitude) => (latitude === undefined ? askPlace(acts) : this.#tried(() => api.location(this.me, this.chatId, latitude, longitude))),
      refused,
      rest: () => this.log.list.focus({ preventScroll: true }),
    };
    return acts;
  }

  async #upload(kind, file, name) {
    const hindrance = whyNot(file);
    if (hindrance) toast(hindrance);
    else await this.#tried(() => api.upload(this.me, this.chatId, kind === "photo" ? kindOf(file) : kind, file, name));
  }

  async #takeFiles(files) {
    if (this.composer.kind === "start") toast("Press Start first. Then files can be sent.");
    else if (this.composer.kind === "blocked") toast("You have blocked this bot. Unblock it to send files.");
    else for (const file of files) await this.#upload(file && kindOf(file), file, file?.name);
  }

  async #tap(message, data) {
    const result = await this.#tried(() => api.tap(this.me, this.chatId, message.message_id, data));
    const answer = result?.answer;
    if (answer === null) toast("The bot has not answered this press.");
    if (!answer) return;
    const payload = startPayload(answer.url, this.store.bot.username);
    if (payload !== null) await this.#start(payload);
    else if (answer.url) toast(`The bot opens ${answer.url}`);
    if (answer.text && answer.show_alert) alertBox(answer.text);
    else if (answer.text) toast(answer.text);
  }

  async #start(payload) {
    if (this.group) this.openChat(this.me);
    await this.#tried(() => api.send(this.me, this.group ? this.me : this.chatId, payload ? `/start ${payload}` : "/start"));
  }

  #followLink(event) {
    const link = event.target.closest?.("[data-start], [data-command]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.command) this.#tried(() => api.send(this.me, this.chatId, link.dataset.command));
    else this.#start(link.dataset.start);
  }

  async #tried(act) {
    try {
      return await act();
    } catch (error) {
      toast(error.message);
      return null;
    }
  }

  #action(text, lasting = ACTION_MS) {
    clearTimeout(this.actionEnd);
    this.status.textContent = text || this.quiet;
    this.status.classList.toggle("is-busy", Boolean(text));
    if (text) this.actionEnd = setTimeout(() => this.#action(null), lasting);
  }
}
