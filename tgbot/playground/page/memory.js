// What this browser keeps for the page: the open chat, drafts, the chosen colours. Nothing depends on it: where storage is
// refused, each is simply forgotten.

/** A value of this tab ("tab") or of this browser ("browser"), or null. */
export function remembered(key, where = "tab") {
  try {
    return store(where).getItem(`playground-${key}`);
  } catch {
    return null;
  }
}

/** Keep a value; an empty one is forgotten. Gives whether the browser took it. */
export function remember(key, value, where = "tab") {
  try {
    if (value) store(where).setItem(`playground-${key}`, value);
    else store(where).removeItem(`playground-${key}`);
    return true;
  } catch {
    return false;
  }
}

const store = (where) => (where === "browser" ? localStorage : sessionStorage);
