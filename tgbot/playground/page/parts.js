// Cuts a long text into messages, as apps do: a messenger's message holds 4,096 characters. Pure.

export const LONGEST = 4096;

/** The messages that a text makes, each cut at the last line or word that fits. */
export function parts(text, most = LONGEST) {
  const made = [];
  let rest = text.trim();
  while (rest.length > most) {
    const end = cut(rest, most);
    made.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest ? [...made, rest] : made;
}

function cut(text, most) {
  const window = text.slice(0, most + 1);
  const gap = Math.max(window.lastIndexOf("\n"), window.lastIndexOf(" "));
  if (gap > most / 2) return gap;
  const half = /[\uD800-\uDBFF]/.test(text[most - 1]);
  return half ? most - 1 : most;
}
