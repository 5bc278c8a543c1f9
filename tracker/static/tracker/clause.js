// Reads a clause as it is pasted and fills in what it says; without this file “Read the clause” does.
"use strict";

(() => {
  const form = document.querySelector("form[data-clause]");
  if (!form) return;
  const said = document.getElementById("said");
  const found = form.querySelector("[data-figures]");
  // Fields whose change is another question.
  const ASKED = ["plan", "quote", "indicator", "jurisdiction"];
  // What this file has put into a field: it may be put otherwise, what somebody typed may not.
  const proposed = new Map();
  let waiting;
  let leaving = false;
  let typed = false;

  const fieldOf = (name) => form.elements.namedItem(name);
  const isOurs = (name) => {
    const field = fieldOf(name);
    if (proposed.has(name)) return field.value === proposed.get(name);
    return field.tagName === "SELECT" ? !field.dataset.chosen : !field.value.trim();
  };

  function put(texts) {
    for (const [name, text] of Object.entries(texts)) {
      const field = fieldOf(name);
      if (!field || field === document.activeElement || !isOurs(name)) continue;
      field.value = text;
      proposed.set(name, field.value);
    }
  }

  function choose(figure) {
    for (const name of Object.keys(figure)) proposed.set(name, fieldOf(name)?.value);
    const { printed, ...texts } = figure;
    put(texts);
    said.textContent = `${form.dataset.read} ${printed}`;
  }

  function showFigures(figures) {
    found.replaceChildren(...figures.map((figure) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "figure", textContent: figure.printed });
      button.addEventListener("click", () => choose(figure));
      return button;
    }));
  }

  function showBaselines(rows) {
    const list = fieldOf("baseline");
    const chosen = list.value;
    list.replaceChildren(list.options[0], ...rows.map(([value, text]) => new Option(text, value)));
    list.value = rows.some(([value]) => value === chosen) ? chosen : "";
  }

  async function read() {
    const texts = Object.fromEntries([...ASKED, "document", "topic"].map((name) => [name, fieldOf(name).value]));
    // An indicator this file has named is asked for anew with each clause.
    if (proposed.has("indicator") && isOurs("indicator")) texts.indicator = "";
    try {
      const answer = await fetch(`${form.dataset.clause}?${new URLSearchParams(texts)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected || fieldOf("quote").value !== texts.quote) return;
      const { texts: told, figures, baselines } = await answer.json();
      put(told);
      showFigures(figures);
      showBaselines(baselines);
      if (!texts.quote.trim()) said.textContent = "";
      else said.textContent = figures.length ? `${form.dataset.read} ${figures[0].printed}` : form.dataset.nothing;
    } catch { /* the button reads it all the same */ }
  }

  // What came with the page was chosen by somebody.
  if (fieldOf("quote").value.trim()) for (const list of form.querySelectorAll("select")) list.dataset.chosen = "yes";

  form.addEventListener("input", (event) => {
    typed = true;
    const { name } = event.target;
    if (event.target.tagName === "SELECT") event.target.dataset.chosen = "yes";
    proposed.delete(name);
    if (event.target.type === "text" && !event.target.value.trim()) proposed.set(name, event.target.value);
    if (!ASKED.includes(name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(read, 300);
  });

  // Ctrl+Enter saves from anywhere, and goes on to the next.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit(form.elements.namedItem("next"));
    }
  });

  // Sent twice it would be asked about; a second press is the same press.
  form.addEventListener("submit", (event) => {
    if (leaving) event.preventDefault();
    leaving = true;
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (typed && !leaving && fieldOf("quote").value.trim()) event.preventDefault();
  });
})();
