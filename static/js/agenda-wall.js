// The projector's page of an agenda: arrows go on, «t» starts and stops the clock of a matter; a reload loses nothing.
(() => {
  const matter = document.querySelector("[data-matter]");
  if (!matter) return;
  const clock = document.querySelector("[data-clock]");
  const button = document.querySelector("[data-start]");
  const key = `agenda-${matter.dataset.matter}`;
  const limit = Number(matter.dataset.minutes) * 60;
  const read = () => {
    try { return JSON.parse(sessionStorage.getItem(key)) ?? { spent: 0, since: null }; } catch { return { spent: 0, since: null }; }
  };
  let state = read();
  const spent = () => state.spent + (state.since ? (Date.now() - state.since) / 1000 : 0);
  const draw = () => {
    const left = Math.round(limit - spent());
    const whole = Math.abs(left);
    const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    clock.textContent = left < 0 ? `+${text}` : text;
    clock.classList.toggle("is-over", left < 0);
    button.textContent = state.since ? button.dataset.stop : button.dataset.go;
  };
  const turn = () => {
    state = state.since ? { spent: spent(), since: null } : { spent: state.spent, since: Date.now() };
    sessionStorage.setItem(key, JSON.stringify(state));
    draw();
  };
  const stop = () => { if (state.since) turn(); };
  button.addEventListener("click", turn);
  for (const link of document.querySelectorAll(".wall-side a")) link.addEventListener("click", stop);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "t") { turn(); return; }
    const way = { ArrowRight: "[data-after]", PageDown: "[data-after]", ArrowLeft: "[data-before]", PageUp: "[data-before]" }[event.key];
    const link = way && document.querySelector(way);
    if (link) { event.preventDefault(); link.click(); }
  });
  draw();
  setInterval(draw, 500);
})();
