"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const cards = [...document.querySelectorAll("article.card")];
  const name = document.getElementById("name");
  const key = "calgen-" + data.calendar + "-" + data.shared;
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(key) || "{}"); } catch { kept = {}; }
  const posts = kept.posts && typeof kept.posts === "object" ? kept.posts : {};
  const chosen = (card) => card.querySelector("input[type=radio]:checked");
  const comment = (card) => card.querySelector("textarea");
  const answers = () => cards.flatMap((card) => {
    const decision = chosen(card), words = comment(card).value.trim();
    return decision || words ? [{id: card.id, seen: card.dataset.seen, decision: decision ? decision.value : "", comment: words}] : [];
  });
  const show = () => {
    let decided = 0;
    for (const card of cards) {
      const decision = chosen(card);
      card.dataset.decision = decision ? decision.value : "";
      decided += decision ? 1 : 0;
      card.querySelector(".print").textContent = comment(card).value;
    }
    document.getElementById("count").textContent = data.count.replace("{n}", decided).replace("{all}", cards.length);
    document.getElementById("rest").disabled = decided === cards.length;
  };
  const keep = () => {
    show();
    const found = Object.fromEntries(answers().map((one) => [one.id, one]));
    try { localStorage.setItem(key, JSON.stringify({by: name.value, posts: found})); } catch { /* a page may not keep anything */ }
  };
  if (typeof kept.by === "string") name.value = kept.by;
  for (const card of cards) {
    const known = posts[card.id];
    if (!known || known.seen !== card.dataset.seen) continue;
    const radio = [...card.querySelectorAll("input[type=radio]")].find((one) => one.value === known.decision);
    if (radio) radio.checked = true;
    comment(card).value = String(known.comment || "");
  }
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) for (const moving of document.querySelectorAll("details")) moving.open = false;
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);
  document.getElementById("rest").addEventListener("click", () => {
    for (const card of cards) if (!chosen(card)) card.querySelector("input[value=approved]").checked = true;
    keep();
    document.getElementById("download").focus();
  });
  const stamp = () => {
    const now = new Date(), pad = (n) => String(Math.trunc(Math.abs(n))).padStart(2, "0"), shift = -now.getTimezoneOffset();
    const day = [now.getFullYear(), pad(now.getMonth() + 1), pad(now.getDate())].join("-");
    const hour = [pad(now.getHours()), pad(now.getMinutes()), pad(now.getSeconds())].join(":");
    return day + "T" + hour + (shift < 0 ? "-" : "+") + pad(shift / 60) + ":" + pad(shift % 60);
  };
  document.getElementById("download").addEventListener("click", () => {
    const found = answers();
    const told = document.getElementById("told");
    if (!found.length) { told.textContent = data.nothing; return; }
    const made = {calgen: "decisions/1", calendar: data.calendar, made: stamp(), by: name.value.trim(), posts: found};
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(made, null, 1)], {type: "application/json"}));
    link.download = data.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    told.textContent = data.downloaded.replace("{file}", data.file);
  });
  show();
})();
