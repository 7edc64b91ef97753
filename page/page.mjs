// The page: from a workbook to its calendar, step by step. What stands on it is drawn by view.mjs.

import { askPython, startPython } from "./client.mjs";
import { drawResult, drawTold, element, fill, words } from "./view.mjs";

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const FORMATS = ["ics", "google", "buffer", "publer", "metricool", "pinterest", "vista", "highlevel", "sprout", "json"];
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const KINDS = { html: "text/html", ics: "text/calendar", csv: "text/csv", json: "application/json" };
const LARGEST = 100_000_000; // bytes of a file: what is larger is no workbook, and could fill the memory
const WORKING = "main .actions button, main .card button, #choose, #another, #adapt";
const NOTHING = new Uint8Array();

const known = navigator.languages.map((name) => name.slice(0, 2)).find((name) => name in words) ?? "en";
let chosen = query.get("lang") in words ? query.get("lang") : null; // a language that was asked for, whatever a workbook has
let language = chosen ?? known;
// {name, data, before, handle, there, kept}: `before` is what was opened, where `data` is other by now; `there` is in the
// file; `kept` says where `data` is outside this page: downloaded or written
let book = null;
let shown = null; // the last answer about the workbook
const text = (key, values = {}) => fill(words[language][key], values);

function say(state, message) {
  $("status").dataset.state = state;
  $("status").textContent = message;
}

// -- Python --------------------------------------------------------------------------------------------------------

/** An action on a workbook: {found, files}; nothing where it went wrong, which has been told. */
async function run(action, status, asked = {}, { of = book, other = NOTHING } = {}) {
  const focused = document.activeElement;
  const setBusy = (busy) => {
    document.body.dataset.state = busy ? "busy" : "ready";
    for (const button of document.querySelectorAll(WORKING)) button.disabled = busy;
  };
  say("busy", text(status));
  setBusy(true);
  try {
    if (!(await python)) return say("failed", text("failed"));
    const full = { name: of?.name ?? "", today: today(), language, ...asked };
    const { shown: found, files } = await askPython(action, of?.data ?? NOTHING, other, full);
    say("done", found.stopped ? "" : text("ready"));
    return { found, files };
  } catch (error) {
    say("fault", text("fault"));
    $("status").append(element("details", {}, element("summary", {}, text("report")), element("pre", {}, error.message)));
    return null;
  } finally {
    setBusy(false);
    if (focused?.isConnected) focused.focus({ preventScroll: true }); // a button that is disabled loses it
  }
}

const two = (number) => String(number).padStart(2, "0");

