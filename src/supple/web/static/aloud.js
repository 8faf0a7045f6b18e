// "Read this page aloud", where the device has a voice of its own. Nothing is sent: a voice that needs the network
// speaks only after a second tap. Off until somebody switches it on for this device (Settings).
// @ts-check

const main = document.getElementById("main");
const speech = window.speechSynthesis;

/** What is read, in the order of the page: no buttons, fields or folded-away parts. @param {HTMLElement} from */
function pieces(from) {
  const found = from.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, summary, caption, th, td, legend");
  return [...found]
    .filter((each) => each.checkVisibility() && !each.closest("form, nav, [aria-hidden], [data-aloud]"))
    .filter((each) => !each.querySelector("p, li, dd, td"))
    .map((each) => (each.textContent ?? "").replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

/** A voice for the page's language, one of the device itself first. */
function voice() {
  const language = document.documentElement.lang.slice(0, 2);
  const fit = speech.getVoices().filter((each) => each.lang.slice(0, 2) === language);
  return fit.find((each) => each.localService) ?? fit[0];
}

if (main && speech) {
  const row = document.createElement("div");
  row.className = "row no-print";
  row.dataset.aloud = "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  row.append(button, said);
  main.prepend(row);
  let agreed = false;

  const rest = () => {
    button.textContent = "Read this page aloud";
    button.setAttribute("aria-pressed", "false");
  };
  rest();

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") {
      speech.cancel();
      return rest();
    }
    const found = voice();
    said.textContent = "";
    if (!found) {
      said.textContent = "This device has no voice for this language.";
      return;
    }
    if (!found.localService && !agreed) {
      agreed = true;
      said.textContent = "This device’s only voice sends the words of the page to its maker. To let it speak, tap once more.";
      return;
    }
    speech.cancel();
    const words = pieces(main);
    words.forEach((text, index) => {
      const part = new SpeechSynthesisUtterance(text);
      part.voice = found;
      part.lang = found.lang;
      if (index === words.length - 1) part.onend = rest;
      speech.speak(part);
    });
    button.textContent = "Stop reading";
    button.setAttribute("aria-pressed", "true");
  });
  speech.getVoices(); // some browsers load them only when asked
  addEventListener("pagehide", () => speech.cancel());
}
