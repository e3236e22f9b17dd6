// Before anything is painted: the reader's own theme, and the mark that scripts run.
(() => {
  const root = document.documentElement;
  const wish = matchMedia("(prefers-color-scheme: dark)");
  const own = () => { try { return localStorage.getItem("tema"); } catch { return null; } };
  const apply = () => { root.dataset.theme = own() || (wish.matches ? "dark" : "light"); };
  root.classList.add("js");
  apply();
  wish.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("tema", next); } catch { /* a private window forgets */ }
    root.dataset.theme = next;
  });
})();
