// Draws a message's inline keyboard and presses its buttons. Says what was pressed to `acts`; talks to no server itself.

import { el, icon } from "./element.js";
import { startPayload } from "./richtext.js";

const STYLES = new Set(["primary", "success", "danger"]);
const bare = (label) => label.replace(/^[^\p{L}\p{N}]+/u, "").trim();

/** The keyboard's node, or null. acts: tap(data), start(payload), copy(text), inline(query), open(url). */
export function inlineKeyboard(message, { bot, acts }) {
  const rows = message.reply_markup?.inline_keyboard?.filter((row) => row.length);
  if (!rows?.length) return null;
  return el(
    "div",
    { class: "keyboard", role: "group", "aria-label": "Answers", onkeydown: steer },
    rows.map((row) => el("div", { class: "keyboard-row" }, row.map((button) => key(button, { bot, acts })))),
  );
}

function key(button, { bot, acts }) {
  const style = STYLES.has(button.style) ? `key-${button.style}` : "";
  const attributes = { class: `key ${style}`.trim(), "data-label": button.text };
  const label = el("span", { class: "key-label", dir: "auto" }, button.text);
  if (button.url) {
    const payload = startPayload(button.url, bot);
    if (payload === null) {
      return el("a", { ...attributes, href: button.url, target: "_blank", rel: "noopener noreferrer" }, label, icon("link", "key-sign"));
    }
    return el("button", { ...attributes, type: "button", onclick: () => acts.start(payload) }, label);
  }
  if (button.copy_text) {
    const copy = () => acts.copy(button.copy_text.text);
    return el("button", { ...attributes, type: "button", onclick: copy }, label, icon("copy", "key-sign"));
  }
  const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (query !== undefined) return el("button", { ...attributes, type: "button", onclick: () => acts.inline(query) }, label, icon("forward", "key-sign"));
  return el("button", { ...attributes, type: "button", onclick: (event) => press(event.currentTarget, () => acts.tap(button.callback_data)) }, label);
}

/** Arrows move between the keys; upwards from the first row they lead to the message itself. */
function steer(event) {
  const keys = [...event.currentTarget.querySelectorAll(".key")];
  const rows = [...event.currentTarget.children].map((row) => [...row.children]);
  const at = keys.indexOf(document.activeElement);
  const row = rows.findIndex((one) => one.includes(document.activeElement));
  if (at < 0) return;
  const column = rows[row].indexOf(document.activeElement);
  const below = (one) => one && one[Math.min(column, one.length - 1)];
  const targets = {
    ArrowRight: keys[at + 1],
    ArrowLeft: keys[at - 1],
    ArrowDown: below(rows[row + 1]),
    ArrowUp: below(rows[row - 1]) || event.currentTarget.closest(".message"),
    Home: keys[0],
    End: keys.at(-1),
  };
  if (!(event.key in targets)) return;
  event.preventDefault();
  event.stopPropagation();
  targets[event.key]?.focus();
}

async function press(button, tap) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    await tap();
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** Remember which key has the focus, before the message is drawn again. */
export function focusedKey(bubble) {
  const focused = bubble.contains(document.activeElement) ? document.activeElement : null;
  if (!focused?.classList.contains("key")) return null;
  return { label: bare(focused.dataset.label), place: [...bubble.querySelectorAll(".key")].indexOf(focused) };
}

/** Give the focus back: to the same words if they are still there, else to the first key, else to the bubble. */
export function refocus(bubble, before) {
  if (!before) return;
  const keys = [...bubble.querySelectorAll(".key")];
  const same = (candidate) => candidate && bare(candidate.dataset.label) === before.label;
  const target = (same(keys[before.place]) && keys[before.place]) || keys.find(same) || keys[0] || bubble;
  target.focus({ preventScroll: true });
}

/** The keyboard that stands under the composer (reply keyboard) as the last bot message with a markup left it, or null. */
export function replyKeyboard(messages) {
  for (const message of [...messages].reverse()) {
    const markup = message.reply_markup;
    if (!message.from?.is_bot || !markup) continue;
    if (markup.keyboard) return { ...markup, message };
    if (markup.remove_keyboard) return null;
  }
  return null;
}
