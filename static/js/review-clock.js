// The wall follows the desk, and how long it shows each one is counted.
(() => {
  const page = window.reviewPage;
  if (!page) return;
  const BEAT = 30000;
  const { root, words, STORE, post } = page;
  let shown = null;
  let drives = words.running && words.keeps && (sessionStorage.getItem(`${STORE}sala`) ?? (words.drives ? "1" : "0")) === "1";
  const driving = document.querySelector("[data-drive]"), timing = document.querySelector("[data-timer]");
  const show = () => { const one = shown; post(one.code, "mostrar/", {}).then((told) => { one.version = told.version; }, () => {}); };
  const drive = () => {
    if (!driving) return;
    drives = !drives;
    sessionStorage.setItem(`${STORE}sala`, drives ? "1" : "0");
    driving.setAttribute("aria-pressed", drives);
    if (drives) { show(); if (!ticking) toggleClock(); }
  };
  let ticking = false, since = 0;
  const spent = () => (ticking ? Math.floor((performance.now() - since) / 1000) : 0);
  const drawClock = () => {
    const place = root.querySelector("[data-clock]");
    if (!place || !shown) return;
    const seconds = shown.seconds + spent();
    place.hidden = !words.running && !seconds;
    place.querySelector("[data-clock-value]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    place.classList.toggle("is-over", shown.limit > 0 && seconds > shown.limit);
    place.classList.toggle("is-still", !ticking);
    timing?.setAttribute("aria-pressed", ticking);
  };
  const bank = (options) => {
    const seconds = Math.min(3600, spent()), one = shown;
    if (seconds < 1) return;
    since += seconds * 1000;
    one.seconds += seconds;
    post(one.code, "tiempo/", { seconds }, options).catch(() => {});
  };
  const startClock = (one) => {
    shown = one;
    ticking = Boolean(drives);
    since = performance.now();
    drawClock();
    if (drives) show();
  };
  const stopClock = (options) => { bank(options); ticking = false; };
  const toggleClock = () => { if (!timing) return; if (ticking) stopClock(); else { ticking = true; since = performance.now(); } drawClock(); };
  setInterval(() => { if (ticking && spent() * 1000 >= BEAT) bank(); drawClock(); }, 500);

  document.querySelector("[data-showing]")?.addEventListener("submit", (event) => { event.preventDefault(); drive(); });
  timing?.addEventListener("click", toggleClock);
  driving?.setAttribute("aria-pressed", Boolean(drives));
  Object.assign(page, { startClock, stopClock, toggleClock, drive });
})();
