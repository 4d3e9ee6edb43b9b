// Draws what a message carries besides words: photo, document, voice, sticker, location, and what else there may be.

import { fileUrl } from "./api.js";
import { lightbox } from "./dialogs.js";
import { el, icon } from "./element.js";

const OTHER = {
  video: "Video",
  animation: "Animation",
  video_note: "Video message",
  contact: "Contact",
  poll: "Poll",
  dice: "Dice",
  venue: "Place",
};

/** "48 kB" */
export function fileSize(bytes) {
  if (!bytes) return "";
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Nodes for the media of a message, in order. */
export function mediaParts(message) {
  const parts = [];
  if (message.photo?.length) parts.push(photo(message));
  if (message.document) parts.push(document_(message.document));
  if (message.voice || message.audio) parts.push(sound(message.voice || message.audio));
  if (message.sticker) parts.push(sticker(message.sticker));
  if (message.location) parts.push(place(message.location));
  for (const [field, name] of Object.entries(OTHER)) {
    if (message[field] && !(field === "animation" && message.document)) parts.push(el("p", { class: "media-other" }, name));
  }
  return parts;
}

/** What a message tells about the group itself ("Ben joined the group"), or "". */
export function happened(message) {
  const by = message.from?.first_name || "Somebody";
  const came = message.new_chat_members?.filter((one) => one.id !== message.from?.id).map((one) => one.first_name);
  if (came) return came.length ? `${by} added ${came.join(", ")}` : `${by} joined the group`;
  const gone = message.left_chat_member;
  if (gone) return gone.id === message.from?.id ? `${by} left the group` : `${by} removed ${gone.first_name}`;
  return "";
}

/** One line that stands for a message in a preview. */
export function inShort(message) {
  if (message.text || message.caption) return (message.text || message.caption).replace(/\s+/g, " ");
  if (message.photo) return "Photo";
  if (message.document) return message.document.file_name || "File";
  if (message.voice) return "Voice message";
  if (message.sticker) return `${message.sticker.emoji || ""} Sticker`.trim();
  if (message.location) return "Location";
  return happened(message) || OTHER[Object.keys(OTHER).find((field) => message[field])] || "Message";
}

function photo(message) {
  const largest = message.photo.at(-1);
  const words = message.caption ? `Photo: ${message.caption.slice(0, 120)}` : "Photo";
  return el(
    "button",
    { type: "button", class: "photo", "aria-label": `${words}. Open`, onclick: () => lightbox("Photo", fileUrl(largest.file_id), "image") },
    el("img", { src: fileUrl(largest.file_id), alt: "", width: largest.width, height: largest.height, loading: "lazy" }),
  );
}

function document_(file) {
  const name = file.file_name || "File";
  const mime = file.mime_type || "";
  const kind = name.includes(".") ? name.split(".").pop().toUpperCase().slice(0, 4) : "";
  const shown = mime === "application/pdf" ? "frame" : /^image\/(png|jpeg|webp)$/.test(mime) ? "image" : null;
  const size = fileSize(file.file_size);
  const face = [
    el("span", { class: "file-mark", "aria-hidden": "true" }, kind || icon("file")),
    el("span", { class: "file-words" }, el("span", { class: "file-name" }, name), el("span", { class: "file-size" }, [size, shown ? "tap to open" : "tap to save"].filter(Boolean).join(" · "))),
  ];
  const url = fileUrl(file.file_id);
  if (shown) return el("button", { type: "button", class: "file", onclick: () => lightbox(name, url, shown) }, face);
  return el("a", { class: "file", href: url, download: name }, face);
}

function sound(file) {
  return el("div", { class: "sound" }, icon("voice"), el("audio", { controls: true, preload: "none", src: fileUrl(file.file_id), "aria-label": "Voice message" }));
}

function sticker(file) {
  const image = el("img", { class: "sticker", src: fileUrl(file.file_id), alt: `Sticker ${file.emoji || ""}`.trim(), width: 144, height: 144 });
  image.addEventListener("error", () => (image.src = "sticker.svg"), { once: true });
  return image;
}

function place({ latitude, longitude }) {
  const north = `${Math.abs(latitude).toFixed(3)}° ${latitude < 0 ? "S" : "N"}`;
  const east = `${Math.abs(longitude).toFixed(3)}° ${longitude < 0 ? "W" : "E"}`;
  return el("div", { class: "place" }, el("span", { class: "place-map", "aria-hidden": "true" }, icon("pin")), el("span", { class: "place-words" }, "Location", el("small", {}, `${north}, ${east}`)));
}
