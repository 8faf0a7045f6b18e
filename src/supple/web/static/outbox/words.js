// How is it said and drawn? Small parts that the banner, the forms and the list share.
// @ts-check

export const KEPT = "Kept on this phone. It will be sent when there is a network.";
export const SENDING = "Kept on this phone. It is being sent …";
export const NOT_CHECKED =
  "Supple cannot check your notes for warning signs until it is connected. If something feels wrong, press Something is up.";
export const SIGN_IN = "Sign in again. What you noted waits here.";

/** @param {number} count @param {string} rest */
export function notes(count, rest) {
  return `${count} ${count === 1 ? "note" : "notes"} ${rest}`;
}

/** @param {number} at milliseconds, by this phone's clock */
export function moment(at) {
  const day = new Date(at).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
  const time = new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `${day}, ${time}`;
}

/** @param {string} tag @param {string} [className] @param {string} [text] */
export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

/** @param {string} text @param {() => void} press @param {string} [about] for a screen reader, after the words */
export function button(text, press, about = "") {
  const made = element("button", "button", text);
  made.setAttribute("type", "button");
  if (about) made.append(element("span", "visually-hidden", `: ${about}`));
  made.addEventListener("click", press);
  return made;
}

/** @param {string} number the emergency number, as it is dialled */
export function ring(number) {
  const made = link(`Emergency: call ${number}`, `tel:${number}`);
  made.classList.add("button--urgent");
  return made;
}

/** @param {string} text @param {string} href */
export function link(text, href) {
  const made = element("a", "button", text);
  made.setAttribute("href", href);
  return made;
}
