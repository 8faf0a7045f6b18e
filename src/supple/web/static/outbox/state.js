// What waits, and what became of it? One line at the top of every page.
// @ts-check
import { all } from "./db.js";
import { isBeingSent } from "./item.js";
import { SIGN_IN, element, link, moment, notes, ring } from "./words.js";

const THERE_AGAIN = "There is a network again. Open the page again to see it as it is now.";

/**
 * @param {{isThere: boolean, account: string, sent: number,
 *   calls?: Record<string, import("./send.js").Call | null>} | null} found what the last try to send came to
 */
export async function show(found) {
  const place = document.getElementById("outbox");
  if (!place) return;
  const here = document.documentElement.dataset;
  const items = (await all()).filter((item) => item.state !== "kept" && !isBeingSent(item));
  const account = found?.isThere ? found.account : here.account;
  const own = items.filter((item) => item.account === account);
  const waiting = own.filter((item) => item.state === "waiting").length;
  const stuck = own.length - waiting;
  const others = items.length - own.length;
  const lines = [];
  const ways = [];
  if ("kept" in here) {
    const words = found?.isThere ? THERE_AGAIN : keptWords(here);
    // On Today this stands on top from the start; what comes and goes stands below the buttons, which never move.
    const top = document.getElementById("outbox-kept");
    if (top) draw(top, [words], [], false);
    else lines.push(words);
  }
  const calls = Object.values(found?.calls ?? {}).filter((call) => call !== null);
  for (const call of calls.sort((one, other) => one.tier.localeCompare(other.tier))) {
    lines.push(call.words);
    if (call.number) ways.push(ring(call.number));
    ways.push(link("When to call", call.page));
  }
  if (found?.sent) {
    lines.push(`${notes(found.sent, "sent")}. Open Today again to see what Supple says to it.`);
    if (place.dataset.today) ways.push(link("Open Today", place.dataset.today));
  }
  if (waiting) lines.push(`${notes(waiting, waiting === 1 ? "waits" : "wait")} on this phone to be sent.`);
  if (stuck) lines.push(`${notes(stuck, stuck === 1 ? "needs" : "need")} you to look: not kept by Supple yet.`);
  if (others) {
    const isOut = !account;
    lines.push(isOut ? SIGN_IN : `${notes(others, others === 1 ? "waits" : "wait")} for somebody else who uses this phone.`);
    if (isOut && found?.isThere) ways.push(link("Sign in", place.dataset.login ?? "/login/"));
  }
  if ((waiting || stuck) && !document.querySelector("[data-here]")) ways.push(link("Look", place.dataset.list ?? "/"));
  draw(place, lines, ways, stuck > 0 || calls.length > 0);
}

/** @param {DOMStringMap} here */
function keptWords(here) {
  if (document.querySelector("[data-here]")) {
    const isWanted = location.pathname === document.getElementById("outbox")?.dataset.list;
    return isWanted ? "There is no network." : "There is no network, and the page you wanted is not on this phone.";
  }
  const seen = here.kept ? `This page is as your phone last saw it: ${moment(Date.parse(here.kept))}.` : "";
  return `There is no network. You can go on noting. ${seen} It may not show what you noted since.`;
}

/** @param {HTMLElement} place @param {string[]} lines @param {HTMLElement[]} ways @param {boolean} isStuck */
export function draw(place, lines, ways, isStuck) {
  if (!lines.length) {
    place.replaceChildren();
    return;
  }
  const message = element("div", `message outbox__message${isStuck ? " message--error" : ""}`);
  const text = element("div", "message__text");
  for (const line of lines) text.append(element("p", "", line));
  message.append(text);
  if (ways.length) {
    const row = element("div", "row");
    row.append(...ways);
    message.append(row);
  }
  place.replaceChildren(message);
}