function today() {
  const now = new Date();
  return query.get("today") ?? `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function moment() {
  const now = new Date(), offset = -now.getTimezoneOffset(), sign = offset < 0 ? "-" : "+";
  const zone = `${sign}${two(Math.trunc(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${today()}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}${zone}`;
}

// -- the workbook --------------------------------------------------------------------------------------------------

function save(name, data) {
  const url = URL.createObjectURL(new Blob([data], { type: KINDS[name.split(".").pop()] ?? XLSX }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const isUnsaved = () => Boolean(book?.before) && !book.kept;
const mayLeave = () => !isUnsaved() || confirm(text("leave", { file: book.name }));

async function choose() {
  let handle;
  try {
    [handle] = await window.showOpenFilePicker({ types: [{ accept: { [XLSX]: [".xlsx", ".xlsm"] } }] });
  } catch (error) {
    return error.name === "AbortError" ? undefined : $("file").click(); // she closed the window; else the plain way
  }
  await open(await handle.getFile(), handle);
}

/** The bytes of a chosen file; nothing where it cannot be read, which has been told. */
async function bytes(file) {
  if (file.size > LARGEST) return say("refused", text("too_large", { file: file.name }));
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return say("refused", text("unreadable", { file: file.name })); // a folder, or a file that has gone meanwhile
  }
}

async function open(file, handle = null) {
  if (document.body.dataset.state === "busy" || !mayLeave()) return;
  const data = await bytes(file);
  if (data) await check({ name: file.name, data, handle, there: data }, "checked");
}

async function check(opened, step) {
  const answer = await run("check", "reading", {}, { of: opened });
  if (!answer) return;
  book = { before: null, kept: "", ...opened };
  show({ ...answer.found, step });
}

async function begin(name, sample) {
  if (!mayLeave()) return;
  const answer = await run("new", "working", { name, sample }, { of: null });
  if (!answer) return;
  if (!sample) save(name, answer.files[0]);
  await check({ name, data: answer.files[0], handle: null }, sample ? "checked" : "begun");
}

/** The workbook has other bytes now, which are nowhere else yet. */
function become(data) {
  book = { ...book, data, before: book.before ?? book.data, kept: "" };
}

async function generate() {
  const answer = await run("generate", "planning");
  if (!answer) return;
  const { found, files } = answer;
  if (files.length) become(files[0]);
  const earlier = found.changed || found.stopped ? {} : shown;
  show({ ...earlier, ...found, step: found.stopped ? "checked" : found.changed ? "generated" : "unchanged" });
}

/** An action whose answer stands below the buttons: lines, problems, and a new workbook or files for others. */
async function tell(action, asked = {}, other = NOTHING) {
  const answer = await run(action, "working", asked, { other });
  if (!answer) return;
  const { found, files } = answer;
  $("told").dataset.action = action;
  drawTold($("told"), found, text);
  $("told").scrollIntoView({ block: "nearest" });
  if (!["adapt", "decide"].includes(action)) found.files.forEach((name, n) => save(name, files[n]));
  else if (files.length) become(files[0]);
  drawButtons();
}

function download() {
  save(book.name, book.data);
  if (!book.kept) book.kept = "downloaded";
  drawButtons();
}

/** Writes into the file that was opened, after asking; never over a change that was made meanwhile. */
async function write() {
  $("ask").close();
  const { handle, there, data, name } = book;
  try {
    if ((await handle.requestPermission?.({ mode: "readwrite" })) === "denied") throw new Error("denied");
    const now = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    if (now.length !== there.length || now.some((byte, n) => byte !== there[n])) {
      return say("refused", text("write_changed", { file: name }));
    }
    const stream = await handle.createWritable();
    await stream.write(data);
    await stream.close();
    book = { ...book, there: data, kept: "written" };
    say("written", text("ready"));
    drawButtons();
  } catch {
    say("refused", text("write_refused"));
  }
}

// -- what is shown -------------------------------------------------------------------------------------------------

function show(found) {
  shown = found;
  if ($("work").hidden) history.pushState({ isWork: true }, "");
  $("told").replaceChildren();
  reveal(true);
}

/** Shows the workbook, in its language unless another was asked for, or the beginning. */
function reveal(isWork) {
  $("start").hidden = isWork;
  $("work").hidden = !isWork;
  setLanguage(chosen ?? (isWork && !shown.refused && shown.language in words ? shown.language : known));
  if (!isWork) say("done", "");
  $(isWork ? "name" : "choose").focus();
}

function drawButtons() {
  const { stopped, refused, months, step } = shown;
  const isNew = Boolean(book.before), canWrite = isNew && book.handle && book.kept !== "written";
  $("generate").hidden = stopped;
  $("generate").textContent = text(months ? "generate_again" : "generate");
  $("generate").classList.toggle("primary", !isNew || Boolean(book.kept));
  $("download").hidden = !isNew && step !== "begun";
  $("download").classList.toggle("primary", isUnsaved());
  $("write").hidden = !canWrite;
  $("before").hidden = !isNew;
  const where = book.kept || (canWrite ? "not_written" : "not_saved");
  $("kept").textContent = isNew ? text(where, { file: book.name }) : "";
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
  if (!shown) return;
  $("work").dataset.step = shown.step;
  $("name").textContent = $("work").dataset.file = book.name;
  drawResult($("result"), shown, text);
  drawButtons();
}

// -- events --------------------------------------------------------------------------------------------------------

const CLICKS = {
  choose: () => (window.showOpenFilePicker ? choose() : $("file").click()),
  empty: () => begin(text("empty_name"), ""),
  "open-sample": () => begin(`${$("sample").value}.xlsx`, $("sample").value),
  another: () => history.back(),
  generate,
  download,
  before: () => save(book.name, book.before),
  "ask-before": () => save(book.name, book.before),
  write: () => {
    $("ask-title").textContent = text("write_question", { file: book.name });
    $("ask").showModal();
  },
  "ask-yes": write,
  "ask-no": () => $("ask").close(),
  adapt: () => tell("adapt"),
  export: () => tell("export", { to: $("format").value, now: moment() }),
  share: () => tell("share"),
  decide: () => $("answers").click(),
};
addEventListener("click", async ({ target }) => {
  const button = target.closest?.("button");
  const cell = button?.dataset.copy;
  if (button?.id in CLICKS) await CLICKS[button.id]();
  else if (button?.parentNode === $("languages")) setLanguage((chosen = button.lang));
  else if (cell) {
    const isCopied = await navigator.clipboard?.writeText(cell).then(() => true, () => false);
    say(isCopied ? "copied" : "refused", text(isCopied ? "copied" : "not_copied", { cell }));
  }
});
const CHOSEN = {
  file: open,
  answers: async (file) => {
    const data = await bytes(file);
    if (data) await tell("decide", { other_name: file.name }, data);
  },
};
for (const [id, take] of Object.entries(CHOSEN)) {
  $(id).addEventListener("change", async ({ target }) => {
    if (target.files[0]) await take(target.files[0]);
    target.value = ""; // the same file may be chosen again
  });
}
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.dataset.drag = "over";
});
addEventListener("dragleave", () => delete document.body.dataset.drag);
addEventListener("drop", async (event) => {
  event.preventDefault();
  delete document.body.dataset.drag;
  const { items, files } = event.dataTransfer;
  if (files.length !== 1) return say("refused", text("not_one"));
  const file = files[0];
  await open(file, (await items[0].getAsFileSystemHandle?.().catch(() => null)) ?? null);
});
addEventListener("popstate", ({ state }) => reveal(Boolean(state?.isWork && book)));
addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault());

// -- the beginning -------------------------------------------------------------------------------------------------

/** Waits until every file is kept, so that none is fetched twice; a browser without service workers goes on at once. */
async function keepFiles() {
  if (!navigator.serviceWorker) return;
  if (navigator.serviceWorker.controller) {
    // a new version has come while the former one was opened
    navigator.serviceWorker.addEventListener("controllerchange", () => book || location.reload());
  }
  try {
    await navigator.serviceWorker.register("service-worker.js");
    await Promise.race([navigator.serviceWorker.ready, new Promise((resolve) => setTimeout(resolve, 60_000))]);
    document.body.dataset.kept = "yes";
  } catch {
    document.body.dataset.kept = "no"; // private windows refuse it: the page works all the same, while there is a connection
  }
}

history.replaceState(null, "");
for (const code of Object.keys(words)) $("languages").append(element("button", { type: "button", lang: code }, words[code].name));
setLanguage(language);
say("busy", text("loading"));
document.body.dataset.state = "loading";
const python = keepFiles().then(startPython).then(() => true, () => false);
const isReady = await python;
if (document.body.dataset.state === "loading") {
  document.body.dataset.state = isReady ? "ready" : "failed";
  if (isReady) say("done", document.body.dataset.kept === "yes" ? text("offline") : "");
  else say("failed", text("failed"));
}
