// What the style page cannot take from a template: what the outbox draws, with its own code and made-up notes.
// @ts-check

const base = document.getElementById("style-code")?.dataset.outboxCode ?? "";
const { draw } = await import(`${base}state.js`);
const { sayKept } = await import(`${base}form.js`);
const { row, clockRow } = await import(`${base}list.js`);
const { KEPT, link, notes } = await import(`${base}words.js`);

const NOTED = Date.UTC(2026, 2, 11, 9, 30);
const nothing = () => {};
const item = { id: "none", said: "Stiffness 6", noted: NOTED, zone: "Europe/London", fields: [], account: "nobody" };

/** @param {string} name */
const place = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-style="${name}"]`));

const top = scrollY;
draw(place("waiting"), [notes(2, "wait on this phone to be sent.")], [link("Look", "#main")], false);
draw(place("stuck"), [notes(1, "needs you to look: not kept by Supple yet.")], [link("Look", "#main")], true);
const kept = place("kept");
sayKept(kept.closest("form"), item, kept, nothing, KEPT);
scrollTo(0, top);
const list = place("list");
for (const state of ["waiting", "asks", "rejected"]) {
  list.append(row({ ...item, state, reasons: state === "rejected" ? ["Choose a number from 0 to 10."] : [] }, nothing, nothing));
}
const times = [new Date(NOTED).toISOString(), new Date(NOTED - 3600e3).toISOString()];
list.append(row({ ...item, state: "asks when", times, reasons: ["This phone’s clock seems to be wrong. When was it?"] }, nothing, nothing));
list.append(clockRow({ ...item, state: "kept", clock: "Its time was put right." }, nothing));
document.documentElement.dataset.styleDrawn = "yes";
