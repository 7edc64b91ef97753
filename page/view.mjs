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

export function drawResult(place, found, text) {
  const { step, stopped, refused, problems = [], counts = "", summary, lead, changes = [] } = found;
  const [errors, others] = [true, false].map((wanted) => problems.filter(({ severity }) => (severity === "error") === wanted));
  const state = step === "begun" ? "begun" : refused ? "refused" : stopped ? "stopped" : step; // each has its sentence
  const titles = { begun: "begun_title", generated: "generated_title" };
  const said = summary ? `${summary}. ${lead ?? ""}` : lead;
  place.replaceChildren(
    element("h2", { class: `state ${stopped && step !== "begun" ? "no" : "yes"}` }, text(titles[state] ?? "found_title")),
    element("p", {}, text(state)),
    said ? element("p", { class: "lead" }, said) : "",
    errors.length ? problemTable(errors, text, step === "begun" ? text("needed") : "") : "",
    found.balance ? balance(found.balance, text) : "",
    found.months ? months(found, text) : "",
    found.review ? review(found.review, text) : "",
    changes.length ? folded("changes", text("changes", { n: changes.length }), lines(changes)) : "",
    others.length ? folded("findings", text("findings", { n: others.length }), element("p", {}, counts), problemTable(others, text)) : "",
  );
}

export function drawTold(place, { problems = [], lines: own = [] }, text) {
  place.replaceChildren(own.length ? lines(own) : "", problems.length ? problemTable(problems, text) : "");
}

const folded = (id, title, ...inside) => element("details", { id }, element("summary", {}, title), ...inside);
const lines = (own) => element("ul", { class: "lines" }, ...own.map((line) => element("li", {}, line)));

/** A table; each row is a list of texts or elements, and each cell knows its heading, for narrow screens. */
function table(kind, headings, rows, caption = "") {
  const cell = (inside, n) => element("td", { "data-head": headings[n] }, inside);
  return element(
    "table",
    { class: kind },
    caption ? element("caption", {}, caption) : "",
    element("thead", {}, element("tr", {}, ...headings.map((heading) => element("th", { scope: "col" }, heading)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map(cell)))),
  );
}

function problemTable(problems, text, caption) {
  const headings = ["severity", "place", "problem", "cure"].map((key) => text(key));
  const rows = problems.map(({ code, kind, severity, tab, cell, place, message, cure }) => {
    const address = cell ? `${/^\w+$/u.test(tab) ? tab : `'${tab.replaceAll("'", "''")}'`}!${cell}` : "";
    const copy = { type: "button", class: "cell", "data-copy": address, "aria-label": text("copy", { cell: place }) };
    return [
      element("span", { class: `kind ${severity}`, "data-code": code }, kind),
      address ? element("button", copy, place) : place,
      message,
      cure,
    ];
  });
  return table("problems", headings, rows, caption);
}

function review({ title, head, sections }, text) {
  const own = sections.flatMap(({ key, title: heading, headings, rows, lines: said }) => [
    element("h3", { id: `review-${key}` }, heading),
    rows.length ? table("figures", headings, rows) : "",
    said.length ? lines(said) : "",
  ]);
  const adapt = element("button", { type: "button", id: "adapt" }, text("adapt"));
  return element("section", { id: "review" }, element("h2", {}, title), ...head.map((line) => element("p", {}, line)), ...own, adapt);
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

function months({ months: all, this_month: present, legend, weekdays }, text) {
  const [title, body, count] = [element("h3", { "aria-live": "polite" }), element("div", { class: "month" }), element("p")];
  const button = (key, sign) => element("button", { type: "button", id: `${key}-month`, "aria-label": text(key) }, sign);
  const [back, forth] = [button("previous", "←"), button("next", "→")];
  let at = 0;
  const draw = (to) => {
    at = Math.min(all.length - 1, Math.max(0, to));
    title.textContent = all[at].title;
    count.textContent = all[at].posts ? text("posts", { n: all[at].posts }) : text("no_posts");
    body.dataset.month = all[at].month;
    body.replaceChildren(...all[at].weeks.map((days) => element("div", { class: "week" }, ...days.map(day))));
    back.setAttribute("aria-disabled", at === 0); // unlike `disabled`, it leaves the focus where it is
    forth.setAttribute("aria-disabled", at === all.length - 1);
  };
  back.addEventListener("click", () => draw(at - 1));
  forth.addEventListener("click", () => draw(at + 1));
  const first = [({ month, posts }) => month === present && posts, ({ posts }) => posts].map((has) => all.findIndex(has));
  draw(first.find((n) => n >= 0) ?? 0); // the present month, or the first one with posts
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
