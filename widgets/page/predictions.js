// The guesses that readers make before they move anything, kept in this browser only.

const KEY = "book.predictions";
const MOST_DECIMALS = 4;

/** All that is stored, by explorable; nothing if there is no storage or a damaged one. */
export function load() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY));
    return isRecord(stored) ? stored : {};
  } catch {
    return {};
  }
}

export function save(name, guess) {
  try {
    localStorage.setItem(KEY, JSON.stringify({...load(), [name]: guess}));
  } catch {
    // private mode: the result is shown and forgotten
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // private mode: there is nothing to forget
  }
}

/** Whether a guess about `prediction` hits the model's answer. */
export function isHit(prediction, guess) {
  const {kind, answer, near} = prediction;
  return kind === "number" ? Math.abs(guess - answer) <= near : guess === answer;
}

/** A stored entry as {state: "none" | "made" | "stale" | "damaged", guess, hit}; its own verdict is not believed. */
export function read(prediction, entry) {
  if (entry === undefined) return {state: "none"};
  if (!isRecord(entry) || !isPossible(prediction, entry.guess)) return {state: "damaged"};
  if (entry.answer !== prediction.answer) return {state: "stale"};
  return {state: "made", guess: entry.guess, hit: isHit(prediction, entry.guess)};
}

/** A guess or an answer as readers see it. */
export function worded(prediction, value) {
  const {kind, unit, labels} = prediction;
  return kind === "number" ? `${Number(value.toFixed(decimals(prediction)))}${unit}` : labels[value];
}

function decimals({near}) {
  // One place finer than the tolerance that decides.
  return Math.min(MOST_DECIMALS, Math.max(0, 1 - Math.floor(Math.log10(near))));
}

function isPossible({kind, minimum, maximum, labels}, guess) {
  if (kind === "number") return typeof guess === "number" && guess >= minimum && guess <= maximum;
  return typeof guess === "string" && Object.hasOwn(labels, guess);
}

function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
