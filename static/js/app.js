// What every page shares: menus, dialogs, toasts, the tile map's arrows. Pages work without any of it.
(() => {
  const toggle = document.querySelector(".nav-toggle");
  const sections = (open) => {
    toggle.setAttribute("aria-expanded", open);
    toggle.closest(".top").classList.toggle("open", open);
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = document.querySelector("[data-menu][open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
      else if (toggle?.getAttribute("aria-expanded") === "true") { sections(false); toggle.focus(); }
    }
    if (event.key.startsWith("Arrow") && event.target.matches(".tile")) moveOnMap(event);
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    if (toggle?.contains(event.target)) sections(toggle.getAttribute("aria-expanded") !== "true");
    else if (toggle && !event.target.closest(".top")) sections(false);
    const closing = event.target.closest("[data-close]");
    if (closing) closing.closest("[data-toast]").remove();
    const dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) dismiss.closest("dialog").close();
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
  });

  // Filters left empty stay out of the address, so that it reads well and is the same however one got there.
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    // The order may have been changed in place since the form was drawn.
    const order = new URLSearchParams(location.search).get("orden");
    if (order && event.target.matches(".filters")) event.formData.set("orden", order);
    for (const [name, value] of [...event.formData]) {
      if (value === "" || value === "unknown") event.formData.delete(name);
    }
  });

  // A form that asks first shows its dialog; the dialog's own button sends.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.confirm && !event.submitter?.hasAttribute("data-confirmed")) {
      event.preventDefault();
      document.getElementById(form.dataset.confirm).showModal();
      return;
    }
    // One press, one effect: the server has its own guard, this one is for the eye.
    if (form.method === "post") {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      setTimeout(() => { delete form.dataset.sent; }, 4000);
    }
  });

  // The nearest tile in the arrow's direction: straight ahead counts more than sideways.
  const placeOf = (tile) => {
    const cell = tile.parentElement.className;
    return [Number(/\br(\d+)/.exec(cell)[1]), Number(/\bc(\d+)/.exec(cell)[1])];
  };
  function moveOnMap(event) {
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const [row, column] = placeOf(event.target);
    let best = null;
    let least = Infinity;
    for (const tile of event.target.closest("[data-tilemap]").querySelectorAll("a.tile")) {
      const [r, c] = placeOf(tile);
      const ahead = (r - row) * down + (c - column) * right;
      const aside = Math.abs((r - row) * right) + Math.abs((c - column) * down);
      if (ahead > 0 && aside <= ahead * 2 && ahead + aside * 2.1 < least) { least = ahead + aside * 2.1; best = tile; }
    }
    if (best) { event.preventDefault(); best.focus(); }
  }

  // A sheet says when it left the printer, not when its page was opened.
  addEventListener("beforeprint", () => {
    const printed = document.querySelector("[data-printed]");
    if (printed) printed.textContent = new Date().toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  });

  // A toast without a way back leaves by itself; one with it stays until it is used or closed.
  const settle = (root) => {
    for (const toast of root.querySelectorAll("[data-toast].success, [data-toast].info")) {
      if (!toast.querySelector("form, a")) setTimeout(() => toast.remove(), 8000);
    }
    root.querySelector("[data-focus]")?.focus();
  };
  const ready = () => settle(document);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
