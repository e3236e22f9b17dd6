// Passkeys, and copying what must be kept. A form says with data-passkey what the device is asked for:
// "create" and "confirm" read their question from the page (data-options), "sign-in" asks the server for it.
(() => {
  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withBytes = (known) => (known || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  const question = async (form) => {
    if (form.dataset.passkey !== "sign-in") {
      const asked = JSON.parse(document.getElementById(form.dataset.options).textContent);
      return (asked.creation_options || asked.request_options).publicKey;
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no question");
    return (await answer.json()).request_options.publicKey;
  };

  const create = async (asked) => {
    const made = await navigator.credentials.create({ publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge),
      user: { ...asked.user, id: toBytes(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials),
      // Kept on the device and opened by its owner alone, so that it can sign in by itself.
      authenticatorSelection: {
        ...asked.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
      },
    } });
    return {
      attestationObject: toText(made.response.attestationObject),
      clientDataJSON: toText(made.response.clientDataJSON),
      transports: made.response.getTransports ? made.response.getTransports() : [],
      of: made,
    };
  };

  const confirm = async (asked) => {
    const given = await navigator.credentials.get({ publicKey: {
      ...asked, challenge: toBytes(asked.challenge), allowCredentials: withBytes(asked.allowCredentials),
    } });
    return {
      authenticatorData: toText(given.response.authenticatorData),
      clientDataJSON: toText(given.response.clientDataJSON),
      signature: toText(given.response.signature),
      userHandle: given.response.userHandle ? toText(given.response.userHandle) : null,
      of: given,
    };
  };

  const tell = (form, text, address) => {
    const place = form.querySelector("[data-fault]");
    place.textContent = text;
    if (address) {
      const link = document.createElement("a");
      link.href = link.textContent = address;
      place.append(" ", link);
    }
    place.hidden = false;
  };

  const ask = async (form) => {
    form.querySelector("[data-fault]").hidden = true;
    if (!window.PublicKeyCredential) {
      // A numeric address can hold no passkey; on one's own machine the same page has a name.
      if (location.hostname === "127.0.0.1") return tell(form, form.dataset.numeric, location.href.replace("127.0.0.1", "localhost"));
      return tell(form, form.dataset.unsupported);
    }
    if (location.hostname === "127.0.0.1") {
      return tell(form, form.dataset.numeric, location.href.replace("127.0.0.1", "localhost"));
    }
    try {
      const asked = await question(form);
      const { of, ...response } = await (form.dataset.passkey === "create" ? create(asked) : confirm(asked));
      form.elements.credential.value = JSON.stringify({
        type: of.type, id: of.id, rawId: toText(of.rawId), response,
        authenticatorAttachment: of.authenticatorAttachment || null,
        clientExtensionResults: of.getClientExtensionResults(),
      });
      form.submit();
    } catch (fault) {
      const words = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" };
      tell(form, form.dataset[words[fault.name] || "failed"]);
    }
  };

  // Until this runs the buttons are off: a form sent without the device's answer says nothing.
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("button[type=submit]").disabled = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      ask(form);
    });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const lines = [...document.getElementById(button.dataset.copy).children].map((line) => line.textContent.trim());
    const text = lines.length ? lines.join("\n") : document.getElementById(button.dataset.copy).textContent.trim();
    await navigator.clipboard.writeText(text);
    button.lastChild.textContent = button.dataset.copied;
  });
})();
