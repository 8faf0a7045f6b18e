// What "Something is up" does beyond HTML, and works without: adds up ticks, says the answer aloud, brings it into
// view, and says so when there is no network to save with. No answer is fetched: all of them stand in the page.
// @ts-check

const REMEMBERED = "supple-have";

for (const form of document.querySelectorAll("form[data-up]")) {
  if (form instanceof HTMLFormElement) addUp(form);
}

/** @param {HTMLFormElement} form */
function addUp(form) {
  const aloud = form.querySelector("[data-said-aloud]");
  if ("remember" in form.dataset) remember(form);
  show(form);

  form.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    // A sign may stand twice, with what matters first and in its place: both are one tick.
    for (const same of boxes(form, "sign")) {
      if (box.name === "sign" && same.value === box.value) same.checked = box.checked;
    }
    const met = show(form);
    if (box.name !== "sign" || !box.checked) return;
    const answer = box.closest(".up")?.querySelector(".up__answer");
    if (!(answer instanceof HTMLElement)) return;
    const told = met.find((also) => answer.contains(also)) ?? answer;
    if (aloud) aloud.textContent = told.dataset.said ?? "";
    told.scrollIntoView({ block: "nearest" });
  });

  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    const said = "No network: nothing is saved. What to do stands above. Your ticks stay on this page.";
    const words = form.querySelector("[data-note-words]");
    if (words) words.textContent = said;
    if (aloud) aloud.textContent = said;
    setTimeout(() => delete form.dataset.sent);
  });
}

/** @param {ParentNode} form @param {string} name @returns {HTMLInputElement[]} */
function boxes(form, name) {
  return /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(`input[name="${name}"]`)]);
}

/** @param {ParentNode} form @param {string} name */
function ticked(form, name) {
  return new Set(boxes(form, name).filter((box) => box.checked).map((box) => box.value));
}

/**
 * Puts first what matters with what holds, and shows what two ticks mean together. Returns the parts that hold now.
 * @param {HTMLFormElement} form @returns {HTMLElement[]}
 */
function show(form) {
  const holds = ticked(form, "have");
  const signs = ticked(form, "sign");
  const firsts = form.querySelector("[data-firsts]");
  for (const { value } of boxes(form, "have")) {
    const there = form.querySelector(`[data-first="${value}"]`);
    const kept = form.querySelector(`template[data-first-of="${value}"]`);
    if (there instanceof HTMLElement) there.hidden = !holds.has(value);
    else if (holds.has(value) && kept instanceof HTMLTemplateElement) firsts?.append(kept.content.cloneNode(true));
  }
  for (const row of form.querySelectorAll(".up")) {
    if (!(row instanceof HTMLElement)) continue;
    row.hidden = any(row.dataset.hiddenBy, holds);
    const box = row.querySelector(".up__box");
    if (box instanceof HTMLInputElement) box.checked = signs.has(box.value);
  }
  const met = [];
  for (const also of form.querySelectorAll(".up__also")) {
    if (!(also instanceof HTMLElement)) continue;
    const own = also.closest(".up")?.querySelector(".up__box");
    const isTicked = own instanceof HTMLInputElement && own.checked;
    const isMet = isTicked && (any(also.dataset.with, signs) || any(also.dataset.have, holds));
    also.classList.toggle("is-met", isMet);
    if (isMet) met.push(also);
  }
  return met;
}

/** @param {string | undefined} codes @param {Set<string>} found */
function any(codes, found) {
  return (codes ?? "").split(" ").some((code) => found.has(code));
}

/** Only where nobody is signed in: a diary's own answers come with the page. @param {HTMLFormElement} form */
function remember(form) {
  try {
    const kept = new Set((localStorage.getItem(REMEMBERED) ?? "").split(" "));
    for (const box of boxes(form, "have")) {
      box.checked ||= kept.has(box.value);
      box.addEventListener("change", () => localStorage.setItem(REMEMBERED, [...ticked(form, "have")].join(" ")));
    }
  } catch {
    // A browser that keeps nothing: the boxes still work.
  }
}
