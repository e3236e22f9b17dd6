// Ledger lines by keyboard: Enter goes on, the last filled line brings the next, Ctrl+Enter sends the document.
(() => {
  const fieldsOf = (scope) => [...scope.querySelectorAll("input:not([type=hidden], [type=checkbox]), select, textarea")]
    .filter((field) => field.offsetParent !== null && !field.disabled);
  const totalOf = (table) => table.closest("form").querySelector(`[name="${table.dataset.lines}-TOTAL_FORMS"]`);
  const number = (table) => {
    let shown = 0;
    for (const row of table.tBodies[0].rows) if (!row.hidden) row.cells[0].textContent = ++shown;
  };

  function add(table) {
    const total = totalOf(table);
    const most = Number(table.closest("form").querySelector(`[name="${table.dataset.lines}-MAX_NUM_FORMS"]`)?.value || 1000);
    if (Number(total.value) >= most) return null;
    const holder = document.createElement("tbody");
    holder.innerHTML = table.parentElement.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.rows[0];
    table.tBodies[0].append(row);
    total.value = Number(total.value) + 1;
    number(table);
    window.htmx?.process?.(row);
    row.dispatchEvent(new CustomEvent("line:added", { bubbles: true }));
    return row;
  }

  function remove(table, row) {
    const box = row.querySelector("input[type=checkbox][name$=-DELETE]");
    const before = row.previousElementSibling;
    if (box) box.checked = true;
    fieldsOf(row).forEach((field) => { if (!box) field.value = ""; });
    row.hidden = true;
    number(table);
    const rows = [...table.tBodies[0].rows].filter((one) => !one.hidden);
    const next = rows.length ? (before && !before.hidden ? before : rows[0]) : add(table);
    if (next) fieldsOf(next)[0]?.focus();
  }

  document.addEventListener("keydown", (event) => {
    const table = event.target.closest?.("table[data-lines]");
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return;
    const form = event.target.closest?.("form:has(table[data-lines])");
    if (!form || event.target.matches("button, a, textarea, summary")) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) { form.requestSubmit(); return; }
    let fields = fieldsOf(form);
    const at = fields.indexOf(event.target);
    if (table && event.target.value && event.target.closest("tr") === [...table.tBodies[0].rows].filter((row) => !row.hidden).at(-1)
        && event.target === fieldsOf(event.target.closest("tr")).at(-1)) {
      add(table);
      fields = fieldsOf(form);
    }
    const next = fields[event.shiftKey ? at - 1 : at + 1];
    if (next) { next.focus(); next.select?.(); } else form.querySelector("button[type=submit]")?.focus();
  });

  // Something typed in the last line: the next one stands ready below it.
  document.addEventListener("input", (event) => {
    const table = event.target.closest?.("table[data-lines]");
    if (!table || !event.target.value) return;
    const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden);
    if (event.target.closest("tr") === rows.at(-1) && event.target === fieldsOf(rows.at(-1)).at(-1)) add(table);
  });

  document.addEventListener("click", (event) => {
    const adding = event.target.closest("[data-add-line]");
    if (adding) {
      const row = add(document.querySelector(`table[data-lines="${adding.dataset.addLine}"]`));
      if (row) fieldsOf(row)[0]?.focus();
    }
    const removing = event.target.closest("[data-remove-line]");
    if (removing) remove(removing.closest("table"), removing.closest("tr"));
  });
})();
