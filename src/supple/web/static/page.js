// What a page does beyond HTML, and works without: a double tap sends once, errors are read first, and the
// "Something is up" page is kept on the phone for when there is no network.
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

const help = document.querySelector("[data-help]");
if (help instanceof HTMLAnchorElement && "serviceWorker" in navigator) {
  // Its scope is the help page alone: nothing of the diary is ever kept by it. The number says for whom the page
  // should be kept now: after another country, another answer or a sign-out it is fetched again.
  navigator.serviceWorker
    .register(new URL("worker.js", help.href), { scope: help.href })
    .then((kept) => kept.active?.postMessage({ keptFor: help.dataset.help }))
    .catch(() => {});
}
