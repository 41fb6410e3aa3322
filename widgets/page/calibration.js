// <book-calibration>: all guesses of the book, told against the models' answers and drawn.
import {download} from "./download.js";
import {forget, load, read, worded} from "./predictions.js";
import {chanceOfBlindHit, chanceOfSplit, wilson} from "./statistics.js";

const FEWEST_UNITS = 3; // of tolerance to either side, on the axis of errors
const MOST_UNITS = 10;

class BookCalibration extends HTMLElement {
  #spec;

  connectedCallback() {
    if (this.#spec) return;
    this.#spec = JSON.parse(this.#part("spec").textContent);
    this.#part("export").addEventListener("click", () => this.#export());
    this.#part("forget").addEventListener("click", () => this.#part("confirm").showModal());
    this.#part("confirm").addEventListener("close", () => this.#confirmed());
    for (const event of ["storage", "pageshow"]) addEventListener(event, () => this.#show());
    this.#show();
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  #show() {
    const stored = load();
    const guesses = this.#spec.predictions.map((prediction) => ({
      ...prediction,
      ...read(prediction, Object.hasOwn(stored, prediction.name) ? stored[prediction.name] : undefined),
    }));
    const made = guesses.filter(({state}) => state === "made");
    for (const guess of guesses) this.#showVerdict(guess);
    this.#part("summary").textContent = this.#summary(made, guesses.length);
    this.#showHits(made);
    this.#showErrors(made.filter(({kind}) => kind === "number"));
    this.#part("export").disabled = !made.length;
    this.#part("forget").disabled = guesses.every(({state}) => state === "none");
    this.#part("buttons").hidden = false;
    this.dataset.state = !made.length ? "none" : made.length < guesses.length ? "some" : "all";
  }

  #text(name, values = {}) {
    return this.#spec.messages[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  #showVerdict(guess) {
    const place = this.querySelector(`[data-guess="${guess.name}"]`);
    place.dataset.verdict = guess.state === "made" ? (guess.hit ? "hit" : "miss") : guess.state;
    place.textContent = this.#text(`calibration_${place.dataset.verdict}`, guess.state === "made" && {
      guess: worded(guess, guess.guess),
      answer: worded(guess, guess.answer),
    });
  }

  #summary(made, all) {
    if (!made.length) return this.#text("calibration_nothing", {all});
    const hits = made.filter(({hit}) => hit).length;
    return this.#text("calibration_sum", {all, made: made.length, hits, blind: percent(blindChance(made))});
  }

  #showHits(made) {
    this.#part("hits").hidden = !made.length;
    const groups = this.#spec.sections.map((section) => [section, made.filter((guess) => guess.section === section)]);
    const rows = [...groups, [this.#text("calibration_all"), made]].filter(([, guesses]) => guesses.length);
    this.#part("hits").querySelector("tbody").replaceChildren(...rows.map((row) => this.#hitsRow(...row)));
  }

  #hitsRow(section, guesses) {
    const hits = guesses.filter(({hit}) => hit).length;
    const [low, high] = wilson(hits, guesses.length);
    const blind = blindChance(guesses);
    const share = hits / guesses.length;
    const words = this.#text("calibration_share", {
      share: percent(share), low: percent(low), high: percent(high), blind: percent(blind),
    });
    const kinds = ["choice", "number"].map((kind) => [kind, guesses.filter((guess) => guess.kind === kind)]);
    const counted = kinds.filter(([, some]) => some.length).map(([kind, some]) =>
      this.#text(`calibration_${kind}`, {hits: some.filter(({hit}) => hit).length, count: some.length}));
    const plot = drawing([
      ["line", {class: "axis", x1: "0%", x2: "100%", y1: "50%", y2: "50%"}],
      ["line", {class: "interval", x1: percent(low), x2: percent(high), y1: "50%", y2: "50%"}],
      ["line", {class: "blind", x1: percent(blind), x2: percent(blind), y1: "10%", y2: "90%"}],
      ["circle", {class: "share", cx: percent(share), cy: "50%", r: 5}],
    ]);
    return row(section, counted.join(this.#text("calibration_and")), [plot, element("span", words)]);
  }

  #showErrors(numbers) {
    this.#part("errors").hidden = !numbers.length;
    if (!numbers.length) return;
    const errors = numbers.map(({guess, answer, near}) => (guess - answer) / near);
    const reach = Math.min(MOST_UNITS, Math.max(FEWEST_UNITS, Math.ceil(Math.max(...errors.map(Math.abs)))));
    const scale = this.#part("scale").children;
    [-reach, 0, reach].forEach((units, i) => (scale[i].textContent = signed(units)));
    const rows = numbers.map((guess, i) => this.#errorRow(guess, errors[i], reach));
    this.#part("errors").querySelector("tbody").replaceChildren(...rows);
    this.#part("lean").textContent = this.#lean(errors);
  }

  #errorRow(guess, error, reach) {
    const at = (units) => `${50 + (50 * units) / reach}%`;
    const inside = Math.max(-reach, Math.min(reach, error));
    const beyond = inside !== error;
    const plot = drawing([
      ["rect", {class: "near", x: at(-1), width: `${100 / reach}%`, y: "0%", height: "100%"}],
      ["line", {class: "axis", x1: "0%", x2: "100%", y1: "50%", y2: "50%"}],
      ["line", {class: "zero", x1: "50%", x2: "50%", y1: "0%", y2: "100%"}],
      ["line", {class: "error", x1: "50%", x2: at(inside), y1: "50%", y2: "50%"}],
      ["circle", {class: beyond ? "share beyond" : "share", cx: at(inside), cy: "50%", r: 5}],
    ]);
    const words = this.#text(beyond ? "calibration_beyond" : "calibration_error", {
      units: signed(error), guess: worded(guess, guess.guess), answer: worded(guess, guess.answer),
    });
    return row(guess.title, [plot, element("span", words)]);
  }

  #lean(errors) {
    const over = errors.filter((error) => error > 0).length;
    const under = errors.filter((error) => error < 0).length;
    if (!over && !under) return this.#text("calibration_exact");
    return this.#text("calibration_lean", {over, under, chance: percent(chanceOfSplit(over, under))});
  }

  #export() {
    const stored = load();
    const kept = this.#spec.predictions.flatMap((prediction) => {
      const {state, guess, hit} = read(prediction, stored[prediction.name]);
      const {name, title, question, kind, answer, near = null} = prediction;
      return state === "made" ? [{name, title, question, kind, guess, answer, near, hit}] : [];
    });
    download("predictions.json", JSON.stringify(kept, null, 2), "application/json");
  }

  #confirmed() {
    const dialog = this.#part("confirm");
    if (dialog.returnValue !== "forget") return;
    dialog.returnValue = "";
    forget();
    this.#show();
    this.#part("summary").textContent = this.#text("calibration_forgotten");
    this.#part("summary").focus();
  }
}

function blindChance(guesses) {
  return guesses.reduce((sum, guess) => sum + chanceOfBlindHit(guess), 0) / guesses.length;
}

function percent(share) {
  return `${Math.round(100 * share)}%`;
}

function signed(units) {
  return units > 0 ? `+${rounded(units)}` : rounded(units).replace("-", "−");
}

function rounded(units) {
  return String(Number(units.toFixed(1)));
}

function element(tag, text) {
  return Object.assign(document.createElement(tag), {textContent: text});
}

function row(head, ...cells) {
  const made = document.createElement("tr");
  made.append(Object.assign(element("th", head), {scope: "row"}));
  for (const content of cells) {
    const cell = document.createElement("td");
    cell.append(...[content].flat());
    made.append(cell);
  }
  return made;
}

/** A strip of marks; the words beside it say the same, so it is for the eye alone. */
function drawing(marks) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of marks) {
    const mark = document.createElementNS(svg.namespaceURI, tag);
    for (const [name, value] of Object.entries(attributes)) mark.setAttribute(name, value);
    svg.append(mark);
  }
  return svg;
}

customElements.define("book-calibration", BookCalibration);
