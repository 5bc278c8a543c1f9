// What a chart's marks say, under the pointer and by the arrow keys. Without this file the tips of the drawing
// itself say the same to a pointer, and the table below it to everybody.
"use strict";

(() => {
  for (const figure of document.querySelectorAll(".charted")) {
    const tip = document.createElement("div");
    tip.className = "chart-tip";
    tip.setAttribute("role", "status");
    figure.append(tip);

    for (const chart of figure.querySelectorAll("svg.chart")) {
      const spots = [...chart.querySelectorAll(".chart-spot")].map((mark) => ({
        mark, x: Number(mark.dataset.x), y: Number(mark.dataset.y), text: mark.dataset.text, note: mark.dataset.note || "",
      }));
      if (!spots.length) continue;
      const inOrder = [...spots].sort((one, other) => one.x - other.x || one.y - other.y);
      const guide = document.createElementNS("http://www.w3.org/2000/svg", "line");
      guide.setAttribute("class", "chart-guide");
      const bottom = chart.viewBox.baseVal.height - 30;
      // The drawing's own tips would say it a second time.
      for (const { mark } of spots) mark.querySelector("title").remove();
      let told = null;

      const tell = (spot) => {
        if (spot === told) return;
        if (told) told.mark.classList.remove("is-told");
        told = spot;
        if (!spot) { guide.remove(); tip.replaceChildren(); return; }
        spot.mark.classList.add("is-told");
        for (const [name, value] of [["x1", spot.x], ["x2", spot.x], ["y1", spot.y + 6], ["y2", bottom]]) guide.setAttribute(name, value);
        spot.mark.before(guide);
        const words = document.createElement("strong");
        words.textContent = spot.text;
        tip.replaceChildren(words, spot.note);
        place(spot);
      };

      // Beside the mark, and inside the figure.
      const place = (spot) => {
        const paper = chart.getBoundingClientRect(), frame = figure.getBoundingClientRect();
        const scale = paper.width / chart.viewBox.baseVal.width;
        const x = paper.left - frame.left + spot.x * scale, y = paper.top - frame.top + spot.y * scale;
        const left = x + 14 + tip.offsetWidth > frame.width ? x - 14 - tip.offsetWidth : x + 14;
        tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
        tip.style.top = `${Math.max(0, y - tip.offsetHeight - 10)}px`;
      };

      const nearest = (event) => {
        const paper = chart.getBoundingClientRect(), scale = paper.width / chart.viewBox.baseVal.width;
        const x = (event.clientX - paper.left) / scale, y = (event.clientY - paper.top) / scale;
        // Across, a reader aims roughly; a column is met anywhere along its height.
        const away = (spot) => Math.abs(spot.x - x) * 2 + Math.abs(spot.y - y);
        return spots.reduce((best, spot) => (away(spot) < away(best) ? spot : best));
      };

      chart.addEventListener("pointermove", (event) => tell(nearest(event)));
      chart.addEventListener("pointerleave", () => tell(null));

      chart.setAttribute("tabindex", "0");
      chart.addEventListener("blur", () => tell(null));
      chart.addEventListener("keydown", (event) => {
        const at = inOrder.indexOf(told);
        const to = { ArrowRight: at + 1, ArrowLeft: at < 0 ? inOrder.length - 1 : at - 1, Home: 0, End: inOrder.length - 1 }[event.key];
        if (event.key === "Escape") return tell(null);
        if (to === undefined) return;
        event.preventDefault();
        tell(inOrder[Math.max(0, Math.min(to, inOrder.length - 1))]);
      });
    }
  }
})();
