// When is what waits sent? When a page opens, when the network comes back, and when the page is looked at again.
// @ts-check
import { all, remove } from "./db.js";
import { takeForms } from "./form.js";
import { showList } from "./list.js";
import { replay } from "./send.js";
import { show } from "./state.js";
import { element } from "./words.js";

const here = document.documentElement.dataset;
const list = document.querySelector("[data-on-phone]");
let sent = 0;
/** @type {Record<string, import("./send.js").Call | null>} of each diary, by the last of what was sent of it */
const calls = {};

/** @param {boolean} [askAgain] */
async function sendAll(askAgain = false) {
  const found = await replay(askAgain);
  sent += found.sent;
  Object.assign(calls, found.calls);
  await show({ ...found, sent, calls });
  await refreshList();
}

async function refreshList() {
  if (list instanceof HTMLElement) await showList(list, () => sendAll());
}

/** A browser that keeps nothing has no outbox; every form then goes the usual way. @param {Promise<void>} work */
function quietly(work) {
  work.catch(() => {});
}

/** After a sign-out, or by choice, what was sent goes from this phone. What waits stays for the one who noted it. */
async function forgetSent() {
  if ("kept" in here || (here.account !== "" && !("keepsNothing" in here))) return;
  for (const item of await all()) if (item.state === "kept") await remove(item.id, true);
}

/** A phone that runs out of room may throw away what a site keeps, unless it was asked not to. */
async function askToStay() {
  const button = document.querySelector("[data-persist]");
  const words = document.querySelector("[data-persist-words]");
  if (!(button instanceof HTMLElement) || !words || !navigator.storage?.persisted) return;
  const say = async () => {
    const stays = await navigator.storage.persisted();
    words.textContent = stays
      ? "This phone has promised to keep what waits, even when it runs out of room."
      : "When this phone runs out of room it may throw away what waits. You can ask it not to.";
    button.hidden = stays;
  };
  button.addEventListener("click", async () => {
    if (!(await navigator.storage.persist())) {
      button.after(element("p", "small", "The phone said no for now. Putting Supple on the home screen helps."));
    }
    await say();
  });
  await say();
}

if ("account" in here) {
  takeForms(() => quietly(show(null).then(refreshList)));
  quietly(show(null).then(refreshList).then(forgetSent).then(() => sendAll()));
  quietly(askToStay());
  addEventListener("online", () => quietly(sendAll()));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") quietly(sendAll());
  });
  for (const each of document.querySelectorAll("[data-send-now]")) {
    each.removeAttribute("hidden");
    each.addEventListener("click", () => quietly(sendAll(true)));
  }
}
