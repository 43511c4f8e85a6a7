// Passkeys: shows the buttons that need a script, and does what they say. Without it the page works
// by e-mail.
const decode = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

async function post(path, body) {
  const token = document.querySelector('input[name="_csrf"]').value;
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-XSRF-TOKEN": token },
    body: body ? JSON.stringify(body) : "{}",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function make(place) {
  const options = await post(place.dataset.options);
  options.challenge = decode(options.challenge);
  options.user.id = decode(options.user.id);
  for (const known of options.excludeCredentials) known.id = decode(known.id);
  const made = await navigator.credentials.create({ publicKey: options });
  return {
    id: made.id,
    rawId: encode(made.rawId),
    type: made.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: encode(made.response.clientDataJSON),
      attestationObject: encode(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    },
  };
}

async function show(place) {
  const options = await post(place.dataset.options);
  options.challenge = decode(options.challenge);
  const shown = await navigator.credentials.get({ publicKey: options });
  const handle = shown.response.userHandle;
  return {
    id: shown.id,
    rawId: encode(shown.rawId),
    type: shown.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: encode(shown.response.clientDataJSON),
      authenticatorData: encode(shown.response.authenticatorData),
      signature: encode(shown.response.signature),
      userHandle: handle ? encode(handle) : null,
    },
  };
}

function action(place) {
  const { action, door, next } = place.dataset;
  return next ? `${action}?${new URLSearchParams({ door, next })}` : action;
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential || location.hostname !== place.dataset.site) continue;
  place.hidden = false;
  const button = place.querySelector("button");
  const wrong = place.querySelector(".wrong");
  button.addEventListener("click", async () => {
    button.disabled = true;
    wrong.hidden = true;
    try {
      const answer = place.dataset.passkey === "make" ? await make(place) : await show(place);
      location.assign((await post(action(place), answer)).next);
    } catch {
      wrong.hidden = false;
      button.disabled = false;
    }
  });
}
