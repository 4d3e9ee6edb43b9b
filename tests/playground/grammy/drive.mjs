// Drives grammY: one request a line on stdin, one answer a line on stdout, as clients/lines.py says for the others.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Api, Bot, Context, GrammyError, HttpError, InputFile, InlineKeyboard, webhookCallback } from "grammy";

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const content = (given) => ("base64" in given ? Buffer.from(given.base64, "base64") : Buffer.alloc(given.size));
const me = { id: 1, is_bot: true, first_name: "Bot", username: "bot" };
let base, token, bot, running, web;

const files = (value) => {
  if (Array.isArray(value)) return value.map(files);
  if (value === null || typeof value !== "object") return value;
  if ("upload" in value) return new InputFile(content(value.upload), value.upload.name ?? "file.bin");
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, files(one)]));
};

const fresh = () =>
  new Bot(token, { client: { apiRoot: base, canUseWebhookReply: (method) => web && method === "sendMessage" } });

function talk(small) {
  small.command("start", async (ctx) => {
    say({ heard: "start", payload: ctx.match });
    const reply_markup = new InlineKeyboard().text("Go on", "on");
    await ctx.reply(`Hello <b>${ctx.from.first_name}</b>`, { parse_mode: "HTML", reply_markup });
  });
  small.on("callback_query:data", async (ctx) => {
    say({ heard: "tap", data: ctx.callbackQuery.data });
    await ctx.answerCallbackQuery("noted");
    await ctx.editMessageText(`You said ${ctx.callbackQuery.data}`);
  });
  small.on("inline_query", async (ctx) => {
    const words = ctx.inlineQuery.query;
    say({ heard: "inline", query: words });
    const message = { message_text: words };
    await ctx.answerInlineQuery([{ type: "article", id: "1", title: words, input_message_content: message }]);
  });
  small.on("message:text", async (ctx) => {
    say({ heard: "text", text: ctx.message.text });
    await ctx.reply(`Heard: ${ctx.message.text}`);
  });
}

const acts = {
  async open(given) {
    ({ base, token } = given);
    bot = fresh();
    return null;
  },
  call: ({ method, arguments: given }) =>
    Object.keys(given).length ? bot.api.raw[method](files(given)) : bot.api.raw[method](),
  async words({ message }) {
    const ctx = new Context({ update_id: 1, message }, new Api(token), me);
    return ctx.entities().map((entity) => [entity.type, entity.text]);
  },
  async download({ file_id }) {
    const file = await bot.api.getFile(file_id);
    const answer = await fetch(`${base}/file/bot${token}/${file.file_path}`);
    return Buffer.from(await answer.arrayBuffer()).toString("base64");
  },
  async http({ method, url, kind, fields }) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    const options = {
      query: {},
      form: { body: new URLSearchParams(fields) },
      json: { body: JSON.stringify(fields), headers: { "Content-Type": "application/json" } },
      multipart: { body: form },
    }[kind];
    const query = kind === "query" ? `?${new URLSearchParams(fields)}` : "";
    const answer = await fetch(base + url + query, { method, ...options });
    return { status: answer.status, body: await answer.json(), retry_after: answer.headers.get("Retry-After") };
  },
  async run({ secret }) {
    if (secret === null) {
      bot = fresh();
      talk(bot);
      await new Promise((ready) => (running = bot.start({ timeout: 5, onStart: ready })));
      return "";
    }
    web = createServer();
    bot = fresh();
    talk(bot);
    web.on("request", webhookCallback(bot, "http", { secretToken: secret }));
    await new Promise((ready) => web.listen(0, "127.0.0.1", ready));
    return `http://127.0.0.1:${web.address().port}/`;
  },
  async rest() {
    if (running) await bot.stop();
    await running;
    if (web) {
      web.closeAllConnections();
      await new Promise((closed) => web.close(closed));
    }
    running = web = undefined;
    bot = fresh();
    return null;
  },
};

function refusal(error) {
  if (error instanceof HttpError) return { code: 0, words: error.message, retry_after: null };
  const { error_code: code, description: words, parameters } = error;
  return { code, words, retry_after: parameters.retry_after ?? null };
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, do: act, ...given } = JSON.parse(line);
  try {
    say({ id, result: (await acts[act](given)) ?? null });
  } catch (error) {
    const known = error instanceof GrammyError || error instanceof HttpError;
    say(known ? { id, refused: refusal(error) } : { id, crash: String(error.stack ?? error) });
  }
});
