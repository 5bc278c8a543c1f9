/* Names for fields that only their place on the page names: choices by typing, and cells of a table of rows. */
"use strict";

function named(element, text) {
  if (element && text && !element.getAttribute("aria-label")) {
    element.setAttribute("aria-label", text.trim().replace(/[:：]$/, ""));
  }
}

function heading(cell) {
  const table = cell.closest("table");
  const head = table && table.tHead && table.tHead.rows[0].cells;
  return head && head.length ? head[Math.min(cell.cellIndex, head.length - 1)].textContent : "";
}

function nameFields(place) {
  for (const empty of place.querySelectorAll(".tabular th.original")) {
    empty.setAttribute("role", "cell"); // it heads nothing
  }
  for (const cell of place.querySelectorAll(".tabular td")) {
    for (const field of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (!field.labels || !field.labels.length) {
        named(field, heading(cell));
      }
    }
  }
  for (const field of place.querySelectorAll("select.admin-autocomplete")) {
    const label = field.labels && field.labels.length ? field.labels[0].textContent : field.getAttribute("aria-label");
    const box = field.nextElementSibling;
    if (label && box && box.matches(".select2-container")) {
      box.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field").forEach((part) => named(part, label));
    }
  }
}

/* A form that is on its way is not sent again by a second click. */
function sentOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000); // it may have been refused, or have fetched a file
}

/* On a tablet the filters stand above the list, those in use open. */
function foldFilters() {
  if (!window.matchMedia("(max-width: 1024px)").matches) return;
  for (const filter of document.querySelectorAll("#changelist-filter details")) {
    filter.open = Boolean(filter.querySelector("li.selected:not(:first-child), .found"));
  }
}

document.addEventListener("submit", sentOnce);
/* Choices by typing are made, and rows added, while the page is in use. */
document.addEventListener("DOMContentLoaded", () => {
  foldFilters();
  nameFields(document);
  new MutationObserver(() => nameFields(document)).observe(document.body, { childList: true, subtree: true });
});
