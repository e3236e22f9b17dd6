// A field that suggests while one types: <input data-choices list="id"> from the page, or data-source="drugs|places" from
// the server. Arrows choose, Enter or Tab takes, Escape closes. Without this script the browser's own list, or typing
// the clave, does the same.
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = (text) => fold(text).split(/[^a-z0-9]+/).filter(Boolean);
  const SOURCES = { drugs: "/sugerencias/medicamentos/", places: "/sugerencias/lugares/" };
  const MOST = 12;
  let open = null; // { input, box, rows, at }
  let asked = 0;

  function inPage(input) {
    const list = document.getElementById(input.dataset.listed);
    if (!list) return [];
    const typed = words(input.value);
    const digits = /^[\d.\s-]{3,}$/.test(input.value.trim()) ? input.value.replace(/\D/g, "") : "";
    const beside = input.dataset.of && input.closest("tr")?.querySelector(`[name$="-${input.dataset.of}"]`);
    const found = [];
    for (const option of list.options) {
      if (beside && option.dataset.of !== beside.value) continue;
      const text = ` ${fold(option.value)} ${option.dataset.key || ""}`;
      const fits = digits ? text.replace(/\./g, "").includes(digits) : typed.every((word) => text.includes(word));
      if (fits) found.push({ value: option.value, hint: option.label });
      if (found.length === MOST) break;
    }
    return found;
  }

  async function fromServer(input) {
    if (input.value.trim().length < 2) return [];
    const mine = ++asked;
    const answer = await fetch(`${SOURCES[input.dataset.source]}?q=${encodeURIComponent(input.value)}`, { credentials: "same-origin" });
    if (!answer.ok || mine !== asked) return null;
    return (await answer.json()).results;
  }

  function close() {
    if (!open) return;
    open.box.remove();
    open.input.setAttribute("aria-expanded", "false");
    open.input.removeAttribute("aria-activedescendant");
    open = null;
  }

  function mark(at) {
    open.at = at;
    [...open.box.children].forEach((item, index) => item.setAttribute("aria-selected", index === at));
    const chosen = open.box.children[at];
    if (chosen) { open.input.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); }
  }

  function take(input, row) {
    input.value = row.value;
    if (row.pack) input.dataset.pack = row.pack; else delete input.dataset.pack;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function show(input, rows) {
    close();
    if (!rows.length || document.activeElement !== input) return;
    if (rows.length === 1 && rows[0].value === input.value) { if (rows[0].pack) input.dataset.pack = rows[0].pack; return; }
    const box = document.createElement("ul");
    box.className = "choices";
    box.id = "choices";
    box.setAttribute("role", "listbox");
    rows.forEach((row, index) => {
      const item = document.createElement("li");
      item.id = `choice-${index}`;
      item.setAttribute("role", "option");
      const name = document.createElement("span");
      name.textContent = row.value;
      const hint = document.createElement("span");
      hint.className = "muted hint";
      hint.textContent = row.hint || "";
      item.append(name, hint);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(input, row); });
      box.append(item);
    });
    // An open dialog lies above the page, and so must what belongs to a field of it.
    const dialog = input.closest("dialog[open]");
    (dialog || document.body).append(box);
    const place = input.getBoundingClientRect();
    const frame = dialog?.getBoundingClientRect();
    const across = dialog ? dialog.scrollLeft - frame.left - dialog.clientLeft : scrollX;
    const down = dialog ? dialog.scrollTop - frame.top - dialog.clientTop : scrollY;
    const left = Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8));
    box.style.left = `${left + across}px`;
    box.style.top = `${place.bottom + down + 2}px`;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", "choices");
    open = { input, box, rows, at: 0 };
    mark(0);
  }

  async function suggest(input) {
    const rows = input.dataset.source ? await fromServer(input) : inPage(input);
    if (rows) show(input, rows);
  }

  function prepare(input) {
    if (input.dataset.listed !== undefined) return;
    input.dataset.listed = input.getAttribute("list") || "";
    input.removeAttribute("list");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
  }

  let later = 0;
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches?.("input[data-choices]")) { close(); return; }
    prepare(event.target);
    if (event.target.dataset.of && !event.target.value) suggest(event.target);
  });
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches?.("input[data-choices]")) return;
    prepare(input);
    delete input.dataset.pack;
    clearTimeout(later);
    later = setTimeout(() => suggest(input), input.dataset.source ? 160 : 0);
  });
  // Before the lines' own keys: what is chosen here is not yet the next field.
  document.addEventListener("keydown", (event) => {
    if (!open || event.target !== open.input || event.ctrlKey || event.metaKey) return;
    const last = open.rows.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? Math.min(last, open.at + 1) : Math.max(0, open.at - 1));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if ((event.key === "Enter" || event.key === "Tab") && (event.target.value || open.at > 0)) {
      take(open.input, open.rows[open.at]); // and the key goes on to the next field
    }
  }, true);
  document.addEventListener("focusout", (event) => { if (open && event.target === open.input) setTimeout(close, 120); });
})();
