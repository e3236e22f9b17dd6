// The form to appoint: only the places where the chosen role is held, narrowed by what one types; no titular or
// substitute where the role has none. Without this script every place is there, and the server says what does not fit.
(() => {
  const role = document.getElementById("id_role");
  const place = document.getElementById("id_place");
  if (!role || !place) return;
  const MANY = 15;
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  // What a kind of hospital is called in full tells nothing beside its number and city: «zona 2 aguas».
  const IDLE = /^(hospital|general|regional|zona|subzona|unidad|delegacion|de|del|la|las|los|el|no|num|numero|y|con)$/;
  const words = (text) => fold(text).split(/[^a-z0-9]+/).filter((word) => word && !IDLE.test(word));
  const holding = document.querySelector("[name=holding]")?.closest(".field");
  const whole = [...place.children].map((child) => child.cloneNode(true));
  const is = (kind) => Boolean(role.value) && role.dataset[kind].split(" ").includes(role.value);

  const narrow = document.createElement("input");
  narrow.type = "search";
  narrow.className = "narrow";
  narrow.autocomplete = "off";
  narrow.setAttribute("aria-label", place.dataset.narrow);
  narrow.placeholder = place.dataset.narrow;
  narrow.setAttribute("aria-controls", place.id);
  const said = document.createElement("p");
  said.className = "help";
  said.setAttribute("role", "status");

  const held = (value) => {
    if (!role.value || !value) return true;
    const kind = is("country") ? "p" : is("delegation") ? "d" : "u";
    return value[0] === kind;
  };

  function fill() {
    const chosen = place.value;
    const typed = words(narrow.value);
    const fits = (option, group) => {
      if (!held(option.value)) return false;
      const there = words(`${group} ${option.text}`);
      return typed.every((word) => there.some((one) => (/^\d+$/.test(word) ? one === word : one.startsWith(word))));
    };
    const found = [];
    place.replaceChildren(
      ...whole.flatMap((child) => {
        const copy = child.cloneNode(true);
        if (copy.tagName === "OPTION") {
          if (copy.value && !fits(copy, "")) return [];
          if (copy.value) found.push(copy);
          return [copy];
        }
        for (const option of [...copy.children]) {
          if (fits(option, copy.label)) found.push(option);
          else option.remove();
        }
        return copy.children.length ? [copy] : [];
      }),
    );
    const kept = found.find((option) => option.value === chosen);
    place.value = kept ? chosen : found.length && (typed.length || found.length === 1) ? found[0].value : "";
    said.textContent = found.length ? "" : place.dataset.none;
  }

  function roleChosen() {
    if (holding) holding.hidden = Boolean(role.value) && !is("posts");
    fill();
  }

  if (place.querySelectorAll("option").length > MANY) {
    place.before(narrow);
    place.after(said);
  }
  narrow.addEventListener("input", fill);
  narrow.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); place.focus(); }
  });
  role.addEventListener("change", roleChosen);
  roleChosen();
})();
