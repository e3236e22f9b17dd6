// The click in the mail was the answer: send it. Programs that only look at links run no form.
(() => {
  const form = document.getElementById("confirm-contact");
  if (form) form.requestSubmit();
})();
