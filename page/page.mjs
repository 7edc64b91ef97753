// The page: from a workbook to its calendar, step by step. What stands on it is drawn by view.mjs.

import { copyButtons, drawResult, drawTold, element, fill, words } from "./view.mjs";

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const FORMATS = ["ics", "google", "buffer", "publer", "metricool", "pinterest", "vista", "highlevel", "sprout", "json"];
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const NOTHING = new Uint8Array();
const WORKING = "main .actions button, main .card button, #choose, #another";
const isSame = (one, other) => one.length === other.length && one.every((byte, n) => byte === other[n]);

let language = (query.get("lang") ?? navigator.languages.map((name) => name.slice(0, 2)).find((name) => name in words)) ?? "en";
if (!(language in words)) language = "en";
// {name, data, before, handle, there}: `before` is what was opened, where `data` is other by now; `there` is in the file
let book = null;
let shown = null;
const text = (key, values = {}) => fill(words[language][key], values);

// -- the worker ----------------------------------------------------------------------------------------------------

let worker, started;
const waiting = new Map();
let count = 0;

function startWorker() {
  worker = new Worker("worker.mjs", { type: "module" });
  started = new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.ready) resolve();
      else if (data.failed) reject(new Error(data.failed));
      else waiting.get(data.id)(data);
    };
  });
}

/** Asks the worker, and returns [what is shown, files]; nothing where it went wrong, which has been told. */
async function ask(action, status, asked = {}, other = NOTHING) {
  say("busy", text(status));
  document.body.dataset.state = "busy";
  for (const button of document.querySelectorAll(WORKING)) button.disabled = true;
  try {
    await started;
    const id = ++count;
    const full = { name: book?.name ?? "", today: today(), language, ...asked };
    const answer = await new Promise((resolve) => {
      waiting.set(id, resolve);
      worker.postMessage({ id, action, data: book?.data ?? NOTHING, other, asked: full });
    });
    waiting.delete(id);
    if (answer.fault) return fault(answer.fault);
    say("done", text("ready"));
    return [answer.shown, answer.files];
  } catch {
    say("failed", text("failed"));
    return null;
  } finally {
    for (const button of document.querySelectorAll(WORKING)) button.disabled = false;
    document.body.dataset.state = "ready";
  }
}

