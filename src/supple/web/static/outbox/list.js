// What is on this phone? Each note that waits, with what it says, so that it can be copied, answered, sent or taken away.
// @ts-check
import { all, change, remove } from "./db.js";
import { outboxFields, replayAddress } from "./send.js";
import { button, element, moment } from "./words.js";

/** @typedef {import("./db.js").Item} Item */

const STATES = {
  waiting: "Waits to be sent.",
  "asks when": "",
  asks: "Supple has a question about it before it can be kept.",
  rejected: "Supple did not keep it. It stays here until you take it away.",
};

let standing = "";

/** @param {HTMLElement} place @param {() => Promise<void>} sendAgain */
export async function showList(place, sendAgain) {
  const account = document.documentElement.dataset.account ?? "";
  const items = (await all()).filter((item) => item.account === account && account !== "");
  const open = items.filter((item) => item.state !== "kept");
  const told = items.filter((item) => item.state === "kept" && item.clock);
  // The same list is left standing: a button under the thumb keeps its focus, and what its first tap asked.
  const shown = JSON.stringify([...open, ...told].map(({ id, state, reasons, times, clock }) => [id, state, reasons, times, clock]));
  if (shown === standing) return;
  standing = shown;
  const list = element("ul", "outbox-list");
  for (const item of open) list.append(row(item, () => showList(place, sendAgain), sendAgain));
  for (const item of told) list.append(clockRow(item, () => showList(place, sendAgain)));
  place.replaceChildren(open.length || told.length ? list : element("p", "", "Nothing waits on this phone."));
  if (open.length) place.append(button("Copy all of it", () => copy(place, open.map(asText).join("\n\n"))));
}

/** @param {Item} item @param {() => void} again @param {() => Promise<void>} sendAgain */
export function row(item, again, sendAgain) {
  const made = element("li", "card");
  made.append(element("p", "entry__what", item.said));
  const zone = item.zone === Intl.DateTimeFormat().resolvedOptions().timeZone ? "" : ` (${item.zone})`;
  made.append(element("p", "small", `Noted ${moment(item.noted)} by this phone’s clock${zone}.`));
  made.append(element("p", "", STATES[/** @type {keyof typeof STATES} */ (item.state)] ?? ""));
  for (const reason of item.reasons ?? []) made.append(element("p", item.state === "rejected" ? "error" : "", reason));
  const ways = element("div", "row");
  for (const time of item.state === "asks when" ? (item.times ?? []) : []) {
    ways.append(button(moment(Date.parse(time)), async () => {
      await change(item.id, { state: "waiting", chosen: time, reasons: [], times: [] });
      await sendAgain();
    }));
  }
  if (item.state === "asks") ways.append(button("Answer it", () => openAsPage(item), item.said));
  if (item.state === "rejected") ways.append(button("Try once more", async () => {
    await change(item.id, { state: "waiting", reasons: [] });
    await sendAgain();
  }, item.said));
  ways.append(button("Copy", () => copy(made, asText(item)), item.said));
  ways.append(takeAway(item, again));
  made.append(ways);
  return made;
}

/** Two taps, so that a slip takes nothing away. @param {Item} item @param {() => void} again */
function takeAway(item, again) {
  const made = button("Take away", async () => {
    if (!made.dataset.sure) {
      made.dataset.sure = "yes";
      made.firstChild?.replaceWith("Tap again: take away for good");
      return;
    }
    await remove(item.id);
    again();
  }, item.said);
  made.classList.add("button--danger");
  return made;
}

/** @param {Item} item @param {() => void} again */
export function clockRow(item, again) {
  const made = element("li", "card");
  made.append(element("p", "entry__what", item.said), element("p", "", `Sent. ${item.clock}`));
  made.append(element("p", "small", "If that is wrong, change its time in the timeline."));
  made.append(button("I have read this", async () => {
    await change(item.id, { clock: "" });
    again();
  }, item.said));
  return made;
}

/** @param {Item} item */
function asText(item) {
  const fields = item.fields.filter(([name, value]) => value && !/_day$/.test(name));
  return `${moment(item.noted)} (${item.zone}): ${item.said}\n${fields.map(([name, value]) => `${name}: ${value}`).join("\n")}`;
}

/** Where the browser does not let us copy, the words stand there to be marked. @param {HTMLElement} place @param {string} text */
async function copy(place, text) {
  try {
    await navigator.clipboard.writeText(text);
    place.querySelector("[data-copied]")?.remove();
    const said = element("p", "", "Copied.");
    said.dataset.copied = "";
    said.setAttribute("role", "status");
    place.append(said);
  } catch {
    const box = /** @type {HTMLTextAreaElement} */ (element("textarea"));
    box.value = text;
    box.readOnly = true;
    box.rows = 6;
    box.setAttribute("aria-label", "What waits, to copy");
    place.append(box);
    box.select();
  }
}

/** The form once more, as a page of its own: Supple asks there what it wants to know. @param {Item} item */
async function openAsPage(item) {
  const { ready } = await import("./send.js");
  const said = await ready();
  if (!said) return;
  const form = /** @type {HTMLFormElement} */ (element("form"));
  form.method = "post";
  form.action = replayAddress(item);
  const live = /** @type {[string, string]} */ (["outbox_live", "yes"]);
  for (const [name, value] of [...item.fields, ...outboxFields(item), live, ["csrfmiddlewaretoken", said.token]]) {
    const field = /** @type {HTMLInputElement} */ (element("input"));
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
