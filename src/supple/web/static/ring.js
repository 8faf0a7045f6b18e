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
  const { pushManager } = await navigator.serviceWorker.ready;
  const { key, url = "" } = place.dataset;
  const rings = await caches.open("ring-for");
  const here = await (await rings.match(url))?.json();
  let made = await pushManager.getSubscription();
  // One browser has one subscription for all diaries. It is ended only where it is another Supple's, or where this
  // diary has it already and it does not ring; the worker then tells the other diaries.
  if (made && (keyOf(made) !== key || here?.endpoint === made.endpoint)) {
    await made.unsubscribe();
    made = null;
  }
  made ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const token = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";
  const sent = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ ...made.toJSON(), device: device() }),
  });
  if (sent.ok) await rings.put(url, new Response(JSON.stringify({ key, endpoint: made.endpoint, device: device() })));
  return sent.ok;
}

/** @param {PushSubscription} made */
function keyOf(made) {
  const bytes = new Uint8Array(made.options.applicationServerKey ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** "Firefox on Android": enough to tell one's own devices apart. */
function device() {
  const agent = navigator.userAgent;
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(agent)?.[0] ?? "A browser";
  const system = /iPhone|iPad|Android|Windows|Mac|Linux/.exec(agent)?.[0] ?? "";
  return `${browser.replace("Edg", "Edge").replace("OPR", "Opera")}${system && ` on ${system}`}`;
}
