// Rows by keyboard, density, and the columns one wants to see. Rows: <tr data-href="…">; columns: {% table_tools %}.
(() => {
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* forgotten, not broken */ } },
  };

  const rowsOf = (row) => [...row.closest("tbody").querySelectorAll("tr[data-href]")];
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("tr[data-href]");
    if (!row || event.target !== row) return;
    const rows = rowsOf(row);
    const at = rows.indexOf(row);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, j: at + 1, k: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined && rows[to]) {
      event.preventDefault();
      row.tabIndex = -1;
      rows[to].tabIndex = 0;
      rows[to].focus();
    } else if (event.key === "Enter") {
      location.assign(row.dataset.href);
    }
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-href]");
    if (!row || event.target.closest("a, button, input, select, label, summary") || getSelection().toString()) return;
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href); else location.assign(row.dataset.href);
  });

  const dense = (on) => {
    document.documentElement.dataset.density = on ? "dense" : "";
    for (const button of document.querySelectorAll("[data-density][aria-pressed]")) button.setAttribute("aria-pressed", on);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-density]");
    if (!button) return;
    const on = button.getAttribute("aria-pressed") !== "true";
    store.set("densidad", on ? "1" : "");
    dense(on);
  });

  const keyOf = (id) => `columnas:${id}`;
  const hiddenOf = (id) => new Set(JSON.parse(store.get(keyOf(id)) || "[]"));
  function showColumns(table, hidden) {
    const titles = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    for (const row of table.rows) {
      if (row.cells.length !== titles.length) continue;
      titles.forEach((title, index) => { row.cells[index].hidden = hidden.has(title); });
    }
  }
  function choices(menu) {
    const table = document.getElementById(menu.dataset.columnsFor);
    const panel = menu.querySelector(".menu-panel");
    if (!table?.tHead) { menu.hidden = true; return; }
    const hidden = hiddenOf(table.id);
    panel.replaceChildren(...[...table.tHead.rows[0].cells].map((cell, index) => {
      const title = cell.textContent.trim();
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = !hidden.has(title);
      box.disabled = index === 0;
      box.addEventListener("change", () => {
        const now = hiddenOf(table.id);
        if (box.checked) now.delete(title); else now.add(title);
        store.set(keyOf(table.id), JSON.stringify([...now]));
        showColumns(document.getElementById(table.id), now);
      });
      label.append(box, title);
      return label;
    }));
    showColumns(table, hidden);
  }

  function prepare() {
    dense(store.get("densidad") === "1");
    for (const body of document.querySelectorAll("tbody:has(> tr[data-href])")) {
      body.querySelectorAll("tr[data-href]").forEach((row, index) => { row.tabIndex = index ? -1 : 0; });
    }
    document.querySelectorAll("[data-columns-for]").forEach(choices);
  }
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:after:swap", prepare);
  if (document.readyState !== "loading") prepare();
})();
