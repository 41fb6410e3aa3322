// A guess before the first move, told against the model's answer; kept in this browser only.

const KEY = "book.predictions";

function load() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // no storage, or a damaged one: the page works without
  }
}

function save(name, result) {
  try {
    localStorage.setItem(KEY, JSON.stringify({...load(), [name]: result}));
  } catch {
    // private mode: the result is shown and forgotten
  }
}

/** Brings a prediction form to life; `apply(setting)` sets the controls to the case guessed about. */
export function attachPrediction(form, {name, prediction, messages}, apply) {
  const {kind, answer, near, setting, unit} = prediction;
  const worded = (value) => (kind === "number" ? `${value}${unit}` : prediction.labels[value] ?? value);

  function reveal({guess, hit}) {
    const text = messages[hit ? "prediction_hit" : "prediction_miss"]
      .replace("{guess}", worded(guess))
      .replace("{answer}", worded(answer));
    form.querySelector("[data-part=prediction-result]").textContent = text;
    form.querySelector("[data-part=prediction-entry]").hidden = true;
    form.dataset.result = hit ? "hit" : "miss";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const entry = new FormData(form).get("guess");
    if (entry === null || entry === "") return;
    const guess = kind === "number" ? Number(entry) : entry;
    const hit = kind === "number" ? Math.abs(guess - answer) <= near : guess === answer;
    save(name, {guess, answer, hit});
    reveal({guess, hit});
    apply(setting);
  });
  form.querySelector("[data-part=prediction-skip]").addEventListener("click", () => {
    form.hidden = true;
  });

  const earlier = load()[name];
  const valid = earlier && typeof earlier.hit === "boolean" && ["number", "string"].includes(typeof earlier.guess);
  if (valid && earlier.answer === answer) reveal(earlier);
}
