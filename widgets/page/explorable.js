// <book-explorable>: native inputs in the page, answers from the book's Python in a worker.
import {Engine, engine, Refused, TooSlow} from "./engine.js";
import * as address from "./address.js";
import {attachFiles} from "./files.js";
import {attachModel} from "./model.js";
import {attachPlayer} from "./player.js";
import {attachPrediction} from "./prediction.js";

const NEAR = "1500px";

const keyOf = (setting) =>
  Object.keys(setting).sort().map((key) => `${key}=${setting[key]}`).join("&");

class BookExplorable extends HTMLElement {
  #spec;
  #setting = {}; // what the reader has set, by control; what is missing stands at its default
  #settled = {}; // the setting when the last gesture ended
  #before = {}; // the setting that the present one is compared with
  #replaced = {}; // the setting that a button, a preset or a file put away
  #shown = {};
  #baked = null;
  #chart = null;
  #edited = null; // the reader's changed model, while it answers in place of the book's

  connectedCallback() {
    if (this.#spec) return;
    this.#spec = JSON.parse(this.#part("spec").textContent);
    this.#shown = this.#spec.shown;
    for (const input of this.#inputs()) {
      input.addEventListener("input", () => this.#move(input));
      input.addEventListener("change", () => (this.#settled = {...this.#setting}));
    }
    for (const fieldset of this.querySelectorAll("fieldset")) fieldset.disabled = false;
    this.#part("preset")?.addEventListener("change", (event) => this.#applyPreset(event.target));
    this.#part("reset").addEventListener("click", () => this.#replace({}));
    this.#part("copy").addEventListener("click", () => this.#copyLink());
    this.#part("undo")?.addEventListener("click", () => this.#replace(this.#replaced));
    if (this.#part("files")) this.#attachFiles();
    const prediction = this.#part("prediction");
    if (prediction) attachPrediction(prediction, this.#spec, (setting) => this.#take(setting));
    for (const button of this.querySelectorAll("[data-plays]")) {
      attachPlayer(button, this.querySelector(`[data-control="${button.dataset.plays}"]`), this.#spec.messages);
    }
    this.#loadBaked();
    this.#whenNear(() => this.#prepare());
    this.#openAddress();
    if (this.#part("model")) this.#attachModel();
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  #inputs() {
    return [...this.querySelectorAll("[data-control]")];
  }

  #control(key) {
    return this.#spec.controls.find((control) => control.key === key);
  }

  #attachFiles() {
    attachFiles(this.#part("files"), this.#spec, {
      setting: () => this.#setting,
      take: (setting) => this.#replace(setting),
      tell: (text) => this.#notify(text, {seen: true}),
      fail: (error, refuse) => (refuse && error instanceof Refused ? refuse(error.message) : this.#showError(error)),
    });
  }

  #attachModel() {
    attachModel(this.#part("model"), {
      spec: this.#spec,
      element: this,
      engineFor: (edit) => new Engine(edit),
      request: () => this.#request(),
      original: (asker, request) => engine.ask(asker, request),
      answerBy: (edited, answer) => this.#answerBy(edited, answer),
      address: () => address.write(this.#spec.name, this.#setting, this.id),
      tell: (text) => this.#notify(text),
    });
  }

  /** From now on a changed model answers, whose present answer is given; or with null the book's own again. */
  #answerBy(edited, answer) {
    this.#edited = edited;
    this.setAttribute("data-model", edited ? "edited" : "original");
    if (edited) return this.#present(answer);
    this.#showBaked();
    return this.#ask();
  }

  #whenNear(start) {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        start();
      },
      {rootMargin: NEAR},
    );
    observer.observe(this);
  }

  async #prepare() {
    try {
      await engine.ready();
      // Only now: plotly's half second on this thread must not delay the first answer.
      this.#chart = await import("./chart.js");
    } catch (error) {
      return this.#showError(error);
    }
    this.#ask();
  }

