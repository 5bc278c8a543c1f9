// The grid by keyboard, each row saved as it is done. Without this file the form saves all rows at once.
"use strict";

(() => {
  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const said = document.getElementById("said");
  const banner = form.querySelector("[data-banner]");
  // Rows that could not be sent because the session had ended.
  const owed = new Set();
  let leaving = false;

  const rowOf = (element) => element.closest("tbody[data-row]");
  const rows = () => [...form.querySelectorAll("tbody[data-row]")];
  const cells = (row) => [...row.querySelectorAll("tr:first-child [data-cell], tr:first-child button")];
  const same = (row, name) => row.querySelector(`[data-cell="${name}"]`);
  const rowNamed = (key) => rows().find((row) => row.dataset.row === key);
  const filled = (row) => same(row, "value")?.value.trim();

  function tell(text) {
    // The same words a second time would not be read out.
    said.textContent = said.textContent === text ? `${text}\u00a0` : text;
  }

  function enter(field) {
    if (!field) return;
    field.focus();
    if (field.select) field.select();
  }

  // Moving about

  function go(row, name, step) {
    const all = rows();
    const next = all[all.indexOf(row) + step];
    if (next) enter(same(next, name));
    return Boolean(next);
  }

  function atEdge(field, key) {
    if (field.tagName !== "INPUT" || field.type !== "text") return true;
    const place = key === "ArrowLeft" ? 0 : field.value.length;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    return whole || (field.selectionStart === place && field.selectionEnd === place);
  }

  function sideways(row, field, key) {
    const all = cells(row);
    const next = all[all.indexOf(field) + (key === "ArrowLeft" ? -1 : 1)];
    if (!next) return false;
    enter(next);
    return true;
  }

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    const row = rowOf(field);
    if (event.isComposing || !row) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save(row);
    } else if (event.key === "Enter" && field.matches("input, select")) {
      event.preventDefault();
      if (field.dataset.cell) go(row, field.dataset.cell, event.shiftKey ? -1 : 1);
    } else if (event.altKey || event.ctrlKey || event.metaKey || !field.matches("[data-cell], tr:first-child button")) {
      return;
    } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && field.tagName === "INPUT") {
      if (go(row, field.dataset.cell, event.key === "ArrowUp" ? -1 : 1)) event.preventDefault();
    } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && atEdge(field, event.key)) {
      if (sideways(row, field, event.key)) event.preventDefault();
    }
  });

  // What is typed and not stored

  form.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (row) row.classList.add("typed");
  });
  for (const row of rows()) if (filled(row)) row.classList.add("typed");

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && rows().some((row) => row.classList.contains("typed") && filled(row))) event.preventDefault();
  });

  // Saving

  function content(row) {
    const data = new FormData();
    for (const field of form.elements) {
      const inside = rowOf(field);
      if (!field.name || field.type === "submit" || (inside && inside !== row)) continue;
      if (field.type === "checkbox" && !field.checked) continue;
      data.append(field.name, field.value);
    }
    data.append("only", row.dataset.row);
    return data;
  }

  async function send(row) {
    const options = () => ({ method: "POST", body: content(row), headers: { Accept: "application/json" } });
    const answer = await fetch(location.href, options());
    // Whoever logs in anew in another tab gets another token.
    if (answer.status === 403 && (await renew())) return fetch(location.href, options());
    return answer;
  }

  async function renew() {
    const answer = await fetch(form.dataset.token, { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
    return true;
  }

  async function save(row) {
    if (row.getAttribute("aria-busy") === "true") return false;
    const key = row.dataset.row;
    busy(row, true);
    tell(form.dataset.saving);
    try {
      const answer = await send(row);
      if (answer.status === 401 || answer.status === 403) return ended(row);
      if (!answer.ok && answer.status !== 404) throw new Error(answer.status);
      return settle(row, key, await answer.json());
    } catch {
      busy(row, false);
      tell(form.dataset.failed);
      return false;
    }
  }

  function busy(row, yes) {
    row.setAttribute("aria-busy", String(yes));
    for (const field of row.querySelectorAll("input, textarea")) field.readOnly = yes;
  }

  function settle(row, key, answer) {
    busy(row, false);
    owed.delete(key);
    const inside = row.contains(document.activeElement);
    if (answer.html) {
      const holder = document.createElement("table");
      holder.innerHTML = answer.html;
      row.replaceWith(holder.tBodies[0]);
    }
    const now = rowNamed(key) ?? row;
    now.classList.toggle("typed", !answer.done);
    if (inside && answer.done) { if (!go(now, "value", 1)) enter(same(now, "value")); }
    else if (inside) enter(now.querySelector("[data-asked]") ?? same(now, "value"));
    tell(answer.said);
    if (answer.drafts !== undefined) drafts(answer.drafts);
    return answer.done;
  }

  function drafts(text) {
    const button = document.querySelector("[data-drafts]");
    button.textContent = text;
    button.parentElement.hidden = !text;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const only = event.submitter?.name === "only" ? event.submitter.value : "";
    const wanted = only ? [only] : rows().filter(filled).map((row) => row.dataset.row);
    for (const key of wanted) if (!owed.size) await save(rowNamed(key));
  });

  // The session

  function ended(row) {
    busy(row, false);
    owed.add(row.dataset.row);
    banner.querySelector("[data-words]").textContent = form.dataset.ended;
    banner.hidden = false;
    tell(form.dataset.ended);
    return false;
  }

  async function back() {
    if (!owed.size || document.hidden) return;
    try {
      if (!(await renew())) return;
    } catch { return; }
    banner.hidden = true;
    tell(form.dataset.back);
    const waiting = [...owed];
    owed.clear();
    for (const key of waiting) if (rowNamed(key)) await save(rowNamed(key));
  }

  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);
  window.addEventListener("pagehide", () => { leaving = true; });
})();
