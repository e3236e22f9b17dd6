// Pages of the ledger: packs become pieces, a count shows its differences, a reversal is asked for in place.
(() => {
  const number = (text) => (/^\s*\d[\d,]*\s*$/.test(text) ? Number(text.replaceAll(",", "")) : null);

  // Envases × piezas por envase, where the clave chosen says how many a pack holds.
  function fillPieces(row) {
    const packs = row.querySelector("[data-packs]");
    const drug = row.querySelector("input[data-choices]");
    const pieces = row.querySelector("[name$='-pieces']");
    if (!packs || !drug?.dataset.pack || !pieces || number(packs.value) === null) return;
    pieces.value = number(packs.value) * Number(drug.dataset.pack);
    pieces.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-packs]")) fillPieces(event.target.closest("tr")); });
  document.addEventListener("change", (event) => { if (event.target.matches?.("input[data-choices]")) { const row = event.target.closest("tr"); if (row) fillPieces(row); } });

  // Count: what was counted against the book, line by line and in all.
  function compare(input) {
    const cell = input.closest("tr").querySelector(".difference");
    const counted = number(input.value);
    cell.classList.remove("up", "down");
    if (counted === null) { cell.textContent = ""; return; }
    const difference = counted - Number(input.dataset.book);
    cell.textContent = difference > 0 ? `+${difference}` : difference < 0 ? `−${-difference}` : "=";
    cell.classList.toggle("up", difference > 0);
    cell.classList.toggle("down", difference < 0);
  }
  const counts = document.querySelectorAll("[data-count] input[data-book]");
  counts.forEach((input) => { compare(input); input.addEventListener("input", () => compare(input)); });

  // Enter goes down a column of figures; Ctrl+Enter sends.
  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (event.key !== "Enter" || !input.matches?.("[data-book], [data-sent]")) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) { input.form.requestSubmit(); return; }
    const all = [...input.form.querySelectorAll("[data-book], [data-sent]")];
    const next = all[all.indexOf(input) + (event.shiftKey ? -1 : 1)];
    if (next) { next.focus(); next.select(); }
  }, true);

  // Take back in place: the page that says what would change, in a dialog.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-reverse]");
    const dismiss = event.target.closest?.("dialog [data-dismiss-link]");
    if (dismiss) { event.preventDefault(); dismiss.closest("dialog").close(); return; }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.getElementById("confirmacion");
    if (!answer.ok || !part) { location.assign(link.href); return; }
    const dialog = document.createElement("dialog");
    dialog.className = "wide";
    dialog.append(document.importNode(part, true));
    dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
    document.body.append(dialog);
    dialog.showModal();
  });

  // A form opened to be typed in: the first empty line is where the hands are.
  if (!document.querySelector("[data-focus]")) {
    const place = document.querySelector("form.ledger-form .place-input");
    const first = place && !place.value ? place : [...document.querySelectorAll("form.ledger-form")][0]?.querySelector("table.lines tbody input:not([type=hidden], [type=checkbox])");
    const filled = first?.value && first.closest("tr")?.querySelectorAll("input:not([type=hidden], [type=checkbox])");
    (filled ? [...filled].find((input) => !input.value) : first)?.focus({ preventScroll: true });
  }
})();
