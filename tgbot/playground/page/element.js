// Makes DOM nodes. Strings become text nodes, never markup, so nothing a person or the bot wrote can act as HTML here.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: `on*` functions become listeners, true/false sets or leaves out an attribute, children may be nested lists. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// One stroke-drawn set, 24 units wide, made for this page.
const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h10",
  send: "M5 12h13M12 5.5 18.5 12 12 18.5",
  attach: "M19 11.5 11.8 18.7a4.4 4.4 0 0 1-6.2-6.2l7.6-7.6a3 3 0 0 1 4.2 4.2l-7.5 7.5a1.5 1.5 0 0 1-2.1-2.1l6.9-6.9",
  more: "M12 5a.7.7 0 1 0 .01 0zM12 11.3a.7.7 0 1 0 .01 0zM12 17.6a.7.7 0 1 0 .01 0z",
  close: "M6 6l12 12M18 6 6 18",
  controls: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  columns: "M4 5h16v14H4zM12 5v14",
  moon: "M19.5 14.2A7.8 7.8 0 0 1 9.8 4.5a7.8 7.8 0 1 0 9.7 9.7z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1",
  reply: "M9.5 7 4.5 12l5 5M5 12h9a5.5 5.5 0 0 1 5.5 5.5",
  edit: "M5 19l.8-3.8L15.6 5.4a1.7 1.7 0 0 1 2.4 0l.6.6a1.7 1.7 0 0 1 0 2.4l-9.8 9.8z",
  forward: "M14.5 7l5 5-5 5M19 12h-9A5.5 5.5 0 0 0 4.5 17.5",
  copy: "M9 9h10v10H9zM15 5.5H5.5V15",
  link: "M8 16 16 8M9.5 8H16v6.5",
  file: "M7 3.5h7l4 4v13H7zM13.5 4v4H18",
  image: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9v.01",
  pin: "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  voice: "M12 4a2.6 2.6 0 0 0-2.6 2.6v5a2.6 2.6 0 0 0 5.2 0v-5A2.6 2.6 0 0 0 12 4zM6 11.5a6 6 0 0 0 12 0M12 17.5V20",
  sticker: "M5 5h14v8.5L13.5 19H5zM19 13.5h-5.5V19M9 10v.01M14.5 10v.01",
  block: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11",
  down: "M6 9.5l6 6 6-6",
  person: "M12 4.5a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2zM5 19.5c.8-3.6 3.4-5.4 7-5.4s6.2 1.8 7 5.4",
  wave: "M2.5 12h4l1.8-5 3 10 2.4-7 1.3 3.2c.5 1 1 .8 1.7.8h4.8",
};

/** Draw an icon; it is decoration, so the button around it carries the name. */
export function icon(name, extra = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A round picture: the bot's mark, or a person's first letter on a colour of their own. */
export function avatar(name, { id = 0, bot = false, group = false } = {}) {
  const kind = bot ? "avatar-bot" : `avatar-${Math.abs(id) % 6}`;
  return el("span", { class: `avatar ${kind}`, "aria-hidden": "true" }, bot ? icon("wave") : [...name].slice(0, group ? 2 : 1).join(""));
}

/** A button that shows only an icon. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}
