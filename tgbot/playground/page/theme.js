// Light or dark: the system's wish until the person chooses; the choice is remembered in this browser only.

import { remember, remembered } from "./memory.js";

const KEY = "theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

export const current = () => remembered(KEY, "browser") || (dark.matches ? "dark" : "light");

/** Put the theme on the page. */
export function apply() {
  document.documentElement.dataset.theme = current();
}

/** Change to the other one; gives its name. */
export function toggle() {
  const next = current() === "dark" ? "light" : "dark";
  const asTheSystem = next === (dark.matches ? "dark" : "light");
  if (remember(KEY, asTheSystem ? "" : next, "browser")) apply();
  else document.documentElement.dataset.theme = next;
  return next;
}

/** Follow the system's wish; `changed` is told after each change of it. */
export function follow(changed) {
  dark.addEventListener("change", () => {
    apply();
    changed();
  });
}
