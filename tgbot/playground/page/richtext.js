// Turns the server's "html" field into nodes. The server hands out safe HTML; this still rebuilds it from a short list of
// tags, so that a mistake there cannot run here. Adds what a messenger adds: folding quotes, commands to tap, deep links, local times.

import { el } from "./element.js";
import { fullTime, inReaderZone } from "./moments.js";

const SAME = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "DEL", "CODE", "PRE"]);
const BLOCKS = new Set(["BLOCKQUOTE", "PRE"]);
const FOLD_FROM = 180;

/** Nodes for one message; `bot` is the bot's username, `now` the playground's moment in ms. */
export function richText(html, { bot, now }) {
  const parsed = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  return rebuiltAll([...parsed.body.childNodes], { bot, now });
}

/** A quote or a block of code is a paragraph of its own: the line break beside it is already drawn. */
function rebuiltAll(nodes, how) {
  nodes.forEach((node, index) => {
    if (node.nodeType !== Node.TEXT_NODE) return;
    if (BLOCKS.has(nodes[index - 1]?.tagName)) node.data = node.data.replace(/^\n/, "");
    if (BLOCKS.has(nodes[index + 1]?.tagName)) node.data = node.data.replace(/\n$/, "");
  });
  return nodes.flatMap((node) => rebuilt(node, how));
}

/** The start parameter when an address is this bot's deep link, else null. */
export function startPayload(href, bot) {
  const match = /^https?:\/\/t\.me\/([A-Za-z0-9_]+)\/?\?start=([A-Za-z0-9_-]*)$/i.exec(href || "");
  return match && match[1].toLowerCase() === (bot || "").toLowerCase() ? match[2] : null;
}

function rebuilt(node, how) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.tagName;
  const children = rebuiltAll([...node.childNodes], how);
  if (tag === "BR") return [el("br")];
  if (tag === "A" && node.dataset.command) return [el("button", { type: "button", class: "command", "data-command": node.dataset.command }, children)];
  if (tag === "A") return [link(node.getAttribute("href"), children, how)];
  if (tag === "BLOCKQUOTE") return [quote(node, children)];
  if (tag === "TG-TIME") return [localTime(node, children, how)];
  if (tag === "TG-SPOILER" || node.classList.contains("tg-spoiler")) return [spoiler(children)];
  if (SAME.has(tag)) return [el(tag.toLowerCase(), tag === "PRE" ? { tabindex: "0" } : {}, children)];
  return children;
}

function link(href, children, { bot }) {
  if (!/^(https?:|mailto:|tel:)/i.test(href || "")) return el("span", {}, children);
  const payload = startPayload(href, bot);
  if (payload !== null) {
    const visible = children.some((child) => (child.textContent ?? child).replace(/[\s\u200b-\u200f\u2060\ufeff]/g, ""));
    if (!visible) return el("span", { "aria-hidden": "true" }, children);
    return el("a", { href, "data-start": payload }, children);
  }
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, children);
}

function quote(node, children) {
  const long = node.textContent.length > FOLD_FROM || node.textContent.split("\n").length > 4;
  if (!(node.hasAttribute("expandable") || node.classList.contains("expandable")) || !long) return el("blockquote", {}, children);
  const body = el("div", { class: "fold-text", inert: true }, children);
  const button = el("button", { type: "button", class: "fold-button", "aria-expanded": "false" }, "Show all");
  const box = el("blockquote", { class: "fold" }, body, button);
  button.addEventListener("click", () => {
    const open = box.classList.toggle("is-open");
    body.inert = !open;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Show less" : "Show all";
  });
  return box;
}

function localTime(node, children, { now }) {
  const ms = Number(node.getAttribute("unix")) * 1000;
  const words = Number.isFinite(ms) ? inReaderZone(ms, node.getAttribute("format") || "", now) : null;
  if (!Number.isFinite(ms)) return el("span", {}, children);
  return el("time", { datetime: new Date(ms).toISOString(), title: fullTime(ms) }, words || children);
}

function spoiler(children) {
  const button = el("button", { type: "button", class: "spoiler", "aria-label": "Hidden text: show" }, el("span", {}, children));
  button.addEventListener("click", () => button.replaceWith(...button.firstChild.childNodes));
  return button;
}
