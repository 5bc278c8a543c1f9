// Three comforts; without this file the pages do the same by reloading themselves.
"use strict";

(() => {
  // 1. A bar that follows the work on a change set, and the next page as soon as it is there.
  const working = document.querySelector("[data-progress]");
  if (working) {
    const bar = working.querySelector("progress");
    const words = working.querySelector("[data-words]");
    const follow = async () => {
      try {
        const answer = await fetch(working.dataset.progress, { headers: { Accept: "application/json" } });
        if (answer.redirected || !answer.ok) return void location.reload();
        const now = await answer.json();
        if (now.state !== working.dataset.state) return void location.reload();
        if (now.total) { bar.max = now.total; bar.value = now.done; } else { bar.removeAttribute("value"); }
        words.textContent = now.words;
      } catch { /* the server may be restarting: ask again */ }
      setTimeout(follow, 1000);
    };
    setTimeout(follow, 500);
  }

  // 2. A bar while a file is on its way, which a form alone does not show.
  const sending = document.querySelector("form[data-sending]");
  if (sending) {
    sending.addEventListener("submit", (event) => {
      const file = sending.querySelector("input[type=file]");
      if (!file || !file.files.length) return;
      event.preventDefault();
      const button = sending.querySelector("button[type=submit]");
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", sending.dataset.sending);
      button.disabled = true;
      button.after(bar);
      const request = new XMLHttpRequest();
      request.open("POST", sending.action);
      request.upload.onprogress = (step) => { if (step.lengthComputable) { bar.max = step.total; bar.value = step.loaded; } };
      request.onload = () => {
        // The answer is the page to show. Asking for it again would lose the messages on it, which are told once.
        if (request.responseURL !== location.href) history.pushState(null, "", request.responseURL);
        document.open();
        document.write(request.responseText);
        document.close();
      };
      request.onerror = () => { bar.remove(); button.disabled = false; sending.submit(); };
      request.send(new FormData(sending));
    });
  }

  // A page put in the place of another is not the browser's to go back to, and one it kept has its buttons off.
  window.addEventListener("popstate", () => location.reload());
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // 3. Nobody sends a decision twice by clicking twice. The server would not carry it out twice either.
  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", () => setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; }, 0));
  }
})();
