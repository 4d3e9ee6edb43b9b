// The list of chats beside the open one (tabs above it on narrow screens): who, the last words, how many are unread.

import { avatar, el } from "./element.js";
import { happened, inShort } from "./media.js";
import { clockTime, dayKey, dayName } from "./moments.js";

/** Draw the list anew; open(chatId) when one is chosen. */
export function drawChatList(list, { store, shown, active, unread, open }) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  list.replaceChildren(...[...store.chats.values()].map((chat) => el("li", {}, entry(chat, { store, shown, active, unread, open }))));
  if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus({ preventScroll: true });
}

function entry(chat, { store, shown, active, unread, open }) {
  const group = chat.type !== "private";
  const name = group ? chat.title : store.person(chat.id)?.name || chat.title || "Somebody";
  const last = store.messages(chat.id).at(-1);
  const count = unread.get(chat.id) || 0;
  return el(
    "button",
    {
      type: "button",
      class: `chat-entry${shown.includes(chat.id) ? " is-shown" : ""}`,
      "data-chat": chat.id,
      "aria-current": active === chat.id ? "true" : null,
      onclick: () => open(chat.id),
    },
    avatar(name, { id: chat.id, group }),
    el(
      "span",
      { class: "chat-words" },
      el("span", { class: "chat-line" }, el("span", { class: "chat-name", dir: "auto" }, name), last && el("span", { class: "chat-time" }, when(last.date * 1000, store.now()))),
      el(
        "span",
        { class: "chat-line" },
        el("span", { class: "chat-last", dir: "auto" }, last ? said(last, group) : "Not started yet"),
        count > 0 && el("span", { class: "unread" }, String(count), el("span", { class: "only-read" }, " unread")),
      ),
    ),
  );
}

function said(message, group) {
  if (happened(message)) return happened(message);
  const who = group && message.from ? `${message.from.first_name}: ` : message.from?.is_bot ? "" : "You: ";
  return `${who}${inShort(message)}`.slice(0, 90);
}

function when(ms, now) {
  return dayKey(ms) === dayKey(now) ? clockTime(ms) : dayName(ms, now).split(/[ ,]/)[0].slice(0, 9);
}
