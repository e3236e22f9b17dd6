// The wall of the room: asks what is being looked at, puts it in place, counts how long. Nobody touches it.
(() => {
  const EVERY = 1500, LIMIT = 8000, LOST = 6000;
  const wall = () => document.getElementById("pared");
  const lost = document.querySelector("[data-lost]");
  let answered = Date.now(), ahead = 0;
  // A wall does not scroll: what stands below the six figures is made small enough to be seen whole.
  const fit = () => {
    const parts = document.querySelector("#revision .review-parts");
    if (!parts) return;
    for (let share = 1; share >= 0.6; share -= 0.04) {
      parts.style.fontSize = `${share}em`;
      if (document.documentElement.scrollHeight <= innerHeight) break;
    }
  };
  addEventListener("resize", () => fit());
  const read = () => {
    fit();
    const now = Number(wall().dataset.now);
    if (now) ahead = now * 1000 - Date.now();
  };
  const clock = () => {
    const review = document.getElementById("revision"), place = review?.querySelector("[data-clock]");
    if (!place || !review.dataset.shown || wall().dataset.running !== "1") return;
    const seconds = Math.max(0, Math.floor((Date.now() + ahead) / 1000) - Number(review.dataset.shown));
    place.querySelector("[data-clock-value]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const limit = Number(review.dataset.limit);
    place.classList.toggle("is-over", limit > 0 && seconds > limit);
  };
  const ask = async () => {
    try {
      const answer = await fetch(wall().dataset.poll, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(LIMIT) });
      if (answer.redirected) { location.reload(); return; }
      if (answer.status === 200) {
        const made = document.createElement("template");
        made.innerHTML = await answer.text();
        wall().replaceWith(made.content.querySelector("#pared"));
        read();
        document.title = document.querySelector("#pared h1")?.textContent || document.title;
      }
      if (answer.ok) answered = Date.now();
    } catch { /* the banner tells */ }
    lost.hidden = Date.now() - answered < LOST;
    setTimeout(ask, EVERY);
  };
  read();
  clock();
  setInterval(clock, 500);
  setTimeout(ask, EVERY);
})();
