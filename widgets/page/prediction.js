// A guess before the first move, told against the model's answer.
import {isHit, load, read, save, worded} from "./predictions.js";

/** Brings a prediction form to life; `apply(setting)` sets the controls to the case guessed about. */
export function attachPrediction(form, {name, prediction, messages}, apply) {
  function reveal({guess, hit}) {
    const text = messages[hit ? "prediction_hit" : "prediction_miss"]
      .replace("{guess}", worded(prediction, guess))
      .replace("{answer}", worded(prediction, prediction.answer));
    form.querySelector("[data-part=prediction-result]").textContent = text;
    form.querySelector("[data-part=prediction-entry]").hidden = true;
    form.dataset.result = hit ? "hit" : "miss";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const entry = new FormData(form).get("guess");
    if (entry === null || entry === "") return;
    const guess = prediction.kind === "number" ? Number(entry) : entry;
    const hit = isHit(prediction, guess);
    save(name, {guess, answer: prediction.answer, hit});
    reveal({guess, hit});
    apply(prediction.setting);
  });
  form.querySelector("[data-part=prediction-skip]").addEventListener("click", () => {
    form.hidden = true;
  });

  const earlier = read(prediction, load()[name]);
  if (earlier.state === "made") reveal(earlier);
}
