// The desk of the review: goes from one delegation to the next by keys, saves what is typed, tells the wall what to show.
//
// What is typed stands in this machine's store until the server has it. A text is sent with what had been read before it
// (`read`), so that two people may write at once: the server puts both together, and this page takes over the outcome.
(() => {
  const page = window.reviewPage;
  if (!page) return;
  const SAVE = 700, LIVE = 3000, RETRY = 3000, FLUSH = 10000;
  const { root, words, stops, address, SignedOut, Refused, warn, ask, post, drafts, sent, flush, ahead } = page;
  const { startClock, stopClock, toggleClock, drive, openJump } = page;
  const here = () => root.querySelector("#revision");
  const trimmed = (text) => text.replace(/\s+$/, "");
  let desk = null;

  const tell = (text, kind = "") => {
    const line = root.querySelector("[data-saved]");
    if (line) { line.textContent = text; line.className = `review-saved ${kind}`; }
  };

  // --- the review on the desk
  const enter = () => {
    const one = here().dataset, box = root.querySelector("#comentario");
    desk = {
      code: one.code, next: one.next, previous: one.previous, edition: Number(one.edition), version: one.version,
      verdict: one.verdict, state: one.state, seconds: Number(one.seconds), limit: Number(one.limit),
      box, read: box ? box.value : "", text: box ? box.value : "",
    };
    document.title = `${one.name} · ${words.title}`;
    const kept = words.keeps && drafts.get(desk.code);
    if (kept) recover(kept);
    startClock(desk);
    for (const code of [desk.next, desk.previous]) ahead.fetch(code);
    live();
  };
  const recover = (kept) => {
    if (kept.text !== undefined && trimmed(kept.text) !== trimmed(desk.read)) {
      desk.text = desk.box.value = kept.text;
      desk.read = kept.read;
      desk.edition = kept.edition;
      tell(words.recovered, "is-warn");
      save(desk);
    } else textSaved(desk.code);
    if (isPressed(kept)) settle(desk, { verdict: kept.verdict, state: kept.state });
  };
  const take = (one, told) => {
    one.version = told.version;
    one.verdict = told.verdict;
    one.state = told.state;
    const stop = stops.find(([code]) => code === one.code);
    if (stop) stop[2] = told.state;
    if (one !== desk) return;
    for (const button of root.querySelectorAll("[data-verdicts] button")) button.setAttribute("aria-pressed", button.value === told.verdict);
    for (const button of root.querySelectorAll("[data-states] button")) button.setAttribute("aria-pressed", button.value === told.state);
    root.querySelector("[data-standing]").innerHTML = told.standing;
    for (const [id, html] of [["acordado", told.agreements], ["presentes", told.chairs]]) {
      const place = document.getElementById(id);
      if (place && place.innerHTML !== html) place.innerHTML = html;
    }
    document.querySelector("[data-progress]").textContent = `${stops.filter((stop) => stop[2] !== "pending").length} ${words.of} ${stops.length} ${words.seen}`;
  };
  // The outcome takes the place of what is shown, and the caret stays where it was in the text around it.
  const write = (one, text) => {
    const { box } = one, start = box.selectionStart, tail = box.value.slice(start);
    const focused = document.activeElement === box;
    box.value = one.text = text;
    if (focused) {
      const at = tail && text.endsWith(tail) ? text.length - tail.length : Math.min(start, text.length);
      box.setSelectionRange(at, at);
    }
  };

  const keep = (one) => drafts.put(one.code, { ...drafts.get(one.code), text: one.text, read: one.read, edition: one.edition });
  const isPressed = (draft) => draft?.verdict !== undefined || draft?.state !== undefined;
  // The text is the server's now; what was pressed and not answered still waits.
  const textSaved = (code) => {
    const draft = drafts.get(code);
    if (isPressed(draft)) drafts.put(code, { ...draft, text: undefined, read: undefined }); else drafts.drop(code);
  };
  const save = (one, options) => {
    clearTimeout(one.waiting);
    if (one.saving) { one.again = true; return one.saving; }
    if (trimmed(one.text) === trimmed(one.read)) {
      textSaved(one.code);
      return Promise.resolve();
    }
    const text = one.text;
    if (one === desk) tell(words.saving);
    one.saving = post(one.code, "anotar/", { comment: text, read_comment: one.read, edition: one.edition }, options).then((told) => {
      warn("");
      take(one, told);
      if (one.text === text) {
        if (one === desk && trimmed(text) !== told.comment) write(one, told.comment);
        one.read = told.comment;
        one.edition = told.edition;
        textSaved(one.code);
      } else if (told.merged) { one.read = text; one.again = true; } // still older than the server's: it puts both together again
      else { one.read = told.comment; one.edition = told.edition; one.again = true; }
      if (one === desk) {
        if (told.clash) tell(words.clash, "is-bad");
        else if (told.merged) tell(words.merged, "is-warn");
        else tell(`${words.kept} ${told.saved_at}`);
      }
    }).catch((error) => failed(one, error)).finally(() => {
      one.saving = null;
      if (one.again) { one.again = false; if (one.text !== one.read) { keep(one); save(one); } }
    });
    return one.saving;
  };
  const failed = (one, error) => {
    if (error instanceof Refused) { if (one === desk) tell(error.message, "is-bad"); else warn(error.message); return; }
    warn(error instanceof SignedOut ? words.signedout : words.offline);
    if (one === desk) tell(words.local, "is-warn");
    one.waiting = setTimeout(() => save(one), RETRY);
  };

  // --- how it stands: told at once, put right by the answer, kept until there is one
  const settle = async (one, draft) => {
    const full = { edition: one.edition, readVerdict: one.verdict, readState: one.state, ...draft };
    drafts.put(one.code, { ...full, ...(trimmed(one.text) === trimmed(one.read) ? {} : { text: one.text, read: one.read }) });
    for (const button of root.querySelectorAll("[data-verdicts] button, [data-states] button")) {
      button.setAttribute("aria-pressed", button.value === (button.name === "verdict" ? full.verdict ?? "" : full.state ?? ""));
    }
    if (one.saving) await one.saving;
    full.edition = one.edition;
    try {
      const told = await sent(one.code, { ...full, text: undefined, read: undefined });
      warn("");
      take(one, told);
      if (trimmed(told.comment) === trimmed(one.read)) one.edition = told.edition;
      drafts.drop(one.code);
      if (trimmed(one.text) !== trimmed(one.read)) keep(one);
      if (one === desk) tell(`${words.kept} ${told.saved_at}`);
    } catch (error) {
      if (error instanceof Refused) { drafts.drop(one.code); if (one === desk) { tell(error.message, "is-bad"); desk.version = ""; live(); } return; }
      warn(error instanceof SignedOut ? words.signedout : words.offline);
      setTimeout(() => { if (drafts.get(one.code)) settle(one, draft); }, RETRY);
    }
  };

  // --- what somebody else changed
  let lives = 0;
  const live = async () => {
    const one = desk, turn = ++lives;
    try {
      const answer = words.keeps ? await ask(`${address(one.code, "vivo/")}?v=${encodeURIComponent(one.version)}`) : null;
      if (answer?.status === 200 && one === desk && !one.saving) {
        const told = await answer.json();
        const clean = trimmed(one.text) === trimmed(one.read);
        if (trimmed(told.comment) !== trimmed(one.read)) {
          if (clean && told.edition > one.edition) { write(one, told.comment); one.read = told.comment; one.edition = told.edition; tell(words.other, "is-warn"); }
        } else one.edition = Math.max(one.edition, told.edition);
        take(one, told);
      }
      if (answer?.ok && !drafts.get(one.code)) warn("");
    } catch (error) {
      if (error instanceof SignedOut) warn(words.signedout);
    }
    if (turn === lives) setTimeout(() => { if (turn === lives) live(); }, LIVE);
  };

  // --- from one to the next
  let going = 0;
  const go = async (code, push = true) => {
    if (!code || code === desk.code) return;
    const turn = ++going;
    leave();
    let html;
    try { html = await ahead.take(code); }
    catch (error) { warn(error instanceof SignedOut ? words.signedout : words.offline); return; }
    if (turn !== going) return;
    ahead.forget(code);
    const made = document.createElement("template");
    made.innerHTML = html;
    here().replaceWith(made.content.querySelector("#revision"));
    if (push) history.pushState(null, "", address(code));
    root.dispatchEvent(new Event("review:gone"));
    scrollTo(0, 0);
    here().querySelector("h1").focus({ preventScroll: true });
    enter();
  };
  const leave = (options) => {
    stopClock(options);
    ahead.forget(desk.code);
    if (desk.box) save(desk, options);
  };
  addEventListener("popstate", () => {
    const code = decodeURIComponent(location.pathname.slice(words.base.length).replace(/\/$/, ""));
    if (stops.some(([one]) => one === code)) go(code, false); else location.reload();
  });
  addEventListener("pagehide", () => leave({ keepalive: true }));

  // --- an agreement, in the same breath (review-agreement.js)
  const openAgreement = () => root.dispatchEvent(new Event("review:agree"));
  root.addEventListener("review:agreed", () => { tell(words.agreed); live(); });

  // --- presses and keys
  root.addEventListener("submit", (event) => {
    const { submitter, target } = event;
    if (target.matches("[data-verdicts]")) { event.preventDefault(); settle(desk, { verdict: submitter.value }); }
    else if (target.matches("[data-states]")) { event.preventDefault(); settle(desk, { state: submitter.value }); }
    else if (target.matches("[data-writing]")) { event.preventDefault(); save(desk); }
  });
  root.addEventListener("click", (event) => {
    const going = event.target.closest("[data-go]");
    if (going && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); go(going.dataset.go); }
    else if (event.target.closest("[data-agree]")) { event.preventDefault(); openAgreement(); }
  });
  root.addEventListener("input", (event) => {
    if (event.target !== desk.box) return;
    desk.text = desk.box.value;
    keep(desk);
    clearTimeout(desk.waiting);
    desk.waiting = setTimeout(() => save(desk), SAVE);
  });
  root.addEventListener("focusout", (event) => { if (event.target === desk.box) save(desk); });
  const keys = document.getElementById("teclas");
  document.querySelector("[data-keys]")?.addEventListener("click", () => keys.showModal());
  const press = (selector) => { const button = root.querySelector(selector); if (button && !button.matches(":disabled")) button.click(); };
  const PRESSES = {
    ArrowRight: () => { if (desk.next) go(desk.next); else press("[data-end]"); }, ArrowLeft: () => { if (desk.previous) go(desk.previous); else tell(words.first); },
    g: openJump, a: openAgreement, t: toggleClock, p: drive, "?": () => keys.showModal(),
    c: () => { if (desk.box && !desk.box.readOnly) { desk.box.focus(); desk.box.setSelectionRange(desk.box.value.length, desk.box.value.length); } },
    1: () => press("[value=good]"), 2: () => press("[value=watch]"), 3: () => press("[value=grave]"),
    n: () => press("[value=absent]"), s: () => press("[value=skipped]"), 0: () => press("[value=pending]"),
  };
  // A presenter's remote sends these.
  Object.assign(PRESSES, { PageDown: PRESSES.ArrowRight, PageUp: PRESSES.ArrowLeft });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === desk.box) { desk.box.blur(); here().querySelector("h1").focus({ preventScroll: true }); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.target.matches("input, textarea, select, [contenteditable], [role=combobox]") || event.target.closest("[data-menu][open]")) return;
    const act = PRESSES[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) { event.preventDefault(); act(); }
  });

  Object.assign(page, { go });
  const opened = () => desk.code;
  enter();
  flush(opened);
  setInterval(() => flush(opened), FLUSH);
})();
