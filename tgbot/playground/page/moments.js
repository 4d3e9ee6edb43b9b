// Says moments in the reader's own zone and language. Pure: every function is told the moment and, where needed, the present.

const format = (options) => new Intl.DateTimeFormat(undefined, options);
const CLOCK = format({ hour: "2-digit", minute: "2-digit" });
const DAY = format({ weekday: "long", day: "numeric", month: "long" });
const FULL = format({ dateStyle: "full", timeStyle: "short" });
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

export const clockTime = (ms) => CLOCK.format(ms);
export const fullTime = (ms) => FULL.format(ms);
export const dayKey = (ms) => new Date(ms).toDateString();

/** "Today", "Yesterday", or the day in words. */
export function dayName(ms, now) {
  if (dayKey(ms) === dayKey(now)) return "Today";
  if (dayKey(ms) === dayKey(now - 86_400_000)) return "Yesterday";
  return DAY.format(ms);
}

/** "in 2 weeks", "3 hours ago". */
export function relative(ms, now) {
  const seconds = Math.round((ms - now) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) || UNITS.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** A date_time entity's words: r relative, w weekday, d/D short or long date, t/T short or long time. */
export function inReaderZone(ms, pattern, now) {
  if (pattern.includes("r")) return relative(ms, now);
  const options = {};
  if (pattern.includes("w")) options.weekday = "long";
  if (pattern.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  else if (pattern.includes("d")) Object.assign(options, { day: "numeric", month: "short", year: "numeric" });
  if (/t/i.test(pattern)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (pattern.includes("T")) options.second = "2-digit";
  return Object.keys(options).length ? format(options).format(ms) : null;
}
