// Minutes save themselves while one types, and nothing typed is lost: not to a colleague, not to a browser that dies.
//
// Each part is sent with what was read of it; the server brings both versions together and answers with what stands.
// What is not yet saved is kept in this browser, and sent when the page opens again.
(() => {
  const form = document.querySelector("[data-minutes]");
  if (!form) return;
  const WAIT = 1200, RETRY = 5000;
  const words = form.dataset;
  // Of whoever typed it: another secretary at the same computer neither reads nor sends it.
  const key = (part) => `minuta:${words.who}:${words.minutes}:${part}`;
  const edition = form.elements.edition;
  const say = (part, text, isWarning = false) => {
    const node = form.querySelector(`[data-state="${part.name}"]`);
    node.textContent = text;
    node.classList.toggle("is-warn", isWarning);
  };
  const remember = (part) => {
    try {
      localStorage.setItem(key(part.name), JSON.stringify({ base: part.base.value, text: part.area.value }));
    } catch { /* a full or closed store: the page still saves */ }
  };
  const forget = (part) => { try { localStorage.removeItem(key(part.name)); } catch { /* as above */ } };
  const kept = (part) => { try { return JSON.parse(localStorage.getItem(key(part.name))); } catch { return null; } };

  const parts = [...form.querySelectorAll("textarea[data-part]")].map((area) => ({
    name: area.dataset.part, area, base: form.querySelector(`[data-base="${area.dataset.part}"]`), timer: 0, busy: false,
  }));

  // As the server keeps a text; blanks at a line's end are not worth moving the hand for.
  const tidy = (text) => text.split("\n").map((line) => line.trimEnd()).join("\n").trim();

  // What stands comes into the page without moving the hand that writes.
  const show = (part, text) => {
    if (part.area.value === text) return;
    const at = part.area.selectionStart, fromEnd = part.area.value.length - at;
    const isBefore = text.slice(0, at) === part.area.value.slice(0, at);
    part.area.value = text;
    const spot = isBefore ? at : Math.max(0, text.length - fromEnd);
    if (document.activeElement === part.area) part.area.setSelectionRange(spot, spot);
  };

  const save = async (part) => {
    if (part.busy) return;
    if (part.area.value === part.base.value) { forget(part); return; }
    part.busy = true;
    const sent = part.area.value;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("edition", edition.value);
    body.set(`text-${part.name}`, sent);
    body.set(`base-${part.name}`, part.base.value);
    let wait = 0;
    try {
      const answer = await fetch(words.save, { method: "POST", body, headers: { Accept: "application/json" } });
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      if (!isJson) throw new Error(answer.status);
      const told = await answer.json();
      if (!answer.ok) {
        say(part, told.said || words.lost, true);
      } else {
        const stands = told.texts[part.name];
        edition.value = told.edition;
        if (part.area.value === sent) {
          const isSame = tidy(sent) === stands;
          if (!isSame) show(part, stands);
          part.base.value = isSame ? sent : stands;
          forget(part);
        } else {
          // Typed on meanwhile: what was sent is what the next version is told apart from.
          part.base.value = sent;
          wait = WAIT;
        }
        say(part, told.said, told.clashed.length > 0);
      }
    } catch {
      say(part, words.lost, true);
      wait = RETRY;
    } finally {
      part.busy = false;
    }
    if (wait) soon(part, wait);
  };
  const soon = (part, wait) => {
    clearTimeout(part.timer);
    part.timer = setTimeout(() => save(part), wait);
  };

  for (const part of parts) {
    const before = kept(part);
    if (before && before.text !== part.area.value) {
      part.base.value = before.base;
      part.area.value = before.text;
      say(part, words.recovered);
      soon(part, 200);
    }
    part.area.addEventListener("input", () => {
      remember(part);
      say(part, words.waiting);
      soon(part, WAIT);
    });
  }
  window.addEventListener("online", () => parts.forEach((part) => soon(part, 0)));
  form.addEventListener("submit", () => parts.forEach((part) => clearTimeout(part.timer)));
})();