  async #loadBaked() {
    const response = await fetch(new URL(`./answers/${this.#spec.name}.json`, import.meta.url));
    if (response.ok) this.#baked = await response.json();
  }

  #openAddress() {
    this.setAttribute("data-state", "ready");
    const {setting, refused} = address.read(this.#spec.name, this.#spec.controls);
    if (refused.length) this.#notify(this.#spec.messages.link_ignored + refused.join(", "));
    else if (Object.keys(setting).length) this.#change(setting, {fresh: true});
  }

  #move(input) {
    const control = this.#control(input.dataset.control);
    const setting = {...this.#setting};
    for (const each of this.#spec.controls) {
      const follows = each.part_of === control.key;
      const sibling = control.part_of && each.part_of === control.part_of;
      if (follows || each.key === control.part_of) delete setting[each.key];
      else if (sibling) setting[each.key] = this.#shown[each.key];
    }
    setting[control.key] = valueOf(input, control.kind);
    this.#change(setting);
  }

  #applyPreset(select) {
    const preset = this.#spec.presets.find((each) => each.key === select.value);
    if (preset) this.#take(preset.settings);
  }

  #take(setting) {
    this.#keep();
    this.#change({...setting});
    this.#settled = {...this.#setting};
  }

  #replace(setting) {
    this.#keep();
    this.#change({...setting}, {fresh: true});
  }

  /** Remember what is about to be replaced, so that it can be brought back. */
  #keep() {
    this.#replaced = this.#setting;
    const undo = this.#part("undo");
    if (undo) undo.hidden = keyOf(this.#replaced) === "";
  }

  /** Take over a setting and answer it; `fresh` when there is nothing to compare it with. */
  #change(setting, {fresh = false} = {}) {
    this.#setting = Object.fromEntries(
      Object.entries(setting).filter(([key, value]) => value !== this.#control(key).default),
    );
    if (fresh) this.#settled = {...this.#setting};
    this.#before = this.#settled;
    const preset = this.#part("preset");
    if (preset && fresh) preset.value = "";
    this.#notify("");
    this.#showBaked();
    this.#ask();
  }

  #showBaked() {
    if (this.#edited) return;
    const baked = this.#baked?.[keyOf(this.#setting)];
    if (!baked) return;
    const change = keyOf(this.#before) === "" ? baked.change : "";
    this.#show({...baked, change});
  }

  #request() {
    const {name, lang} = this.#spec;
    const moved = keyOf(this.#before) !== keyOf(this.#setting);
    return {name, lang, inputs: this.#setting, before: moved ? this.#before : null};
  }

  async #ask() {
    this.setAttribute("data-state", "busy");
    const asked = this.#setting;
    const edited = this.#edited;
    try {
      const answer = await (edited ? edited.answer(this.#request()) : engine.ask(this, this.#request()));
      if (answer && edited === this.#edited) await this.#present(answer, {late: asked !== this.#setting});
    } catch (error) {
      if (edited === this.#edited) this.#showError(error);
    }
  }

  async #present(answer, {late = false} = {}) {
    this.#show(answer, {late});
    await this.#draw(answer.figure);
    this.setAttribute("data-state", "ready");
    this.dispatchEvent(new CustomEvent("answered", {detail: answer}));
  }

  /** Show an answer; a late one leaves alone the texts that are being typed. */
  #show(answer, {late = false} = {}) {
    this.#shown = answer.shown;
    this.#part("error").textContent = "";
    const headline = this.#part("headline");
    if (headline.textContent !== answer.headline) headline.textContent = answer.headline;
    this.#part("change").textContent = answer.change || "";
    this.#part("notes").replaceChildren(...answer.notes.map((note) => filled("li", note)));
    fillTable(this.#part("table"), answer.table);
    const details = this.#part("details");
    if (details) fillTable(details, answer.details);
    this.#part("figure").setAttribute("aria-label", answer.headline);
    for (const input of this.#inputs()) {
      const isTyped = late && this.#control(input.dataset.control).kind === "text";
      if (!isTyped) this.#showValue(input, answer.shown[input.dataset.control]);
    }
    for (const group of this.querySelectorAll("details.group")) this.#countSet(group, answer.shown);
    for (const row of this.querySelectorAll("[data-needs]")) row.hidden = !answer.shown[row.dataset.needs];
  }

  #showValue(input, value) {
    const control = this.#control(input.dataset.control);
    if (control.kind === "toggle") input.checked = value;
    else if (input.value !== String(value)) input.value = value;
    if (control.kind !== "slider") return;
    const text = value.toFixed(control.digits) + this.#spec.units[control.key];
    input.setAttribute("aria-valuetext", text);
    this.querySelector(`output[for="${input.id}"]`).textContent = text;
  }

  #countSet(group, shown) {
    const controls = [...group.querySelectorAll("[data-control]")].map((input) => this.#control(input.dataset.control));
    const set = controls.filter(({key, default: unset}) => shown[key] !== unset);
    group.querySelector(".count").textContent = `${set.length}/${controls.length}`;
  }

  async #draw(figure) {
    if (!this.#chart) return;
    const box = this.#part("figure");
    let canvas = box.querySelector(".chart");
    if (!canvas) {
      canvas = document.createElement("div");
      canvas.className = "chart";
      box.append(canvas);
    }
    await this.#chart.draw(canvas, figure);
    for (const sketch of box.querySelectorAll(".sketch")) sketch.remove();
  }

  #showError(error) {
    const {messages} = this.#spec;
    const text =
      this.#edited ? this.#edited.explain(error)
      : error instanceof Refused ? error.message
      : error instanceof TooSlow ? messages.too_slow
      : messages.failed;
    this.#part("error").textContent = text;
    this.setAttribute("data-state", "error");
    this.dispatchEvent(new CustomEvent("failed", {detail: error}));
  }

  #notify(text, {seen = false} = {}) {
    const notice = this.#part("notice");
    notice.textContent = text;
    if (seen) notice.scrollIntoView({block: "nearest"});
  }

  async #copyLink() {
    const link = address.write(this.#spec.name, this.#setting, this.id);
    history.replaceState(null, "", link);
    try {
      await navigator.clipboard.writeText(link);
      this.#notify(this.#spec.messages.copied);
    } catch {
      this.#notify(this.#spec.messages.copy_by_hand + link);
    }
  }
}

function valueOf(input, kind) {
  if (kind === "toggle") return input.checked;
  return kind === "slider" ? Number(input.value) : input.value;
}

function filled(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function fillTable(table, {caption, columns, rows}) {
  table.querySelector("caption").textContent = caption;
  table.querySelector("thead tr").replaceChildren(
    ...columns.map((column) => Object.assign(filled("th", column), {scope: "col"})),
  );
  table.querySelector("tbody").replaceChildren(
    ...rows.map(([first, ...others]) => {
      const row = document.createElement("tr");
      row.append(Object.assign(filled("th", first), {scope: "row"}));
      row.append(...others.map((cell) => filled("td", cell)));
      return row;
    }),
  );
}

customElements.define("book-explorable", BookExplorable);
