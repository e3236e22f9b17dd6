// The form of a new agreement in a dialog over the review: fetched alone, sent, and closed once it is noted.
//
// What is typed in it stands in this machine's store until it is noted, so that a browser that dies loses nothing.
(() => {
  const root = document.querySelector("[data-reviews]"), dialog = document.getElementById("acuerdo");
  if (!root || !dialog) return;
  const LIMIT = 15000, words = root.dataset;
  const paper = dialog.querySelector("[data-agreement]"), trouble = document.querySelector("[data-trouble]");
  const token = JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}")["X-CSRFToken"] || "";
  const ALONE = { "HX-Request": "true", "X-CSRFToken": token }; // the form without its page
  const warn = (text) => { trouble.textContent = text; trouble.hidden = !text; };
  const store = () => `acuerdo:${words.who}:${words.meeting}:${root.querySelector("#revision").dataset.code}`;
  let from = "";

  const formIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("form[method=post]");
  const lay = (form) => {
    for (const name of form.getAttributeNames().filter((one) => one.startsWith("hx-"))) form.removeAttribute(name);
    form.action = new URL(form.getAttribute("action") || from, new URL(from, location.href)).href;
    paper.replaceChildren(form);
    (paper.querySelector("[aria-invalid=true]") || paper.querySelector("textarea, input:not([type=hidden]), select"))?.focus();
  };
  const restore = (form) => {
    let old = null;
    try { old = JSON.parse(localStorage.getItem(store())); } catch { /* nothing kept */ }
    for (const [name, value] of Object.entries(old || {})) {
      const field = form.elements[name];
      if (!field || field.type === "hidden" || field instanceof RadioNodeList) continue;
      if (field.type === "checkbox") field.checked = true; else field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  root.addEventListener("review:agree", async () => {
    const link = root.querySelector("[data-agree]");
    if (!link) return;
    from = link.href;
    if (paper.querySelector("form")) { dialog.showModal(); return; }
    try {
      const answer = await fetch(from, { headers: ALONE, signal: AbortSignal.timeout(LIMIT) });
      if (answer.redirected) { warn(words.signedout); return; }
      const form = formIn(await answer.text());
      if (!form) { location.assign(from); return; }
      dialog.showModal();
      lay(form);
      restore(form);
    } catch { warn(words.offline); }
  });
  root.addEventListener("review:gone", () => paper.replaceChildren());
  dialog.addEventListener("input", (event) => {
    const { form } = event.target;
    if (!form) return;
    const typed = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    try { localStorage.setItem(store(), JSON.stringify(Object.fromEntries(typed))); } catch { /* full: the page still has it */ }
  });
  dialog.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-agreement] form");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const kept = store();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), headers: ALONE, signal: AbortSignal.timeout(LIMIT) });
      if (answer.ok && (answer.headers.get("HX-Trigger") || "").includes("agreement-noted")) {
        localStorage.removeItem(kept);
        paper.replaceChildren();
        dialog.close();
        warn("");
        root.dispatchEvent(new Event("review:agreed"));
      } else if (answer.redirected) warn(words.signedout);
      else {
        const again = formIn(await answer.text());
        if (again) lay(again); else warn(words.offline);
      }
    } catch { warn(words.offline); } finally { delete form.dataset.busy; }
  });
})();
