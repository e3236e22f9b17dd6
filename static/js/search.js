// The search of the whole site: suggestions come from the server while one types, arrows choose, Enter opens, Escape
// closes. "/" brings one here from anywhere; "/" again, with nothing typed, goes on to the search of the list shown.
(() => {
  const box = () => document.getElementById("buscar-todo");
  const list = () => document.getElementById("hallados");
  const options = () => [...list().querySelectorAll("[role=option][data-href]")];
  const typing = (element) => element.matches("input, select, textarea, [contenteditable]");
  const seen = (element) => element && element.getClientRects().length > 0;
  let at = -1;

  function mark(index) {
    const all = options();
    at = all.length ? (index + all.length) % all.length : -1;
    all.forEach((option, n) => option.setAttribute("aria-selected", n === at));
    if (at < 0) box().removeAttribute("aria-activedescendant");
    else { box().setAttribute("aria-activedescendant", all[at].id); all[at].scrollIntoView({ block: "nearest" }); }
  }

  function show(open) {
    list().hidden = !open;
    box().setAttribute("aria-expanded", open);
    at = -1;
    box().removeAttribute("aria-activedescendant");
  }

  const here = () => document.querySelector("main input[type=search], main [data-search]");
  const go = (element, event) => { event.preventDefault(); element.focus(); element.select(); };

  document.addEventListener("keydown", (event) => {
    const input = box();
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.target === input && !input.value) { if (here()) { go(here(), event); show(false); } else event.preventDefault(); }
      else if (!typing(event.target)) { const to = [input, here()].find(seen); if (to) go(to, event); }
      return;
    }
    if (!input || event.target !== input) return;
    const open = !list().hidden;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options().length) {
      event.preventDefault();
      if (!open) { show(true); mark(event.key === "ArrowDown" ? 0 : -1); }
      else mark(event.key === "ArrowDown" ? at + 1 : (at < 0 ? -1 : at - 1));
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      location.assign(options()[at].dataset.href);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      if (open) show(false); else input.value = "";
    } else if (event.key === "Tab") show(false);
  }, true);

  document.addEventListener("htmx:after:swap", () => {
    const input = box();
    if (!input || document.activeElement !== input || input.value.trim().length < 2) return;
    show(true);
    const n = options().length;
    document.querySelector("[data-found-said]").textContent = n ? `${n}: ${options()[0].textContent.trim()}` : list().textContent.trim();
  });
  document.addEventListener("input", (event) => { if (event.target === box() && event.target.value.trim().length < 2) show(false); });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest("#hallados [data-href]");
    if (option) { event.preventDefault(); location.assign(option.dataset.href); }
    else if (box() && !event.target.closest(".search") && !list().hidden) show(false);
  });
  document.addEventListener("focusin", (event) => { if (box() && !event.target.closest(".search") && !list().hidden) show(false); });
})();
