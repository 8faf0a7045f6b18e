// What did this form say? Its fields as they will be sent, and one line in plain words for the list of what waits.
// @ts-check

/** @typedef {import("./db.js").Item} Item */

const CARRIED = new Set(["csrfmiddlewaretoken", "form_id"]);
const DAY_STARTS_MS = 4 * 3600 * 1000;
const LIVE_MS = 30_000;

/**
 * Is the page that took it still sending it, with the person there to be asked? What waits is sent without asking.
 * @param {Item} item
 */
export function isBeingSent(item) {
  return item.state === "waiting" && Math.abs(Date.now() - (item.live ?? 0)) < LIVE_MS;
}

/**
 * @param {HTMLFormElement} form @param {HTMLElement | null} button the one that was pressed
 * @param {number | null} ahead how far this phone's clock was ahead when it last met the server's, in milliseconds
 * @returns {Item}
 */
export function itemOf(form, button, ahead) {
  const here = document.documentElement.dataset;
  const noted = Date.now();
  const url = new URL(form.getAttribute("action") || location.href, location.href);
  return {
    // A form about one thing (a note that was read back) says it once, however often it is sent.
    id: (form.dataset.outbox === "once" && ownNumber(form)) || newId(noted),
    state: "waiting",
    account: here.account ?? "",
    person: /\/p\/([0-9a-f-]{36})\//.exec(url.pathname)?.[1] ?? "",
    url: url.pathname + url.search,
    fields: fieldsOf(form, button, noted, ahead ?? 0),
    said: wordsOf(form, button),
    noted,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ahead,
  };
}

/** @param {HTMLFormElement} form */
function ownNumber(form) {
  const field = form.elements.namedItem("form_id");
  return field instanceof HTMLInputElement ? field.value : "";
}

/**
 * A page kept on an earlier day still carries that day's questions; then Supple works out the day from when it was noted.
 * @param {HTMLFormElement} form @param {HTMLElement | null} button @param {number} noted @param {number} ahead
 * @returns {[string, string][]}
 */
function fieldsOf(form, button, noted, ahead) {
  const made = Date.parse(document.documentElement.dataset.made ?? "");
  const isOld = dayOf(made) !== dayOf(noted - ahead);
  const ofDay = new Set([...form.querySelectorAll("[data-of-day]")].map((field) => field.getAttribute("name")));
  /** @type {[string, string][]} */
  const found = [];
  const given = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) given.append(button.name, button.value);
  for (const [name, value] of given) {
    if (typeof value !== "string" || CARRIED.has(name) || name.startsWith("outbox_")) continue;
    if (!(isOld && ofDay.has(name))) found.push([name, value]);
  }
  return found;
}

/** @param {number} at */
function dayOf(at) {
  return new Date(at - DAY_STARTS_MS).toDateString();
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
function wordsOf(form, button) {
  const parts = [];
  if (button instanceof HTMLButtonElement && button.name) {
    const named = button.closest("[aria-labelledby]")?.getAttribute("aria-labelledby") ?? "";
    const question = form.dataset.outboxSaid ?? document.getElementById(named)?.textContent ?? "";
    parts.push(said(question, spoken(button)));
  }
  const seen = new Set();
  for (const field of form.elements) {
    if (field instanceof HTMLButtonElement || !isFilledIn(field)) continue;
    const part = said(labelOf(field), field instanceof HTMLInputElement && isTick(field) ? tickOf(field) : field.value);
    if (!seen.has(part)) parts.push(part);
    seen.add(part);
  }
  return parts.join("; ") || clean((button ?? form).textContent ?? "");
}

/** @param {Element} field @returns {field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */
function isFilledIn(field) {
  if (field instanceof HTMLInputElement) {
    if (field.type === "hidden") return false;
    return isTick(field) ? field.checked && field.value !== "" : field.value !== "";
  }
  return (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) && field.value.trim() !== "";
}

/** @param {HTMLInputElement} field */
function isTick(field) {
  return field.type === "checkbox" || field.type === "radio";
}

/** @param {HTMLInputElement} field */
function tickOf(field) {
  return spoken(field.labels?.[0] ?? field);
}

/** @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field */
function labelOf(field) {
  if (field instanceof HTMLInputElement && isTick(field)) {
    return spoken(field.closest("fieldset")?.querySelector("legend") ?? field);
  }
  return field instanceof HTMLTextAreaElement ? "" : spoken(field.labels?.[0] ?? field);
}

/** @param {Element} element */
function spoken(element) {
  return element.getAttribute("aria-label") ?? element.textContent ?? "";
}

/** @param {string} question @param {string} answer */
function said(question, answer) {
  return [clean(question), clean(answer)].filter(Boolean).join(": ").replace("?:", "?");
}

/** @param {string} text */
function clean(text) {
  return text.replace(/\s+/g, " ").trim();
}

/** A UUID in the order of time (RFC 9562, version 7), as the server makes them. @param {number} now */
function newId(now) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(now / 2 ** (8 * (5 - at))) & 0xff;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
