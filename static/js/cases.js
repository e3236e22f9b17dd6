// The large clock of a case goes on while its page is open: `<time data-until>` in the words that the server wrote.
(() => {
  const shown = document.querySelector("time[data-until]");
  if (!shown) return;
  const until = Date.parse(shown.dataset.until);
  const wasLate = until <= Date.now();
  const one = shown.dataset.day, many = shown.dataset.days;

  function spell(minutes) {
    const days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24, rest = minutes % 60;
    if (days) return `${days} ${days === 1 ? one : many}${hours && days < 10 ? ` ${hours} h` : ""}`;
    if (hours) return rest ? `${hours} h ${rest} min` : `${hours} h`;
    return `${rest} min`;
  }

  function tick() {
    const left = until - Date.now();
    // Once the limit passes, somebody else may have it: the page says so only when it is read again.
    if (left <= 0 !== wasLate) { location.reload(); return; }
    shown.textContent = spell(Math.floor(Math.abs(left) / 60000));
  }
  setInterval(tick, 20000);
})();
