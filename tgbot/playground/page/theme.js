// Light or dark: the system's wish until the person chooses; the choice is remembered in this browser only.

const KEY = "playground-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

const remembered = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

export const current = () => remembered() || (dark.matches ? "dark" : "light");

/** Put the theme on the page. */
export function apply() {
  document.documentElement.dataset.theme = current();
}

/** Change to the other one; gives its name. */
export function toggle() {
  const next = current() === "dark" ? "light" : "dark";
  try {
    if (next === (dark.matches ? "dark" : "light")) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    document.documentElement.dataset.theme = next;
    return next;
  }
  apply();
  return next;
}

/** Follow the system's wish; `changed` is told after each change of it. */
export function follow(changed) {
  dark.addEventListener("change", () => {
    apply();
    changed();
  });
}
