// What happens when a noting form is sent? It is kept on the phone first, then sent; what the network takes is not lost.
// @ts-check
import { change, put, remembered, remove } from "./db.js";
import { itemOf } from "./item.js";
import { ready, send, settle } from "./send.js";
import { KEPT, NOT_CHECKED, SENDING, SIGN_IN, button, element, link, ring } from "./words.js";

/** @typedef {import("./db.js").Item} Item */

const SAME_TAP_MS = 1500;
const SLOW_MS = 1500;

/** @param {() => void} changed called when something new waits, or waits no more */
export function takeForms(changed) {
  for (const form of document.querySelectorAll("form[data-outbox]")) {
    if (!(form instanceof HTMLFormElement)) continue;
    // There before it has words, or a screen reader would not hear them.
    const place = element("div", "outbox-said");
    place.setAttribute("aria-live", "polite");
    form.append(place);
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented || form.dataset.native) return;
      event.preventDefault();
      take(form, event.submitter, place, changed);
    });
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} pressed @param {HTMLElement} place @param {() => void} changed */
async function take(form, pressed, place, changed) {
  const isThere = navigator.onLine;
  /** @type {Item} */
  let item;
  try {
    item = { ...itemOf(form, pressed, await remembered("ahead")), live: isThere ? Date.now() : 0 };
    await put(item);
  } catch {
    // A browser that keeps nothing: the form goes the usual way.
    sendAsPage(form, pressed);
    return;
  }
  form.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => place.replaceChildren(element("p", "", SENDING)), SLOW_MS);
  const words = isThere ? await sendNow(form, pressed, item) : KEPT;
  clearTimeout(slow);
  form.removeAttribute("aria-busy");
  if (words) {
    if (isThere) await change(item.id, { live: 0 });
    sayKept(form, item, place, changed, words);
    changed();
  }
}

/**
 * While the person is there. Whatever the server wants to ask or say, it says on its own page.
 * @param {HTMLFormElement} form @param {HTMLElement | null} pressed @param {Item} item
 * @returns {Promise<string>} what to say here; "" when another page comes
 */
async function sendNow(form, pressed, item) {
  const answer = await answerNow(form, item);
  if (!answer) return KEPT;
  if (["sign in", "other account"].includes(answer.state)) return SIGN_IN;
  if (answer.state === "kept" || answer.state === "same") {
    await settle(item, answer);
    location.assign(answer.url ?? location.pathname);
  } else if (answer.state === "asks when") {
    await settle(item, answer);
    location.assign(document.getElementById("outbox")?.dataset.list ?? "/");
  } else {
    await remove(item.id);
    sendAsPage(form, pressed, item.id);
  }
  return "";
}

/** @param {HTMLFormElement} form @param {Item} item */
async function answerNow(form, item) {
  const token = form.elements.namedItem("csrfmiddlewaretoken");
  const isFresh = !("kept" in document.documentElement.dataset) && token instanceof HTMLInputElement;
  const answer = isFresh ? await send(item, token.value, true) : null;
  if (answer) return answer;
  const said = await ready(); // the page's own token may be an older one
  return said ? send(item, said.token, true) : null;
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} pressed @param {string} [id] */
function sendAsPage(form, pressed, id) {
  const number = form.elements.namedItem("form_id");
  if (id && number instanceof HTMLInputElement) number.value = id;
  form.dataset.native = "yes";
  delete form.dataset.sent;
  form.requestSubmit(pressed);
  setTimeout(() => delete form.dataset.native);
}

/** Words may tell of anything, and no rule reads them before there is a network. */
function ifSomethingIsUp() {
  const row = element("p", "row");
  const help = document.querySelector(".help-button")?.getAttribute("href") ?? "/help/";
  row.append(link("Something is up", help));
  const number = document.getElementById("outbox")?.dataset.emergency;
  if (number) row.append(ring(number));
  return row;
}

/**
 * @param {HTMLFormElement} form @param {Item} item @param {HTMLElement} place @param {() => void} changed
 * @param {string} words
 */
export function sayKept(form, item, place, changed, words) {
  const message = element("div", "message");
  const text = element("div", "message__text");
  text.append(element("p", "", words), element("p", "outbox-said__what", item.said), element("p", "small", NOT_CHECKED));
  if (form.elements.namedItem("text")) text.append(ifSomethingIsUp());
  const undo = button("Undo", async () => {
    const isGone = await remove(item.id);
    place.replaceChildren(element("p", "", isGone ? "Taken back. It will not be sent." : "It was sent already. Undo it on Today."));
    changed();
  });
  message.append(text, undo);
  place.replaceChildren(message);
  form.reset();
  // A tremor's second tap is the first one. Whoever means a second note is slower.
  setTimeout(() => delete form.dataset.sent, SAME_TAP_MS);
  message.scrollIntoView({ block: "nearest" });
}
