// The scrolling list of one chat's messages: days between them, edits in place, where the view stands. Draws bubbles only through bubbles.js.

import { bubble } from "./bubbles.js";
import { el, iconButton } from "./element.js";
import { focusedKey, refocus } from "./keyboard.js";
import { dayKey, dayName } from "./moments.js";

const NEAR_END = 80;
const ABOVE = 6;

export class MessageLog {
  /** view(): what bubbles.js needs, asked anew for each bubble. */
  constructor(view, label) {
    this.view = view;
    this.list = el("div", {
      class: "log",
      role: "log",
      "aria-live": "polite",
      "aria-label": label,
      "aria-description": "Up and down arrows move between messages; Enter opens a message's menu.",
      tabindex: "0",
      onkeydown: (event) => this.#walk(event),
      onscroll: () => this.#scrolled(),
    });
    this.toEnd = iconButton("down", "To the newest message", () => this.#scrollTo(this.list.scrollHeight), { class: "icon-button to-end", hidden: true });
    this.node = el("div", { class: "log-frame" }, this.list, this.toEnd);
    // A picture takes its room only once it is there.
    this.list.addEventListener("load", () => this.pinned && this.settle(), true);
    new ResizeObserver(() => this.pinned && this.settle()).observe(this.list);
    this.pinned = true;
  }

  /** Draw all messages anew, without announcing them, and go to the end. */
  fill(messages) {
    const wasPinned = this.pinned || !this.list.childElementCount;
    const top = this.list.scrollTop;
    const held = this.list.contains(document.activeElement) ? document.activeElement.closest(".message") : null;
    const key = held && focusedKey(held);
    this.list.setAttribute("aria-live", "off");
    this.list.replaceChildren();
    let last = null;
    for (const message of messages) {
      if (!last || dayKey(last.date * 1000) !== dayKey(message.date * 1000)) this.list.append(this.#day(message));
      this.list.append(this.#bubble(message));
      last = message;
    }
    this.last = last;
    if (wasPinned) this.settle();
    else this.list.scrollTop = top;
    if (held) this.#giveBack(held.dataset.id, key);
    setTimeout(() => this.list.setAttribute("aria-live", "polite"), 300);
  }

  add(message, { follow = false } = {}) {
    if (!this.last || dayKey(this.last.date * 1000) !== dayKey(message.date * 1000)) this.list.append(this.#day(message));
    const node = this.#bubble(message);
    node.classList.add("is-new");
    this.list.append(node);
    this.last = message;
    if (this.pinned || follow) this.settle(true);
    else this.#scrolled();
  }

  /** Replace a bubble where it stands; the keyboard keeps the focus. */
  change(message) {
    const old = this.#find(message.message_id);
    if (!old) return;
    const pinned = this.pinned;
    const before = focusedKey(old);
    const fresh = this.#bubble(message);
    old.replaceWith(fresh);
    refocus(fresh, before);
    if (message.message_id === this.last?.message_id) this.last = message;
    if ((pinned || before) && fresh === this.list.lastElementChild) this.settle();
    else if (before && fresh.getBoundingClientRect().top < this.list.getBoundingClientRect().top) fresh.scrollIntoView({ block: "nearest" });
  }

  remove(messageId) {
    const node = this.#find(messageId);
    const before = node?.previousElementSibling;
    const after = node?.nextElementSibling;
    const hadFocus = node?.contains(document.activeElement);
    node?.remove();
    if (hadFocus) (after || before || this.list).focus({ preventScroll: true });
    if (before?.classList.contains("day") && (!after || after.classList.contains("day"))) before.remove();
  }

  jump(messageId) {
    const node = this.#find(messageId);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
    node.classList.add("is-found");
    setTimeout(() => node.classList.remove("is-found"), 1600);
  }

  /** Show the newest message: its end, or its beginning when it is taller than the view. */
  settle(smooth = false) {
    this.pinned = true;
    const list = this.list;
    const end = list.scrollHeight - list.clientHeight;
    const newest = list.lastElementChild;
    const top = newest ? newest.offsetTop : end;
    this.#scrollTo(end <= top ? end : Math.max(0, top - ABOVE), smooth);
  }

  #giveBack(messageId, key) {
    const fresh = this.#find(messageId);
    if (!fresh) this.list.focus({ preventScroll: true });
    else if (key) refocus(fresh, key);
    else fresh.focus({ preventScroll: true });
  }

  #bubble(message) {
    return bubble(message, this.view());
  }

  #day(message) {
    const ms = message.date * 1000;
    return el("p", { class: "day" }, el("time", { datetime: new Date(ms).toISOString().slice(0, 10) }, dayName(ms, this.view().now)));
  }

  #find(messageId) {
    return this.list.querySelector(`:scope > [data-id="${Number(messageId)}"]`);
  }

  #scrollTo(top, smooth = false) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.settling = Date.now() + 500;
    this.list.scrollTo({ top, behavior: smooth && !calm ? "smooth" : "instant" });
  }

  #scrolled() {
    const { clientHeight, clientWidth, scrollHeight, scrollTop } = this.list;
    const left = scrollHeight - clientHeight - scrollTop;
    const size = `${clientWidth}x${clientHeight}`;
    const resized = size !== this.size;
    this.size = size;
    // A window that changes its size scrolls too; only the reader's own scrolling decides what is kept in view.
    if (!resized && Date.now() > (this.settling || 0)) this.pinned = left < NEAR_END;
    this.toEnd.hidden = left < NEAR_END;
  }

  #walk(event) {
    const bubbles = [...this.list.querySelectorAll(".message")];
    const at = bubbles.indexOf(document.activeElement);
    const onList = document.activeElement === this.list;
    if (!onList && at < 0) return;
    const steps = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
    if (event.key in steps && bubbles.length) {
      event.preventDefault();
      const from = onList ? bubbles.length : at;
      bubbles[Math.max(0, Math.min(bubbles.length - 1, from + steps[event.key]))].focus();
    } else if (at >= 0 && (event.key === "Enter" || event.key === "ContextMenu")) {
      event.preventDefault();
      bubbles[at].querySelector(".message-more")?.click();
    }
  }
}
