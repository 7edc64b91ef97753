// Draws what the worker found: problems, changes, the balance, the months. Texts are set as text, never as HTML.

export const words = JSON.parse(document.getElementById("words").textContent);
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

/** An element with attributes and children; attributes that are undefined, null or false are left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value || value === 0 || value === "") made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Copies the address of a cell where one is clicked, and tells it. */
export function copyButtons(root, told) {
  root.addEventListener("click", async ({ target }) => {
    const cell = target.closest?.("[data-copy]")?.dataset.copy;
    if (!cell) return;
    await navigator.clipboard.writeText(cell);
    told(cell);
  });
}

export function drawResult(place, found, text) {
  const { step, stopped, problems = [], counts = "" } = found;
  const [errors, others] = [true, false].map((wanted) => problems.filter(({ severity }) => (severity === "error") === wanted));
  const lead = stopped ? "stopped" : { checked: "sound", generated: "not_saved", unchanged: "unchanged" }[step];
  const isMade = ["generated", "saved"].includes(step);
  place.replaceChildren(
    element("h2", { class: `state ${stopped ? "no" : "yes"}` }, text(isMade ? "generated" : "checked")),
    lead ? element("p", {}, text(lead)) : "",
    element("p", { class: "lead" }, found.summary ? `${found.summary}. ${found.lead ?? ""}` : (found.lead ?? "")),
    errors.length ? table(errors, text, text("errors_only")) : "",
    found.balance ? balance(found.balance, text) : "",
    found.months ? months(found, text) : "",
    found.changes?.length ? folded("changes", text("changes", { n: found.changes.length }), lines(found.changes)) : "",
    others.length ? folded("findings", text("all_findings", { n: others.length }), element("p", {}, counts), table(others, text)) : "",
  );
}

export function drawTold(place, found, text) {
  const { problems = [], lines: own = [] } = found;
  place.replaceChildren(own.length ? lines(own) : "", problems.length ? table(problems, text) : "");
}

const folded = (id, title, ...inside) => element("details", { id }, element("summary", {}, title), ...inside);
const lines = (own) => element("ul", { class: "lines" }, ...own.map((line) => element("li", {}, line)));

function table(problems, text, caption = "") {
  const heads = ["severity", "place", "problem", "cure"].map((key) => element("th", { scope: "col" }, text(key)));
  const rows = problems.map((problem) => {
    const { kind, severity, tab, cell, place, message, cure } = problem;
    const address = cell ? `${/^\w+$/u.test(tab) ? tab : `'${tab.replaceAll("'", "''")}'`}!${cell}` : "";
    const where = address
      ? element("button", { type: "button", class: "cell", "data-copy": address, "aria-label": text("copy", { cell: place }) }, place)
      : place;
    return element(
      "tr",
      { "data-severity": severity, "data-code": problem.code },
      element("td", { "data-head": text("severity") }, element("span", { class: `kind ${severity}` }, kind)),
      element("td", { "data-head": text("place") }, where),
      element("td", { "data-head": text("problem") }, message),
      element("td", { "data-head": text("cure") }, cure),
    );
  });
  return element(
    "table",
    { class: "problems" },
    caption ? element("caption", {}, caption) : "",
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows),
  );
}

function balance(answers, text) {
  const signs = { yes: "✓", nearly: "≈", no: "✕" };
  const cards = answers.map(({ question, verdict, word, line }) =>
    element(
      "li",
      { class: `answer ${verdict}` },
      element("span", { class: "question" }, question),
      element("strong", {}, element("span", { "aria-hidden": "true" }, `${signs[verdict]} `), word),
      element("span", { class: "line" }, line),
    ),
  );
  return element("section", { id: "balance" }, element("h2", {}, text("balance")), element("ul", { class: "answers" }, ...cards));
}

// -- the months ----------------------------------------------------------------------------------------------------

function months({ months: all, legend, weekdays }, text) {
  let at = Math.max(0, all.findIndex(({ posts }) => posts));
  const [title, body, count] = [element("h3", { "aria-live": "polite" }), element("div", { class: "month" }), element("p")];
  const [back, forth] = ["previous", "next"].map((key, n) =>
    element("button", { type: "button", id: `${key}-month`, "aria-label": text(key) }, n ? "→" : "←"),
  );
  const draw = (by) => {
    at = Math.min(all.length - 1, Math.max(0, at + by));
    title.textContent = all[at].title;
    count.textContent = all[at].posts ? text("posts", { n: all[at].posts }) : text("no_posts");
    body.dataset.month = all[at].month;
    body.replaceChildren(...all[at].weeks.map((days) => element("div", { class: "week" }, ...days.map(day))));
    back.disabled = at === 0;
    forth.disabled = at === all.length - 1;
  };
  back.addEventListener("click", () => draw(-1));
  forth.addEventListener("click", () => draw(1));
  draw(0);
  const key = legend.map(({ sign, word, color }) =>
    element("li", { class: color === undefined ? "" : `c${color}` }, element("span", { "aria-hidden": "true" }, `${sign} `), word),
  );
  return element(
    "section",
    { id: "months" },
    element("h2", {}, text("months")),
    element("div", { class: "leaf" }, back, title, forth, count),
    element("ul", { class: "legend" }, ...key),
    element("div", { class: "heads", "aria-hidden": "true" }, ...weekdays.map((name) => element("span", {}, name))),
    body,
  );
}

function day(found) {
  if (!found) return element("div", { class: "day none" });
  const { label, holiday, rest, outside, posts } = found;
  const classes = ["day", rest ? "rest" : "", outside ? "outside" : "", posts.length ? "" : "free"];
  return element(
    "div",
    { class: classes.filter(Boolean).join(" "), "data-day": found.day },
    element("p", { class: "date" }, element("span", { class: "long" }, label), element("span", { class: "short", "aria-hidden": "true" }, String(Number(found.day.slice(8))))),
    holiday ? element("p", { class: "holiday" }, holiday) : "",
    posts.length ? element("ul", {}, ...posts.map(post)) : "",
  );
}

function post({ id, time, platform, title, sign, color, category, status_sign, status }) {
  return element(
    "li",
    { class: `post c${color}`, title: [id, category, status].filter(Boolean).join(" · ") },
    element("span", { class: "when" }, `${time} `, element("span", { "aria-hidden": "true" }, `${sign}${status_sign} `), platform),
    element("span", { class: "what" }, title),
    element("span", { class: "hidden" }, ` (${[category, status].filter(Boolean).join(", ")})`),
  );
}