function today() {
  const now = new Date();
  return query.get("today") ?? `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const two = (number) => String(number).padStart(2, "0");

function moment() {
  const now = new Date(), offset = -now.getTimezoneOffset(), sign = offset < 0 ? "-" : "+";
  const zone = `${sign}${two(Math.trunc(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${today()}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}${zone}`;
}

function say(state, message) {
  $("status").dataset.state = state;
  $("status").textContent = message;
}

function fault(report) {
  say("fault", text("fault"));
  $("status").append(element("details", {}, element("summary", {}, text("report")), element("pre", {}, report)));
  return null;
}

// -- files ---------------------------------------------------------------------------------------------------------

function save(name, data) {
  const kinds = { xlsx: XLSX, html: "text/html", ics: "text/calendar", csv: "text/csv", json: "application/json" };
  const url = URL.createObjectURL(new Blob([data], { type: kinds[name.split(".").pop()] ?? XLSX }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function choose() {
  if (!window.showOpenFilePicker) return $("file").click();
  try {
    const types = [{ accept: { [XLSX]: [".xlsx", ".xlsm"] } }];
    const [handle] = await window.showOpenFilePicker({ types });
    await open(await handle.getFile(), handle);
  } catch (error) {
    if (error.name !== "AbortError") $("file").click(); // she has closed the window; else the plain way
  }
}

async function open(file, handle = null) {
  if (document.body.dataset.state === "busy") return;
  if (!/\.xls[xm]$/i.test(file.name)) return say("refused", text("not_workbook"));
  const data = new Uint8Array(await file.arrayBuffer());
  book = { name: file.name, data, before: null, handle, there: data };
  await check();
}

async function check() {
  const answer = await ask("check", "reading");
  if (answer) show({ ...answer[0], step: "checked" });
}

/** The workbook has other bytes now, which are not in the user's file yet. */
function become(data) {
  book = { ...book, data, before: book.before ?? book.data, saved: false };
}

async function begin(name, sample) {
  book = null;
  const answer = await ask("new", "working", { name, sample });
  if (!answer) return;
  book = { name, data: answer[1][0], before: null, handle: null };
  if (!sample) save(name, book.data);
  await check();
}

async function generate() {
  const answer = await ask("generate", "planning");
  if (!answer) return;
  const [found, files] = answer;
  if (files.length) become(files[0]);
  const kept = found.changed || found.stopped ? {} : shown;
  show({ ...kept, ...found, step: found.stopped ? "checked" : found.changed ? "generated" : "unchanged" });
}

/** Writes into the file that was opened, after asking; never over a change that was made meanwhile. */
async function writeBack() {
  $("ask-title").textContent = text("write_question", { file: book.name });
  $("ask").showModal();
}

async function write() {
  $("ask").close();
  try {
    if ((await book.handle.requestPermission?.({ mode: "readwrite" })) === "denied") throw new Error("denied");
    const there = new Uint8Array(await (await book.handle.getFile()).arrayBuffer());
    if (!isSame(there, book.there)) return say("refused", text("write_changed", { file: book.name }));
    const stream = await book.handle.createWritable();
    await stream.write(book.data);
    await stream.close();
    book = { ...book, there: book.data, saved: true };
    show({ ...shown, step: "saved" });
    say("written", text("written", { file: book.name }));
  } catch {
    say("refused", text("write_refused"));
  }
}

async function forOthers(action, asked, other) {
  const answer = await ask(action, "working", asked, other);
  if (!answer) return;
  const [found, files] = answer;
  if (action === "decide" && files.length) {
    become(files[0]);
    $("told").dataset.action = action;
    drawTold($("told"), found, text);
    buttons();
    return;
  }
  $("told").dataset.action = action;
  drawTold($("told"), found, text);
  found.files.forEach((name, n) => save(name, files[n]));
}

// -- what is shown -------------------------------------------------------------------------------------------------

function show(found) {
  shown = found;
  if (found.language in words && found.language !== language && !found.refused) setLanguage(found.language);
  $("start").hidden = true;
  $("work").hidden = false;
  $("work").dataset.step = found.step;
  $("name").textContent = $("work").dataset.file = book.name;
  $("told").replaceChildren();
  drawResult($("result"), found, text);
  buttons();
  $("name").focus();
}

function buttons() {
  const { stopped, refused, months } = shown;
  $("generate").hidden = stopped;
  $("generate").textContent = text(months ? "generate_again" : "generate");
  $("generate").classList.toggle("primary", !book.before);
  $("download").hidden = !book.before;
  $("download").classList.toggle("primary", Boolean(book.before) && !book.saved);
  $("write").hidden = !(book.before && book.handle && !book.saved);
  $("before").hidden = !book.before;
  $("others").hidden = stopped || refused || !months;
}

function setLanguage(code) {
  language = code;
  document.documentElement.lang = code;
  document.title = `calgen · ${text("title")}`;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = text(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", text(node.dataset.label));
  for (const node of $("languages").children) node.setAttribute("aria-pressed", String(node.lang === code));
  const options = (names, own) => names.map((name) => element("option", { value: name }, own[name]));
  $("format").replaceChildren(...options(FORMATS, words[code].formats));
  $("sample").replaceChildren(...options(words[code].samples_of, words[code].samples));
  if (shown) {
    drawResult($("result"), shown, text);
    buttons();
  }
}

function restart() {
  book = shown = null;
  $("start").hidden = false;
  $("work").hidden = true;
  say("done", "");
  $("choose").focus();
}

// -- events --------------------------------------------------------------------------------------------------------

const on = (id, listener) => $(id).addEventListener("click", listener);
on("choose", choose);
on("empty", () => begin(text("empty_name"), ""));
on("open-sample", () => begin(`${$("sample").value}.xlsx`, $("sample").value));
on("another", restart);
on("generate", generate);
on("download", () => save(book.name, book.data));
on("before", () => save(book.name, book.before));
on("ask-before", () => save(book.name, book.before));
on("write", writeBack);
on("ask-yes", write);
on("ask-no", () => $("ask").close());
on("export", () => forOthers("export", { to: $("format").value, now: moment() }));
on("share", () => forOthers("share", {}));
on("decide", () => $("answers").click());
$("file").addEventListener("change", ({ target }) => target.files[0] && open(target.files[0]).then(() => (target.value = "")));
$("answers").addEventListener("change", async ({ target }) => {
  const file = target.files[0];
  if (file) await forOthers("decide", { other_name: file.name }, new Uint8Array(await file.arrayBuffer()));
  target.value = "";
});
copyButtons(document, (cell) => say("copied", text("copied", { cell })));
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.dataset.drag = "over";
});
for (const name of ["dragleave", "drop"]) addEventListener(name, () => delete document.body.dataset.drag);
addEventListener("drop", async (event) => {
  event.preventDefault();
  const { items, files } = event.dataTransfer;
  if (files.length !== 1) return say("refused", text("not_workbook"));
  const file = files[0];
  const handle = (await items[0]?.getAsFileSystemHandle?.()) ?? null;
  await open(file, handle);
});

for (const code of Object.keys(words)) {
  const button = element("button", { type: "button", lang: code }, words[code].name);
  button.addEventListener("click", () => setLanguage(code));
  $("languages").append(button);
}
setLanguage(language);

/** Waits until every file is kept, so that none is fetched twice; a browser without service workers goes on at once. */
async function keepFiles() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("service-worker.js");
    await Promise.race([navigator.serviceWorker.ready, new Promise((resolve) => setTimeout(resolve, 60_000))]);
    document.body.dataset.kept = "yes";
  } catch {
    document.body.dataset.kept = "no"; // private windows refuse it: the page works all the same, while there is a connection
  }
}

document.body.dataset.state = "loading";
say("busy", text("loading"));
await keepFiles();
startWorker();
started.then(
  () => {
    if (document.body.dataset.state !== "loading") return;
    document.body.dataset.state = "ready";
    say("done", document.body.dataset.kept === "yes" ? text("offline") : "");
  },
  () => {
    document.body.dataset.state = "failed";
    say("failed", text("failed"));
  },
);
