// What can be attached to a message: chosen files, a place typed or picked, and a ready-made voice note and sticker,
// so that one can see what the bot does with things it cannot read.

import { form } from "./dialogs.js";

const PLACES = [
  ["London", "51.5074", "-0.1278"],
  ["New York", "40.7128", "-74.0060"],
  ["Delhi", "28.6139", "77.2090"],
  ["Sydney", "-33.8688", "151.2093"],
];

const PICTURES = /^image\/(png|jpeg|webp|gif)$/;
const MOST_BYTES = 20_000_000;

/** How a file is sent: what every browser can draw goes as a photo, all else as a file. */
export const kindOf = (file) => (PICTURES.test(file.type) ? "photo" : "document");

/** Why a file cannot be sent, or "". A folder is null. */
export function whyNot(file) {
  if (!file) return "A folder cannot be sent. Choose the files in it.";
  if (!file.size) return `${file.name} is empty: there is nothing to send.`;
  return file.size > MOST_BYTES ? `${file.name} is too large. Files of up to 20 MB can be sent here.` : "";
}

/** Menu items; acts: upload(kind, file, name), location(latitude, longitude). */
export function attachItems(acts) {
  return [
    { label: "Photo", icon: "image", act: () => choose("image/*", (file) => acts.upload("photo", file, file.name)) },
    { label: "File", icon: "file", act: () => choose("", (file) => acts.upload("document", file, file.name)) },
    { label: "Location", icon: "pin", act: () => askPlace(acts) },
    { label: "Voice note (a second of silence)", icon: "voice", act: () => acts.upload("voice", silence(), "voice.wav") },
    { label: "Sticker", icon: "sticker", act: () => acts.upload("sticker", new Blob(["sticker"]), "sticker.webp") },
  ];
}

/** Ask for a place and send it. */
export async function askPlace(acts) {
  const [, latitude, longitude] = PLACES[0];
  const fields = [
    { name: "latitude", label: "Latitude", type: "number", step: "any", value: latitude },
    { name: "longitude", label: "Longitude", type: "number", step: "any", value: longitude },
  ];
  const place = await form("Send a location", fields, "Send", PLACES);
  if (place) acts.location(Number(place.latitude), Number(place.longitude));
}

function choose(accept, done) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  input.addEventListener("change", () => input.files[0] && done(input.files[0]));
  input.click();
}

function silence() {
  const rate = 8000;
  const view = new DataView(new ArrayBuffer(44 + rate));
  const words = (at, text) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  words(0, "RIFF");
  view.setUint32(4, 36 + rate, true);
  words(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  words(36, "data");
  view.setUint32(40, rate, true);
  for (let index = 44; index < view.byteLength; index++) view.setUint8(index, 128);
  return new Blob([view], { type: "audio/wav" });
}
