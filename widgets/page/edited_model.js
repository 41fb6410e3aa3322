// A model that a reader has changed: run apart from the book's, and believed only as far as its answers have the right shape.

export class EditedModel {
  #engine;
  #spec;
  #words;

  constructor(engine, spec, words) {
    this.#engine = engine;
    this.#spec = spec;
    this.#words = words;
  }

  async answer(request) {
    const answer = await this.#engine.ask("answer", request);
    if (answer !== undefined && !isAnswer(answer, this.#spec)) throw new TypeError("an answer that the page cannot show");
    return answer;
  }

  /** {values: [{ours, holds}], predicted}, or undefined. */
  async recheck() {
    const checked = await this.#engine.ask("recheck", {call: "recheck", name: this.#spec.name});
    if (checked !== undefined && !isRecheck(checked, this.#spec)) throw new TypeError("an answer that the page cannot show");
    return checked;
  }

  /** What went wrong, in the reader's words. */
  explain({name, kind, line, message}) {
    const words = this.#words;
    if (name === "TooSlow") return words.too_slow;
    if (name === "Refused") return words.refused + message;
    if (name !== "Fault") return words.misfit;
    const told = `${kind}: ${message}`.slice(0, LONGEST_ERROR);
    const what = words[`fault_${kind}`] ?? words.fault_other;
    return (line ? words.fault.replace("{line}", line) : words.fault_elsewhere) + `${what} (${told})`;
  }

  close() {
    this.#engine.close();
  }
}

const LONGEST_ERROR = 300;
const TRACES = ["bar", "scatter", "scatterternary"];

function isAnswer(answer, {controls}) {
  const {headline, change = "", notes, table, details, measures, shown, figure} = answer;
  return (
    isText(headline) && isText(change) && isList(notes, isText) &&
    isTable(table) && (details === undefined || isTable(details)) &&
    isList(measures, ({label, text}) => isText(label) && isText(text)) &&
    controls.every((control) => isValue(control, shown[control.key])) &&
    isList(figure.data, ({type = "scatter"}) => TRACES.includes(type)) &&
    !JSON.stringify(figure).includes("<a") // plotly would make links of it
  );
}

function isRecheck({values, predicted}, {prediction, model}) {
  const isPossible =
    prediction.kind === "number" ? Number.isFinite(predicted) : Object.hasOwn(prediction.labels, predicted);
  return (
    isPossible && isList(values, ({ours, holds}) => Number.isFinite(ours) && typeof holds === "boolean") &&
    values.length === model.replications
  );
}

const isText = (value) => typeof value === "string";
const isList = (value, test) => Array.isArray(value) && value.every(test);
const isTable = (table) =>
  isText(table.caption) && isList(table.columns, isText) && isList(table.rows, (row) => isList(row, isText));

function isValue({kind, options}, value) {
  if (kind === "toggle") return typeof value === "boolean";
  if (kind === "choice") return options.includes(value);
  return kind === "slider" ? Number.isFinite(value) : isText(value);
}
