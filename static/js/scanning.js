// A hand scanner ends what it reads with Enter: that reads the carton, it does not go on to the next field.
(() => {
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key !== "Enter" || event.isComposing || !box.matches?.("[data-scan]")) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) { box.form.requestSubmit(); return; }
    if (box.value.trim()) box.form.requestSubmit(document.getElementById(box.dataset.scan));
  }, true);
})();
