// From one review to any other, by code, CLUES or name.
(() => {
  const page = window.reviewPage;
  if (!page) return;
  const { words, stops } = page;
  const jump = document.getElementById("ir"), typed = document.getElementById("ir-a");
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  const found = (text) => {
    const sought = plain(text);
    if (!sought) return undefined;
    const tests = [([code]) => plain(code) === sought, ([, name]) => plain(name) === sought, ([code]) => plain(code).startsWith(sought), ([, name]) => plain(name).startsWith(sought), ([, name]) => plain(name).includes(sought)];
    for (const test of tests) { const stop = stops.find(test); if (stop) return stop[0]; }
    return undefined;
  };
  const openJump = () => { typed.value = ""; jump.querySelector("[data-found]").textContent = ""; jump.showModal(); typed.focus(); };
  jump.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = found(typed.value);
    if (!code) { jump.querySelector("[data-found]").textContent = `${words.unknown} ${typed.value}`; return; }
    jump.close();
    page.go(code);
  });

  document.querySelector("[data-jump]")?.addEventListener("click", openJump);
  Object.assign(page, { openJump });
})();
