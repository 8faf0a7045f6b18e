// How does what waits get to the server? Each form once more to its own address, one after the other, by one tab.
// @ts-check
import { all, change, put, remember, remembered, remove } from "./db.js";
import { isBeingSent } from "./item.js";

/** @typedef {import("./db.js").Item} Item */
/** @typedef {{account: string, now: string, token: string}} Ready */
/** @typedef {{state: string, url?: string, reasons?: string[], times?: string[], clock?: string,
 *   is_there?: boolean, call?: Call | null}} Answer */
/** @typedef {{words: string, number: string, page: string, tier: string}} Call what the rules ask for once they heard of it */

const PATIENCE_MS = 8000;
const DAY_MS = 24 * 3600 * 1000;
const KEPT_DAYS = 30;
const ASK_AGAIN_MS = 3600 * 1000;

/** Older phones cannot stop waiting by themselves. */
function patience() {
  return AbortSignal.timeout?.(PATIENCE_MS) ?? null;
}

/** @param {string} name */
function address(name) {
  return document.getElementById("outbox")?.dataset[name] ?? "";
}

/**
 * Is the server there, who is signed in, and how far is this phone's clock ahead? Null: no network.
 * @returns {Promise<Ready | null>}
 */
export async function ready() {
  try {
    const answer = await fetch(address("ready"), { cache: "no-store", signal: patience() });
    if (!answer.ok) return null;
    /** @type {Ready} */
    const said = await answer.json();
    await remember("ahead", Date.now() - Date.parse(said.now));
    return said;
  } catch {
    return null;
  }
}

/**
 * Sends everything that waits and is of the account that is signed in.
 * @param {boolean} [askAgain] ask now whether the server still has what it once kept
 * @returns {Promise<{isThere: boolean, account: string, sent: number, calls?: Record<string, Call | null>}>}
 */
export async function replay(askAgain = false) {
  return alone(async () => {
    const said = await ready();
    if (!said) return { isThere: false, account: "", sent: 0 };
    const { account, token } = said;
    if (!account) return { isThere: true, account, sent: 0 };
    await findLost(account, token, askAgain);
    let sent = 0;
    /** @type {Record<string, Call | null>} */
    const calls = {};
    const own = (await all()).filter((item) => item.state === "waiting" && item.account === account);
    for (const [at, item] of own.entries()) {
      if (isBeingSent(item)) continue;
      const more = own.slice(at + 1).some((other) => other.person === item.person);
      const answer = await send(item, token, false, more);
      if (!answer) return { isThere: false, account, sent, calls };
      await settle(item, answer);
      if (answer.state === "kept" || answer.state === "same") {
        sent += 1;
        if (answer.call !== undefined) calls[item.person] = answer.call;
      }
    }
    return { isThere: true, account, sent, calls };
  });
}

/**
 * One form to the server. Null: no answer that means anything, so it goes on waiting.
 * @param {Item} item @param {string} token @param {boolean} [isLive] the person is there, to be asked
 * @param {boolean} [more] more of this diary follows
 * @returns {Promise<Answer | null>}
 */
export async function send(item, token, isLive = false, more = false) {
  const body = new URLSearchParams(item.fields);
  for (const [name, value] of outboxFields(item)) body.append(name, value);
  if (isLive) body.append("outbox_live", "yes");
  if (more) body.append("outbox_more", "yes");
  try {
    const answer = await fetch(replayAddress(item), {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token, "Supple-Replay": "1" },
      signal: patience(),
    });
    /** @type {Answer} */
    const said = await answer.json();
    return said.state === "later" ? null : said;
  } catch {
    return null;
  }
}

/** @param {Item} item */
export function replayAddress(item) {
  return `${item.url}${item.url.includes("?") ? "&" : "?"}outbox=1`;
}

/** What goes with a form that waited. @param {Item} item @returns {[string, string][]} */
export function outboxFields(item) {
  return [
    ["form_id", item.id],
    ["outbox_account", item.account],
    ["outbox_noted_at", new Date(item.noted).toISOString()],
    ["outbox_sent_at", new Date().toISOString()],
    ["outbox_ahead_s", item.ahead === null ? "" : String(item.ahead / 1000)],
    ["outbox_chosen_at", item.chosen ?? ""],
  ];
}

/** What the answer makes of the item. @param {Item} item @param {Answer} answer */
export async function settle(item, answer) {
  const { state, reasons = [], times = [], clock = "", is_there = true } = answer;
  if (state === "kept" || state === "same") {
    // What only put right an entry that is there has no number of its own, by which one could ask for it later.
    if (!is_there || "keepsNothing" in document.documentElement.dataset) await remove(item.id, true);
    else await change(item.id, { state: "kept", keptAt: Date.now(), clock: clock || item.clock });
  } else if (["asks", "asks when", "rejected"].includes(state)) await change(item.id, { state, reasons, times });
}

/**
 * A server that was set back to an older backup has lost what it once kept: that waits again, under its own id.
 * @param {string} account @param {string} token @param {boolean} askAgain
 */
async function findLost(account, token, askAgain) {
  const kept = (await all()).filter((item) => item.state === "kept" && item.account === account);
  for (const item of kept) {
    if ((item.keptAt ?? 0) < Date.now() - KEPT_DAYS * DAY_MS) await remove(item.id, true);
  }
  const asked = (await remembered("asked")) ?? 0;
  if (!kept.length || (!askAgain && Math.abs(Date.now() - asked) < ASK_AGAIN_MS)) return;
  try {
    const answer = await fetch(address("known"), {
      method: "POST",
      body: JSON.stringify({ forms: kept.map(({ id, person }) => ({ id, person })) }),
      headers: { "X-CSRFToken": token },
      signal: patience(),
    });
    /** @type {{unknown: string[]}} */
    const { unknown } = await answer.json();
    for (const item of kept) if (unknown.includes(item.id)) await put({ ...item, state: "waiting" });
    await remember("asked", Date.now());
  } catch {
    // Asked again next time.
  }
}

/** One tab at a time, where the browser can tell. The server keeps a form once in any case. @template T @param {() => Promise<T>} work */
function alone(work) {
  return navigator.locks ? navigator.locks.request("supple-outbox", work) : work();
}
