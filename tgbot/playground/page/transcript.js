// A chat as plain text, to paste into a report or an issue.

import { inShort } from "./media.js";
import { fullTime } from "./moments.js";

/** Lines with time, name, words and buttons. */
export function transcript(messages, title) {
  const blocks = messages.map((message) => {
    const edited = message.edit_date ? " (edited)" : "";
    const head = `[${fullTime(message.date * 1000)}] ${message.from?.first_name || "?"}${edited}`;
    const words = message.text || message.caption || `(${inShort(message)})`;
    const rows = (message.reply_markup?.inline_keyboard || []).map((row) => row.map((button) => `[${button.text}]`).join(" "));
    return [head, words, ...rows].join("\n");
  });
  return [title, ...blocks].join("\n\n");
}
