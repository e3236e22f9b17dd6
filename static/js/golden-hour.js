// The golden hour's board: counts down, asks every second what changed, and keeps what is tapped while there is no network.
//
// What time it is comes from the server with each answer. A tap is kept as two guesses of the server's time, by the
// page's own clock and by the telephone's; it is sent with its age, by the guess that proves right once there is an answer.
(() => {
  const EVERY = 1000, EMPTY_EVERY = 3000, KIT_EVERY = 60000, RETRY = 3000, LIMIT = 8000, HONEST = 3000, LOST = 5000, LATE = 4000;
  const STORE = "hora-dorada";

  // --- the server's time
  let perfOffset = -Infinity, wallOffset = 0, syncedAt = 0, syncedWall = 0;
  const setNow = (text) => {
    const sent = Number(text);
    if (!sent) return;
    perfOffset = Math.max(perfOffset, sent - performance.now());
    syncedAt = perfOffset + performance.now();
    syncedWall = Date.now();
    wallOffset = syncedAt - syncedWall;
  };
  const now = () => perfOffset + performance.now();

  // --- countdowns, on the board and on an episode's page
  const split = (seconds) => [String(Math.floor(seconds / 60)), `:${String(seconds % 60).padStart(2, "0")}`];
  const put = (node, text) => { if (node && node.textContent !== text) node.textContent = text; };
  const count = (one, words) => {
    const seconds = Math.floor(now() / 1000);
    let level = "";
    if (one.dataset.d) {
      const left = Number(one.dataset.d) - seconds;
      level = left < 0 ? "late" : left <= Number(words.urgent) ? "urgent" : left <= Number(words.soon) ? "soon" : "time";
      const big = one.querySelector("b");
      const [minutes, rest] = split(Math.abs(left));
      if (!big.firstElementChild) big.replaceChildren(minutes, document.createElement("small"));
      if (big.firstChild.nodeValue !== minutes) big.firstChild.nodeValue = minutes;
      put(big.lastElementChild, rest);
      put(one.querySelector("i"), left < 0 ? words.late : words.left);
    } else if (one.dataset.e) {
      level = seconds - Number(one.dataset.e) >= Number(words.missing) ? "missing" : "coming";
      if (level === "missing") put(one.querySelector("i"), words.notcome);
    }
    return level;
  };
  const lone = document.querySelector(".hour-now[data-now]");
  if (lone) {
    setNow(lone.dataset.now);
    const tick = () => {
      const level = count(lone, lone.dataset);
      if (level) lone.className = `card hour-now ${level}`;
    };
    setInterval(tick, 500);
    tick();
  }

  const board = document.querySelector("[data-golden]");
  if (!board) return;
  const words = board.dataset;
  const form = board.querySelector("[data-taps]");
  const lost = board.querySelector("[data-lost]");
  const told = board.querySelector("[data-said]");
  const steps = JSON.parse(document.getElementById("pasos").textContent);
  const live = () => document.getElementById("vivo");
  const clock = new Intl.DateTimeFormat("es-MX", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: words.zone });

  // --- sound, if this screen wants it: it is asked for by a press, which is also what lets a browser make any
  const bell = document.querySelector("[data-sound]");
  let loud = localStorage.getItem(`${STORE}-sonido`) === "1", air = null;
  const ring = (notes) => {
    if (!loud) return;
    air ??= new AudioContext();
    if (air.state === "suspended") air.resume();
    notes.forEach((pitch, turn) => {
      const tone = air.createOscillator(), volume = air.createGain(), at = air.currentTime + turn * 0.28;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.25);
      tone.connect(volume).connect(air.destination);
      tone.start(at);
      tone.stop(at + 0.27);
    });
  };
  bell?.setAttribute("aria-pressed", loud);
  bell?.addEventListener("click", () => {
    loud = !loud;
    localStorage.setItem(`${STORE}-sonido`, loud ? "1" : "0");
    bell.setAttribute("aria-pressed", loud);
    ring([660]);
  });

  // --- what has been tapped and not been answered
  const read = () => { try { return JSON.parse(localStorage.getItem(STORE)) || []; } catch { return []; } };
  const page = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const own = (tap) => tap.who === words.who;
  // Another tab of the same telephone may have added or sent some: the store is read each time.
  const keep = (change) => { localStorage.setItem(STORE, JSON.stringify(change(read()))); decorate(); };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

  const say = (text, bad, undo) => {
    const line = document.createElement("p");
    line.append(text);
    if (bad) line.className = "bad";
    if (undo) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.textContent = words.undo;
      button.addEventListener("click", () => { button.disabled = true; takeBack(undo, line); });
      line.append(button);
    }
    told.append(line);
    while (told.children.length > 3) told.firstElementChild.remove();
    setTimeout(() => line.remove(), bad ? 20000 : 12000);
  };

  // Buttons say what waits, and the step after it can be tapped too.
  const decorate = () => {
    for (const extra of board.querySelectorAll("[data-extra]")) extra.remove();
    for (const button of board.querySelectorAll("button[name=s][disabled]")) {
      button.disabled = false;
      button.textContent = steps.find(([name]) => name === button.value.split(".")[1])[1];
    }
    const taps = read();
    for (const card of board.querySelectorAll(".hours li")) {
      const waiting = taps.filter((tap) => own(tap) && tap.s.startsWith(`${card.id}.`)).map((tap) => tap.s.split(".")[1]);
      if (!waiting.length) continue;
      for (const [name, label] of steps) {
        let button = card.querySelector(`button[value="${card.id}.${name}"]`);
        const waits = waiting.includes(name);
        if (!waits && button) continue;
        const isNext = !waits && steps.findIndex(([one]) => one === name) === 1 + Math.max(...waiting.map((w) => steps.findIndex(([one]) => one === w)));
        if (!waits && !isNext) continue;
        if (!button) {
          button = document.createElement("button");
          button.name = "s";
          button.value = `${card.id}.${name}`;
          button.dataset.extra = "";
          button.textContent = label;
          card.append(button);
        }
        if (waits) { button.disabled = true; button.textContent = `${label} · ${words.waiting}`; }
      }
    }
    banner();
  };

  let signedOut = false, lastOk = performance.now();
  const banner = () => {
    const taps = read(), unsent = taps.filter(own).length;
    const away = performance.now() - lastOk > LOST && !document.hidden;
    const lines = [];
    if (signedOut) lines.push(words.signedout);
    else if (away) lines.push(`${words.offline} ${clock.format(perfOffset + lastOk)}. ${words.kept}`);
    if (unsent && (away || signedOut)) lines.push(`${words.unsent} ${unsent}.`);
    if (unsent < taps.length) lines.push(words.others);
    const text = lines.join(" ");
    lost.hidden = !text;
    put(lost, text);
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name !== "s") return;
    event.preventDefault();
    event.stopPropagation();
    const tap = { s: button.value, key: newKey(), who: words.who, url: form.action, page, perf: now(), at: performance.now(), wall: Date.now() + wallOffset, since: syncedAt, sinceWall: syncedWall, tries: 0 };
    keep((taps) => taps.some((one) => own(one) && one.s === tap.s) ? taps : [...taps, tap]);
    send();
  });

  const within = async (url, options = {}) => {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), LIMIT);
    try { return await fetch(url, { redirect: "manual", signal: stop.signal, ...options }); } finally { clearTimeout(timer); }
  };
  const waited = (tap) => tap.tries > 0 || tap.page !== page || performance.now() - tap.at > LATE;
  // Seconds since the tap: by the telephone's clock if it has proved honest since the last answer before it.
  const ageOf = (tap) => {
    if (!waited(tap)) return (performance.now() - tap.at) / 1000;
    const honest = Math.abs(tap.since + (Date.now() - tap.sinceWall) - now()) < HONEST;
    const at = Math.min(Math.max(honest ? tap.wall : tap.perf, tap.since), now());
    return (now() - at) / 1000;
  };
  const ask = async () => {
    const answer = await within(live().getAttribute("hx-get"));
    if (!answer.ok) throw new Error(String(answer.status));
    setNow(answer.headers.get("X-Now"));
  };

  let sending = false, retry = 0;
  const send = async () => {
    if (sending) return;
    sending = true;
    clearTimeout(retry);
    try {
      for (let tap; (tap = read().find(own));) {
        const late = waited(tap);
        if (late) await ask();
        const body = new URLSearchParams({ s: tap.s, clave: tap.key, edad: ageOf(tap).toFixed(1), csrfmiddlewaretoken: form.csrfmiddlewaretoken.value });
        if (late) body.set("sin_red", "1");
        keep((taps) => taps.map((one) => one.key === tap.key ? { ...one, tries: one.tries + 1 } : one));
        const answer = await within(tap.url, { method: "POST", body, headers: { Accept: "application/json" } });
        if (answer.type === "opaqueredirect" || answer.status === 403) { signedOut = true; break; }
        if (![200, 404, 409].includes(answer.status)) throw new Error(String(answer.status));
        const said = answer.status === 404 ? { text: words.gone } : await answer.json();
        keep((taps) => taps.filter((one) => one.key !== tap.key));
        say(said.text, answer.status !== 200, answer.status === 200 && { url: said.undo, stamp: said.stamp });
        lastOk = performance.now();
        poll();
      }
    } catch { retry = setTimeout(send, RETRY); }
    sending = false;
    decorate();
  };
  const takeBack = async (undo, line) => {
    const body = new URLSearchParams({ stamp: undo.stamp, error: "1", clave: newKey(), csrfmiddlewaretoken: form.csrfmiddlewaretoken.value });
    try {
      const answer = await within(undo.url, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = await answer.json();
      line.remove();
      say(said.text, !answer.ok);
      poll();
    } catch { line.querySelector("button").disabled = false; }
  };

  // --- what changed
  let asking = 0, asked = 0, kitAsked = performance.now();
  const poll = () => {
    if (document.hidden || (asking && performance.now() - asking < LIMIT)) return;
    asking = asked = performance.now();
    live().dispatchEvent(new CustomEvent("vivo"));
  };
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement?.id === "botiquin" && (ctx.response.status !== 200 || ctx.response.raw.redirected)) event.preventDefault();
    if (ctx.sourceElement?.id !== "vivo") return;
    const { status, headers, raw } = ctx.response;
    if (raw.redirected || status === 403 || status === 401) { signedOut = true; event.preventDefault(); banner(); return; }
    if (status !== 200 && status !== 204) { event.preventDefault(); return; }
    signedOut = false;
    lastOk = performance.now();
    setNow(headers.get("X-Now"));
    if (read().some(own)) send();
  });
  document.addEventListener("htmx:finally:request", (event) => { if (event.detail.ctx.sourceElement?.id === "vivo") asking = 0; });
  const seen = new Map([...board.querySelectorAll(".hours li")].map((card) => [card.id, ""]));
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.sourceElement?.id !== "vivo") return;
    decorate();
    tick();
  });

  const tick = () => {
    for (const card of board.querySelectorAll(".hours li")) {
      const level = count(card, words);
      if (level && card.className !== level) card.className = level;
      const before = seen.get(card.id);
      if (before === undefined) ring([660, 880]);
      else if (before && before !== card.className && ["urgent", "late", "missing"].includes(card.className)) ring([880, 660, 880]);
      seen.set(card.id, card.className);
    }
  };
  setInterval(() => {
    if (document.hidden) return;
    tick();
    banner();
    if (performance.now() - asked >= (board.querySelector(".hours") ? EVERY : EMPTY_EVERY) - 60) poll();
    if (performance.now() - kitAsked >= KIT_EVERY) {
      kitAsked = performance.now();
      document.getElementById("botiquin").dispatchEvent(new CustomEvent("existencia"));
    }
  }, 250);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { lastOk = performance.now(); poll(); } });
  addEventListener("online", () => { poll(); send(); });
  addEventListener("storage", (event) => { if (event.key === STORE) decorate(); });

  setNow(live().dataset.now);
  decorate();
  tick();
  send();
})();
