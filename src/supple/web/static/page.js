// What a page does beyond HTML, and works without: a double tap sends once, errors are read first, and the
// pages that are needed without a network are kept on the phone.
// @ts-check

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

// A tremor's second tap may land on the page that the first one brought. Within a blink, on the same spot, it is the
// same tap. Two taps that somebody means are slower than that.
const BLINK_MS = 400;
const SPOT_PX = 24;
const ONE_TAP = ".key, .quick__key, .after-tap .button, .compare .button, .zone";
addEventListener(
  "click",
  (event) => {
    const tapped = event.target instanceof Element ? event.target.closest(ONE_TAP) : null;
    if (!tapped || event.detail === 0) return; // a key press is no tap
    try {
      const [at, x, y] = (sessionStorage.getItem("tapped") ?? "").split(" ").map(Number);
      const near = Math.hypot(event.clientX - x, event.clientY - y) < SPOT_PX;
      if (near && Date.now() - at < BLINK_MS) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      sessionStorage.setItem("tapped", `${Date.now()} ${event.clientX} ${event.clientY}`);
    } catch {
      // No storage here: the form's own number still keeps a double tap from counting twice.
    }
  },
  { capture: true },
);

// Coming back with the back button must leave every form usable.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});

document.getElementById("errors")?.focus();

for (const button of document.querySelectorAll("[data-print]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => print());
}

const here = document.documentElement.dataset;
if ("account" in here && "serviceWorker" in navigator) {
  // The worker keeps the help page, and a diary's pages as last seen, for when there is no network. A page from the
  // server says who is signed in now: what was kept for somebody else goes.
  navigator.serviceWorker
    .register("/worker.js", { scope: "/" })
    .then(() => navigator.serviceWorker.ready)
    .then((kept) => {
      if ("kept" in here) return;
      const account = "keepsNothing" in here ? "" : here.account;
      const help = account && document.querySelector(".help-button[href*='?for=']")?.getAttribute("href");
      kept.active?.postMessage({ keptFor: here.keptFor, account, help, diaries: here.diaries?.split(" ").filter(Boolean) });
    })
    .catch(() => {});
  // Before there was one worker for all pages, the help page had its own.
  navigator.serviceWorker.getRegistration("/help/").then((old) => {
    if (old && new URL(old.scope).pathname === "/help/") old.unregister();
  });
}
