// Everything that lies over the chat: short notes (toasts), alerts, the look at a file, small forms. Each closes with Esc and gives the focus back.

import { el, iconButton } from "./element.js";

const TOAST_MS = 4000;

/** A note that goes away by itself; read out politely. */
export function toast(text) {
  const area = document.getElementById("toasts");
  const note = el("p", { class: "toast" }, text);
  area.append(note);
  setTimeout(() => note.remove(), Math.max(TOAST_MS, text.length * 70));
}

/** Open a modal; resolves with what `close(value)` was given, or null after Esc. `build(close)` makes its content. */
export function modal(label, build, extra = "") {
  return new Promise((resolve) => {
    const back = document.activeElement;
    const dialog = el("dialog", { class: `dialog ${extra}`.trim(), "aria-label": label });
    let value = null;
    const close = (answer = null) => {
      value = answer;
      dialog.close();
    };
    dialog.append(...[build(close)].flat());
    dialog.addEventListener("click", (event) => event.target === dialog && close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (back?.isConnected) back.focus({ preventScroll: true });
      resolve(value);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** The bot's alert: stays until it is put away. */
export function alertBox(text) {
  return modal("Message from the bot", (close) => [
    el("p", { class: "dialog-text" }, text),
    el("div", { class: "dialog-buttons" }, el("button", { type: "button", class: "button is-main", onclick: () => close() }, "OK")),
  ]);
}

/** Look at a photo, or at a PDF. */
export function lightbox(name, url, kind) {
  return modal(
    name,
    (close) => [
      el(
        "div",
        { class: "lightbox-head" },
        el("h2", {}, name),
        el("a", { class: "button", href: url, download: name }, "Save"),
        iconButton("close", "Close", () => close()),
      ),
      kind === "image" ? el("img", { src: url, alt: name }) : el("iframe", { src: `${url}#navpanes=0&view=FitH`, title: name }),
    ],
    `lightbox is-${kind}`,
  );
}

/** A small form. fields: [{name, label, value, type, options, step}]. Resolves with {name: value} or null. */
export function form(title, fields, submit, presets = []) {
  return modal(title, (close) => {
    const inputs = fields.map((field) => ({ ...field, node: input(field) }));
    const fill = (values) => inputs.forEach((field, index) => (field.node.value = values[index]));
    return el(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          close(Object.fromEntries(inputs.map((field) => [field.name, field.node.value.trim()])));
        },
      },
      el("h2", {}, title),
      presets.length > 0 &&
        el(
          "div",
          { class: "presets", role: "group", "aria-label": "Ready-made" },
          presets.map(([label, ...values]) => el("button", { type: "button", class: "chip", onclick: () => fill(values) }, label)),
        ),
      inputs.map((field) => el("label", { class: "field" }, el("span", {}, field.label), field.node)),
      el(
        "div",
        { class: "dialog-buttons" },
        el("button", { type: "button", class: "button", onclick: () => close() }, "Cancel"),
        el("button", { type: "submit", class: "button is-main" }, submit),
      ),
    );
  });
}

function input({ name, value = "", type = "text", options, step }) {
  if (options) return el("select", { name }, options.map(([key, label]) => el("option", { value: key }, label)));
  return el("input", { name, type, step, value, required: true, autocomplete: "off" });
}

function selected(area) {
  area.select();
  requestAnimationFrame(() => (area.scrollTop = 0));
}

/** Put text on the clipboard, or show it to copy by hand where the browser refuses. */
export async function copyText(text, said = "Copied") {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    await modal("Copy by hand", (close) => [
      el("h2", {}, "Copy by hand"),
      el("textarea", { class: "copy-area", readonly: true, rows: 10, "aria-label": "Text to copy", value: text, onfocus: (event) => selected(event.target) }),
      el("div", { class: "dialog-buttons" }, el("button", { type: "button", class: "button is-main", onclick: () => close() }, "Close")),
    ]);
  }
}
