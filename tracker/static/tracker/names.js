// Offers more rows to name while somebody types; without this file the first few are offered.
"use strict";

(() => {
  const waiting = new Map();

  async function offer(field) {
    const address = field.closest("[data-offer]").dataset.offer;
    const asked = new URLSearchParams({ of: field.dataset.names, q: field.value });
    try {
      const answer = await fetch(`${address}?${asked}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected || field.value !== asked.get("q")) return;
      const { names } = await answer.json();
      const list = document.getElementById(field.getAttribute("list"));
      list.replaceChildren(...names.map((text) => Object.assign(document.createElement("option"), { value: text })));
    } catch { /* what was offered before stays */ }
  }

  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-names]");
    // What ends with a code was chosen from the list.
    if (!field || field.value.trim().endsWith("]")) return;
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => offer(field), 200));
  });
})();
