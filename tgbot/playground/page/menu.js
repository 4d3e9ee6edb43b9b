// A small menu beside the button that opened it: arrows move, Enter chooses, Esc closes and gives the focus back.

import { el, icon } from "./element.js";

let close = null;

/** Open a menu; items: [{label, icon, act, danger?}]. */
export function openMenu(anchor, label, items) {
  close?.();
  const back = document.activeElement;
  const node = el(
    "div",
    { class: "menu", role: "menu", "aria-label": label, onkeydown: (event) => keys(event) },
    items.map((item) =>
      el("button", { type: "button", role: "menuitem", tabindex: "-1", class: item.danger ? "is-danger" : "", onclick: () => choose(item) }, icon(item.icon), item.label),
    ),
  );
  (anchor.closest(".pane") || document.body).append(node);
  place(node, anchor);
  // The chat finds its place in the new size first.
  const follow = () => requestAnimationFrame(() => requestAnimationFrame(() => place(node, anchor)));
  anchor.setAttribute("aria-expanded", "true");
  node.firstElementChild?.focus();

  const outside = (event) => !node.contains(event.target) && shut(false);
  setTimeout(() => document.addEventListener("pointerdown", outside));
  addEventListener("resize", follow);
  close = shut;

  function shut(giveBack = true) {
    document.removeEventListener("pointerdown", outside);
    removeEventListener("resize", follow);
    anchor.removeAttribute("aria-expanded");
    node.remove();
    close = null;
    if (giveBack && back?.isConnected) back.focus({ preventScroll: true });
  }

  function choose(item) {
    shut();
    item.act();
  }

  function keys(event) {
    const all = [...node.children];
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) all[next % all.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") shut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function place(node, anchor) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = node;
  const left = Math.min(Math.max(8, at.right - width), innerWidth - width - 8);
  const below = at.bottom + 6;
  const top = below + height > innerHeight - 8 ? Math.max(8, at.top - height - 6) : below;
  node.style.left = `${left}px`;
  node.style.top = `${top}px`;
}
