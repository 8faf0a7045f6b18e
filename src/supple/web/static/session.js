// One stretch at a time, with a large timer. A spasm? One tap pauses; the time waits. Without this every step stands there.
// @ts-check

const form = /** @type {HTMLElement | null} */ (document.querySelector("[data-session]"));
const bar = /** @type {HTMLElement | null} */ (form?.querySelector("[data-session-bar]"));
const GET_READY = 5;

if (form && bar) {
  /** @template {HTMLElement} T @param {string} name @returns {T} */
  const part = (name) => /** @type {T} */ (bar.querySelector(`[data-session-${name}]`));
  const time = part("time"), words = part("words"), go = part("go"), next = part("next");
  const sound = /** @type {HTMLInputElement} */ (part("sound"));
  const steps = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-stretch]")]);
  /** @type {{ words: string, seconds: number, step: number, holds: boolean }[]} */
  const plan = steps.flatMap((step, n) => {
    const sides = step.dataset.sides === "each side" ? ["first side", "other side"] : [""];
    const times = Array.from({ length: Number(step.dataset.repeats) }, () => sides).flat();
    return times.flatMap((side) => [
      { words: side ? `Get ready: ${side}` : "Get ready", seconds: GET_READY, step: n, holds: false },
      { words: side ? `Hold: ${side}` : "Hold", seconds: Number(step.dataset.seconds), step: n, holds: true },
    ]);
  });
  let at = 0, left = plan[0].seconds, runs = 0;
  bar.hidden = false;
  form.classList.add("is-guided");
  show();

  go.addEventListener("click", () => (runs ? pause("Paused. Wait until it lets go, then go on.") : start()));
  next.addEventListener("click", () => {
    const step = plan[at]?.step;
    const after = plan.findIndex((each) => each.step > step);
    to(after < 0 ? plan.length : after);
  });
  document.addEventListener("visibilitychange", () => document.hidden && runs && pause("Paused, as the page was left."));

  function start() {
    if (at >= plan.length) to(0);
    runs = window.setInterval(tick, 1000);
    go.textContent = "Pause";
    say(plan[at].words);
    cue(1);
  }

  /** @param {string} why */
  function pause(why) {
    clearInterval(runs);
    runs = 0;
    go.textContent = "Go on";
    words.textContent = why;
  }

  function tick() {
    left -= 1;
    if (left > 0) return draw();
    if (plan[at].holds && plan[at + 1]?.step !== plan[at].step) held(plan[at].step);
    to(at + 1);
    if (runs) cue(plan[at]?.holds ? 2 : 1);
  }

  /** @param {number} place */
  function to(place) {
    at = place;
    if (at >= plan.length) {
      pause("That was all of it. How stiff is it now?");
      go.textContent = "Once more";
      time.textContent = "";
      return show();
    }
    left = plan[at].seconds;
    say(plan[at].words);
    show();
  }

  function show() {
    const here = plan[at]?.step ?? -1;
    steps.forEach((step, n) => step.classList.toggle("is-other", here >= 0 && n !== here));
    if (at < plan.length) draw();
  }

  function draw() {
    time.textContent = String(left);
    bar?.classList.toggle("is-held", plan[at].holds);
  }

  /** @param {string} text */
  function say(text) {
    words.textContent = `${plan[at].step + 1} of ${steps.length}. ${text}`;
  }

  /** @param {number} step */
  function held(step) {
    const box = /** @type {HTMLInputElement | null} */ (steps[step].querySelector("[name=held]"));
    if (box) box.checked = true;
  }

  /** Once for "get ready", twice for "hold"; felt where the phone can, heard only if asked for. @param {number} count */
  function cue(count) {
    navigator.vibrate?.(count === 2 ? [250, 120, 250] : [150]);
    if (!sound.checked) return;
    const audio = new AudioContext(), tone = audio.createOscillator(), volume = audio.createGain();
    volume.gain.value = 0.15;
    tone.frequency.value = count === 2 ? 660 : 440;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.25);
    tone.onended = () => audio.close();
  }
}
