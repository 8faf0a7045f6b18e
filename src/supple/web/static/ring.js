// May this browser ring? Asked only when somebody taps the button; what it then gives is kept by Supple alone.
// @ts-check

const place = document.querySelector("[data-ring]");

if (place instanceof HTMLElement && "serviceWorker" in navigator && "PushManager" in window && isSecureContext) {
  const words = /** @type {HTMLElement} */ (place.querySelector("[data-ring-words]"));
  const button = /** @type {HTMLButtonElement} */ (place.querySelector("[data-ring-on]"));
  words.textContent = "This browser can ring, if you allow it.";
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      words.textContent = await agree(place) ? "This browser will ring. Try it below." : "It could not be kept. Try again.";
      setTimeout(() => location.reload(), 800);
    } catch {
      words.textContent = "The browser said no. In its settings, allow notices for this address, then try again.";
    }
  });
}

/** @param {HTMLElement} place */
async function agree(place) {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
  const worker = await navigator.serviceWorker.ready;
  const old = await worker.pushManager.getSubscription();
  if (old) await old.unsubscribe(); // its key may be another Supple's
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: place.dataset.key });
  const token = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";
  const sent = await fetch(place.dataset.url ?? "", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ ...made.toJSON(), device: device() }),
  });
  return sent.ok;
}

/** "Firefox on Android": enough to tell one's own devices apart. */
function device() {
  const agent = navigator.userAgent;
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(agent)?.[0] ?? "A browser";
  const system = /iPhone|iPad|Android|Windows|Mac|Linux/.exec(agent)?.[0] ?? "";
  return `${browser.replace("Edg", "Edge").replace("OPR", "Opera")}${system && ` on ${system}`}`;
}
