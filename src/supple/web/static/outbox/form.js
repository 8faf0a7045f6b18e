// What happens when a noting form is sent? It is kept on the phone first, then sent; what the network takes is not lost.
// @ts-check
import { put, remembered, remove } from "./db.js";
import { itemOf } from "./item.js";
import { ready, send, settle } from "./send.js";
import { KEPT, NOT_CHECKED, SIGN_IN, button, element } from "./words.js";

/** @typedef {import("./db.js").Item} Item */

const SAME_TAP_MS = 1500;

/** @param {() => void} changed called when something new waits, or waits no more */
export function takeForms(changed) {
  for (const form of document.querySelectorAll("form[data-outbox]")) {
    if (!(form instanceof HTMLFormElement)) continue;
    // There before it has words, or a screen reader would not hear them.
    const place = element("div", "outbox-said");
    place.setAttribute("role", "status");
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
  /** @type {Item} */
  let item;
  try {
    item = itemOf(form, pressed, await remembered("ahead"));
    await put(item);
  } catch {
    // A browser that keeps nothing: the form goes the usual way.
    sendAsPage(form, pressed);
    return;
  }
  form.setAttribute("aria-busy", "true");
  const isDone = navigator.onLine && (await sendNow(form, pressed, item, place));
  form.removeAttribute("aria-busy");
  if (!isDone) {
    sayKept(form, item, place, changed, KEPT);
    changed();
  }
}

/**
 * While the person is there. Whatever the server wants to ask or say, it says on its own page.
 * @param {HTMLFormElement} form @param {HTMLElement | null} pressed @param {Item} item @param {HTMLElement} place
 */
async function sendNow(form, pressed, item, place) {
  const said = await ready();
  if (!said) return false;
  if (said.account !== item.account) {
    sayKept(form, item, place, () => {}, SIGN_IN);
    return true;
  }
  const answer = await send(item, said.token, true);
  if (!answer) return false;
  if (answer.state === "kept" || answer.state === "same") {
    await settle(item, answer);
    location.assign(answer.url ?? location.pathname);
    return true;
  }
  if (answer.state === "asks when") {
    await settle(item, answer);
    location.assign(document.getElementById("outbox")?.dataset.list ?? "/");
    return true;
  }
  await remove(item.id);
  sendAsPage(form, pressed, item.id);
  return true;
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

/**
 * @param {HTMLFormElement} form @param {Item} item @param {HTMLElement} place @param {() => void} changed
 * @param {string} words
 */
function sayKept(form, item, place, changed, words) {
  const message = element("div", "message");
  const text = element("div", "message__text");
  text.append(element("p", "", words), element("p", "outbox-said__what", item.said), element("p", "small", NOT_CHECKED));
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
