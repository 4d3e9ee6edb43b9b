// Speaks to the playground's user side (/play). Knows paths and shapes; keeps nothing and draws nothing.

export class Refused extends Error {}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(`/play/${path}`, options);
  } catch {
    throw new Refused("The playground does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok || body.ok === false) {
    throw new Refused(body.description || body.error || body.detail || `The playground refused this (${response.status}).`);
  }
  return body;
}

const post = (path, body = {}) =>
  call(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

export const state = () => call("state");
export const database = (chat) => call(`database?chat=${encodeURIComponent(chat)}`);

export const send = (person, chat, text, replyTo) => post("send", { person, chat, text, ...(replyTo ? { reply_to: replyTo } : {}) });
export const edit = (person, chat, messageId, text) => post("edit", { person, chat, message_id: messageId, text });
export const forward = (person, chat, messageId, toChat) =>
  post("forward", { person, from_chat: chat, message_id: messageId, chat: toChat });
export const tap = (person, chat, messageId, data) => post("tap", { person, chat, message_id: messageId, data });
export const location = (person, chat, latitude, longitude) => post("location", { person, chat, latitude, longitude });
export const block = (person, blocked) => post("block", { person, blocked });
export const inline = async (person, query) => {
  const answer = await post("inline", { person, query });
  return Array.isArray(answer) ? answer : answer.results || [];
};
export const inlineChoose = (person, chat, resultId) => post("inline_choose", { person, chat, result_id: resultId });
export const addPerson = (name, languageCode) => post("person", { name, language_code: languageCode });
export const addGroup = (title, members) => post("group", { title, members });
export const moveClock = (seconds) => post("clock", { seconds });
export const nextReminder = () => post("next_reminder");
export const restart = () => post("restart");
export const faults = (fault) => post("faults", fault);
export const plannedFaults = () => call("faults");

/** Send a file: kind is photo, document, voice or sticker. */
export function upload(person, chat, kind, file, name = file.name, caption = "") {
  const form = new FormData();
  form.append("person", person);
  form.append("chat", chat);
  form.append("kind", kind);
  if (caption) form.append("caption", caption);
  form.append("file", file, name);
  return call("upload", { method: "POST", body: form });
}

export const fileUrl = (fileId) => `/play/file/${encodeURIComponent(fileId)}`;
