// What a page does beyond HTML, and works without: a double tap sends once, errors are read first, and the
// pages that are needed without a network are kept on the phone.
// @ts-check

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

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
      if (!("kept" in here)) kept.active?.postMessage({ keptFor: here.keptFor, account: "keepsNothing" in here ? "" : here.account });
    })
    .catch(() => {});
  // Before there was one worker for all pages, the help page had its own.
  navigator.serviceWorker.getRegistration("/help/").then((old) => {
    if (old && new URL(old.scope).pathname === "/help/") old.unregister();
  });
}
