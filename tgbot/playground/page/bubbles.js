// Draws one message as a bubble: who, what it answers, media, words, time, keyboard. Knows one message at a time.

import { avatar, el, iconButton } from "./element.js";
import { inlineKeyboard } from "./keyboard.js";
import { happened, inShort, mediaParts } from "./media.js";
import { clockTime, fullTime } from "./moments.js";
import { richText } from "./richtext.js";

const FEW_EMOJI = /^\p{RGI_Emoji}{1,3}$/v;

/** A message as an <article>; view: {me, group, bot, now, acts}. acts adds menu(message, button) and jump(messageId). */
export function bubble(message, view) {
  const own = message.from?.id === view.me;
  const name = own ? "You" : message.from?.first_name || "Somebody";
  const event = happened(message);
  if (event) return service(event, message);
  const words = message.html ?? "";
  const media = mediaParts(message);
  const bare = message.sticker && !words;
  return el(
    "article",
    {
      class: `message ${own ? "is-own" : "is-other"}${bare ? " is-bare" : ""}`,
      "data-id": message.message_id,
      tabindex: "-1",
      "aria-label": `${name}, ${clockTime(message.date * 1000)}`,
    },
    !own && view.group && avatar(name, { id: message.from?.id, bot: message.from?.is_bot }),
    el(
      "div",
      { class: "message-body" },
      el(
        "div",
        { class: "bubble" },
        view.group && !own && el("p", { class: "sender" }, el("bdi", {}, name), message.from?.is_bot && el("span", { class: "sender-kind" }, "bot")),
        message.forward_origin && el("p", { class: "origin" }, `Forwarded from ${originName(message.forward_origin)}`),
        message.via_bot && el("p", { class: "origin" }, `via @${message.via_bot.username}`),
        message.reply_to_message && answered(message.reply_to_message, view),
        media,
        words && spoken(words, message, view),
        stamp(message),
      ),
      inlineKeyboard(message, { bot: view.bot, acts: view.acts(message) }),
    ),
    iconButton("more", "Message menu", (event) => view.menu(message, event.currentTarget), { class: "icon-button message-more", tabindex: "-1" }),
  );
}

/** What the messenger itself says in a group. */
function service(event, message) {
  const sent = message.date * 1000;
  return el(
    "article",
    { class: "message is-service", "data-id": message.message_id, tabindex: "-1", "aria-label": clockTime(sent) },
    el("p", { class: "service", title: fullTime(sent), dir: "auto" }, event),
  );
}

/** The words; where they end in running text, the time finds room in their last line. */
function spoken(words, message, view) {
  const nodes = richText(words, view);
  const running = !["BLOCKQUOTE", "PRE"].includes(nodes.at(-1)?.tagName);
  const room = `${message.edit_date ? "edited " : ""}${clockTime(message.date * 1000)}`;
  const large = FEW_EMOJI.test(message.text || "") ? " is-large" : "";
  return el("div", { class: `words${running ? " is-running" : ""}${large}`, "data-room": room, dir: "auto" }, nodes);
}

function stamp(message) {
  const sent = message.date * 1000;
  return el(
    "p",
    { class: "stamp" },
    message.edit_date && el("span", { class: "edited", title: fullTime(message.edit_date * 1000) }, "edited"),
    el("time", { datetime: new Date(sent).toISOString(), title: fullTime(sent) }, clockTime(sent)),
  );
}

function answered(message, view) {
  const name = message.from?.id === view.me ? "You" : message.from?.first_name || "Somebody";
  return el(
    "button",
    { type: "button", class: "answered", "aria-label": `In reply to ${name}: ${inShort(message).slice(0, 80)}. Show`, onclick: () => view.jump(message.message_id) },
    el("span", { class: "answered-name" }, name),
    el("span", { class: "answered-words", dir: "auto" }, inShort(message).slice(0, 120)),
  );
}

function originName(origin) {
  return origin.sender_user?.first_name || origin.sender_user_name || origin.chat?.title || origin.sender_chat?.title || "somebody";
}
