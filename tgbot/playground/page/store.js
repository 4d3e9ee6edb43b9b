// Holds what the page knows: people, bot, chats, messages, the playground's time. Follows the event stream and starts
// afresh from the full state whenever that stream was broken. Draws nothing; views listen to its events.

import * as api from "./api.js";

const JUMP_MS = 30_000;
const RETRY_MS = [500, 1000, 2000, 4000, 8000];

const milliseconds = (moment) => (typeof moment === "number" ? moment * 1000 : Date.parse(moment));

/** Emits: reload, chats, message, edited, deleted, action, callback_answer, bot, clock, connection (each a CustomEvent with `detail`). */
export class Store extends EventTarget {
  people = [];
  bot = { name: "", username: "", description: "", descriptions: {}, commands: {} };
  chats = new Map();
  connected = false;
  #offset = 0;
  #attempt = 0;
  #waiting = null;
  #reloading = null;

  /** The playground's present moment, in milliseconds. */
  now() {
    return Date.now() + this.#offset;
  }

  person(id) {
    return this.people.find((person) => person.id === id);
  }

  messages(chatId) {
    return [...(this.chats.get(chatId)?.messages.values() || [])];
  }

  /** Commands in a person's language, else the default ones. */
  commands(languageCode = "") {
    const all = this.bot.commands || {};
    return all[languageCode]?.length ? all[languageCode] : all[""] || [];
  }

  /** The bot's description in a person's language, else the default one. */
  description(languageCode = "") {
    const texts = this.bot.descriptions || {};
    return texts[languageCode] || texts[""] || this.bot.description || "";
  }

  /** Begin to follow the event stream; comes back by itself after every break. */
  follow() {
    const stream = new EventSource("/play/events");
    stream.onopen = async () => {
      this.#attempt = 0;
      try {
        await this.reload();
        this.#connection(true);
      } catch {
        stream.onerror();
      }
    };
    stream.onmessage = (message) => this.#take(JSON.parse(message.data));
    stream.onerror = () => {
      stream.close();
      this.#connection(false);
      const wait = RETRY_MS[Math.min(this.#attempt++, RETRY_MS.length - 1)];
      setTimeout(() => this.follow(), wait);
    };
  }

  /** Take the full state; events that arrive meanwhile are applied on top. */
  reload() {
    this.#reloading ??= this.#fetchState().finally(() => (this.#reloading = null));
    return this.#reloading;
  }

  async #fetchState() {
    this.#waiting = [];
    try {
      const state = await api.state();
      this.people = state.people;
      this.bot = state.bot;
      this.setNow(state.now);
      this.chats = new Map(
        state.chats.map((chat) => [chat.id, { ...chat, messages: new Map(chat.messages.map((m) => [m.message_id, m])) }]),
      );
      for (const { id, name } of this.people) {
        if (!this.chats.has(id)) this.chats.set(id, { id, type: "private", title: name, members: [id], messages: new Map() });
      }
      this.#emit("reload", {});
    } finally {
      const missed = this.#waiting || [];
      this.#waiting = null;
      missed.forEach((event) => this.#take(event));
    }
  }

  setNow(now) {
    const moment = milliseconds(now);
    if (!Number.isFinite(moment)) return;
    const jumped = Math.abs(moment - this.now()) > JUMP_MS;
    this.#offset = moment - Date.now();
    this.#emit("clock", { jumped });
  }

  #take(event) {
    if (this.#waiting) {
      this.#waiting.push(event);
      return;
    }
    const chatId = event.chat_id ?? event.message?.chat?.id;
    const chat = this.chats.get(chatId);
    if (event.type === "clock") this.setNow(event.now);
    else if (event.type === "action") this.#emit("action", { chatId, action: event.action });
    else if (event.type === "bot") this.#emit("bot", { running: event.running });
    else if (event.type === "callback_answer") this.#emit("callback_answer", event);
    else if ((event.type === "message" || event.type === "edited") && chat && event.message) {
      const known = chat.messages.has(event.message.message_id);
      chat.messages.set(event.message.message_id, event.message);
      this.#emit(known ? "edited" : "message", { chatId, message: event.message });
    } else if (event.type === "deleted" && chat) {
      chat.messages.delete(event.message_id);
      this.#emit("deleted", { chatId, messageId: event.message_id });
    } else this.reload().catch(() => this.#connection(false));
  }

  #connection(connected) {
    this.connected = connected;
    this.#emit("connection", { connected });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
