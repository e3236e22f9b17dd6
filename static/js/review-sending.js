// What the desk of the review sends and asks for; until the server has it, it stands in this machine's store.
//
// `window.reviewPage` is what the desk's files share: this one, then review-clock.js, review-jump.js, reviews.js.
(() => {
  const root = document.querySelector("[data-reviews]");
  if (!root) return;
  const LIMIT = 15000, AHEAD = 20000, SETTLED = 10000;
  const words = root.dataset;
  const STORE = `revision:${words.who}:${words.meeting}:`;
  const stops = JSON.parse(document.getElementById("paradas").textContent);
  const token = JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}")["X-CSRFToken"] || "";
  const address = (code, act = "") => `${words.base}${encodeURIComponent(code)}/${act}`;

  const trouble = document.querySelector("[data-trouble]");
  const warn = (text) => { trouble.textContent = text; trouble.hidden = !text; };

  // --- to the server
  class SignedOut extends Error {}
  class Refused extends Error {}
  const ask = async (url, options = {}) => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT), ...options });
    if (answer.redirected || answer.status === 401) throw new SignedOut();
    return answer;
  };
  const post = async (code, act, body, options = {}) => {
    const answer = await ask(address(code, act), {
      method: "POST", body: new URLSearchParams(body), headers: { Accept: "application/json", "X-CSRFToken": token }, ...options,
    });
    if (answer.status === 403 || answer.status === 409 || answer.status === 422) {
      const told = await answer.json().catch(() => ({}));
      throw new Refused(`${told.message || answer.status} ${told.remedy || ""}`.trim());
    }
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  // --- what waits in this machine's store
  const drafts = {
    get: (code) => { try { return JSON.parse(localStorage.getItem(STORE + code)); } catch { return null; } },
    put: (code, draft) => { try { localStorage.setItem(STORE + code, JSON.stringify({ ...draft, at: Date.now() })); } catch { /* full: the page still has it */ } },
    drop: (code) => localStorage.removeItem(STORE + code),
    codes: () => Object.keys(localStorage).filter((key) => key.startsWith(STORE)).map((key) => key.slice(STORE.length)),
  };
  const bodyOf = (draft) => {
    const body = { edition: draft.edition };
    if (draft.text !== undefined) { body.comment = draft.text; body.read_comment = draft.read; }
    if (draft.verdict !== undefined) { body.verdict = draft.verdict; body.read_verdict = draft.readVerdict; }
    return body;
  };
  const sent = (code, draft, options) => draft.state === undefined
    ? post(code, "anotar/", bodyOf(draft), options)
    : post(code, "marcar/", { state: draft.state, read_state: draft.readState, edition: draft.edition }, options);

  // --- the next one, before it is asked for
  const known = new Map();
  const fetched = async (code) => {
    const answer = await ask(`${address(code)}?parte=1`);
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  };
  const isFresh = (code) => known.has(code) && Date.now() - known.get(code).at < AHEAD;
  const ahead = {
    fetch: (code) => {
      if (!code || isFresh(code)) return;
      const html = fetched(code);
      html.catch(() => known.delete(code));
      known.set(code, { html, at: Date.now() });
    },
    take: (code) => (isFresh(code) ? known.get(code).html : fetched(code)),
    forget: (code) => known.delete(code),
  };

  // What another page of this machine left behind, before it died or lost the network; `opened()`: the code on the desk.
  const flush = async (opened) => {
    for (const code of drafts.codes()) {
      const draft = drafts.get(code);
      if (!draft || code === opened() || Date.now() - draft.at < SETTLED) continue;
      try {
        await sent(code, draft);
        if (drafts.get(code)?.at === draft.at) drafts.drop(code);
        ahead.forget(code);
      } catch (error) { if (error instanceof Refused) warn(`${code}: ${error.message}`); else return; }
    }
  };

  window.reviewPage = { root, words, STORE, stops, address, SignedOut, Refused, warn, ask, post, drafts, sent, flush, ahead };
})();
