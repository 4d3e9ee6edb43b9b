// Starts the page: which chats are open, where, and what happens when the store says that something changed.

import { drawChatList } from "./chatlist.js";
import { keepThePage } from "./drop.js";
import { iconButton } from "./element.js";
import { remember, remembered } from "./memory.js";
import { Pane } from "./pane.js";
import { Drawer } from "./panels.js";
import { Store } from "./store.js";
import * as theme from "./theme.js";

const OPEN_KEY = "open";
const SPLIT_KEY = "split";
const wide = matchMedia("(min-width: 1000px)");
const at = (id) => document.getElementById(id);

const store = new Store();
const panes = new Map();
const unread = new Map();
let open = Number(remembered(OPEN_KEY)) || null;
let split = remembered(SPLIT_KEY) === "yes";

const drawer = new Drawer(at("drawer"), store, () => panes.get(open));

/** The chats in view: the open one, and beside it another person's when there is room and wish. */
function shown() {
  if (!split || !wide.matches) return [open];
  const others = [...store.chats.keys()].filter((id) => id !== open);
  const ids = [...store.chats.keys()];
  const partner = shown.partner !== open && store.chats.has(shown.partner) ? shown.partner : others[0];
  shown.partner = partner;
  return partner === undefined ? [open] : [open, partner].sort((a, b) => ids.indexOf(a) - ids.indexOf(b));
}

function pane(chatId) {
  if (!panes.has(chatId)) panes.set(chatId, new Pane(store, chatId, openChat));
  return panes.get(chatId);
}

function openChat(chatId) {
  if (split && wide.matches && !shown().includes(chatId)) shown.partner = open;
  open = chatId;
  remember(OPEN_KEY, String(chatId));
  draw();
  drawer.refreshDatabase();
}

function draw() {
  if (!store.chats.size) return;
  if (!store.chats.has(open)) open = store.chats.keys().next().value;
  const ids = shown();
  const nodes = ids.map((id) => pane(id).node);
  const frame = at("panes");
  if ([...frame.children].some((node, index) => node !== nodes[index]) || frame.childElementCount !== nodes.length) {
    frame.replaceChildren(...nodes);
    ids.forEach((id) => pane(id).log.settle());
  }
  frame.classList.toggle("is-split", nodes.length > 1);
  ids.forEach((id) => unread.delete(id));
  document.title = `${pane(open).title} · Playground`;
  drawList();
}

function drawList() {
  drawChatList(at("chats"), { store, shown: shown(), active: open, unread, open: openChat });
}

function fillTools() {
  const columns = iconButton("columns", "Two chats side by side", (event) => {
    split = !split;
    remember(SPLIT_KEY, split ? "yes" : "");
    event.currentTarget.setAttribute("aria-pressed", String(split));
    draw();
  });
  columns.setAttribute("aria-pressed", String(split));
  columns.classList.add("only-wide");
  const named = () => (theme.current() === "dark" ? ["sun", "Light colours"] : ["moon", "Dark colours"]);
  const drawn = () => {
    const [sign, label] = named();
    return iconButton(sign, label, () => {
      theme.toggle();
      redraw();
      light.focus();
    });
  };
  let light = drawn();
  const redraw = () => {
    const fresh = drawn();
    light.replaceWith(fresh);
    light = fresh;
  };
  theme.follow(redraw);
  const controls = iconButton("controls", "Playground controls", () => drawer.toggle(), { "aria-controls": "drawer", "aria-expanded": "false" });
  at("tools").append(columns, light, controls);
}

function listen() {
  store.addEventListener("reload", () => {
    for (const [id, view] of panes) {
      if (store.chats.has(id)) view.refresh();
      else panes.delete(id);
    }
    draw();
  });
  store.addEventListener("message", ({ detail: { chatId, message } }) => {
    panes.get(chatId)?.added(message);
    if (!shown().includes(chatId)) unread.set(chatId, (unread.get(chatId) || 0) + 1);
    drawList();
  });
  store.addEventListener("edited", ({ detail: { chatId, message } }) => {
    panes.get(chatId)?.changed(message);
    drawList();
  });
  store.addEventListener("deleted", ({ detail: { chatId, messageId } }) => {
    panes.get(chatId)?.removed(messageId);
    drawList();
  });
  store.addEventListener("clock", ({ detail: { jumped } }) => {
    if (!jumped) return;
    panes.forEach((view) => view.refresh());
    drawList();
  });
  store.addEventListener("action", ({ detail: { chatId, action } }) => panes.get(chatId)?.action(action));
  store.addEventListener("bot", ({ detail: { running } }) => panes.forEach((view) => view.running(running)));
  store.addEventListener("connection", ({ detail: { connected } }) => {
    at("offline").hidden = connected;
    document.body.dataset.connected = String(connected);
  });
  wide.addEventListener("change", draw);
  at("panes").addEventListener("focusin", (event) => {
    const chatId = shown().find((id) => panes.get(id)?.node.contains(event.target));
    if (chatId === undefined || chatId === open) return;
    shown.partner = open;
    open = chatId;
    drawList();
    drawer.refreshDatabase();
  });
}

theme.apply();
keepThePage();
fillTools();
listen();
store.follow();
