// <book-exercise>: native inputs in the page, checked by the book's Python in a worker; what was done is kept.
import {engine, Refused} from "./engine.js";
import * as address from "./address.js";
import {answers, isEmpty} from "./answers.js";
import {attachEssay} from "./essay.js";
import * as marks from "./marks.js";
import * as progress from "./progress.js";
import {attachSteps} from "./steps.js";
import {allWords, say} from "./texts.js";
import "./board.js";
import "./quiz.js";

const NEAR = "1500px";
const DRAWS = 10; // seeds tried for a variant that looks different
const SHORT_SEED = 9999; // easily typed

class BookExercise extends HTMLElement {
  #spec;
  #inputs; // how they are read and written
  #record;
  #drawn; // seed of the variant whose texts stand in the page
  #turn = 0; // an answer that is late for it is dropped
  #isNear = false;
  #isWarned = false; // that the answer is shown without a try

  connectedCallback() {
    const spec = this.#part("spec");
    if (this.#spec || !spec) return; // without one it is graded elsewhere, and here only to be read
    this.#spec = JSON.parse(spec.textContent);
    this.#inputs = answers[this.#type];
    this.#drawn = this.#spec.item.seed ?? null;
    this.#record = progress.recordOf(this.#id);
    for (const fieldset of this.querySelectorAll("fieldset")) fieldset.disabled = false;
    for (const name of ["buttons", "variant"]) this.#part(name)?.removeAttribute("hidden");
    this.dataset.state = "ready";
    if (this.#type === "essay") attachEssay(this, this.#spec, (text) => this.#tell(text));
    else this.#attach();
    if (!progress.isKept()) this.#tell(say("exercise_not_kept"));
  }

  get #id() {
    return this.#spec.item.id;
  }

  get #type() {
    return this.#spec.item.type;
  }

  get #seed() {
    return this.#record.seed ?? this.#spec.item.seed ?? null;
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  #attach() {
    const pressed = {
      hint: () => this.#openHint(),
      answer: () => this.#giveUp(),
      again: () => this.#again(),
      another: () => this.#drawAnother(),
    };
    for (const [name, act] of Object.entries(pressed)) this.#part(name)?.addEventListener("click", act);
    this.#part("seed")?.addEventListener("change", ({target}) => this.#takeTyped(target));
    if (this.#inputs) this.#attachInputs();
    else this.#attachCode();
    progress.changes.addEventListener("change", ({detail}) => {
      const record = progress.recordOf(this.#id);
      if (detail.id !== null || JSON.stringify(record) === JSON.stringify(this.#record)) return;
      this.#record = record;
      if (this.#type === "code") this.#attachCode();
      this.#show();
    });
    const seed = address.readSeed(this.#id, progress.MOST_SEED);
    if (this.#part("seed") && seed && seed !== this.#seed) this.#takeSeed(seed);
    else this.#show();
    this.#whenNear();
  }

  #attachInputs() {
    const form = this.#part("form");
    const changed = () => this.#change(this.#inputs.read(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
    this.#part("fields").addEventListener("input", changed);
    if (this.#type === "order") attachSteps(this.#part("steps"), {tell: (text) => this.#tell(text), moved: changed});
  }

  async #attachCode() {
    const code = await import("./code.js").catch((error) => this.#fail(error));
    if (!code) return;
    const {item, lang} = this.#spec;
    const {response} = this.#record;
    code.attachCode(this.#part("code"), {item, lang, messages: allWords(), seed: null}, {
      draft: typeof response === "string" ? response : null,
      onDraft: (draft) => this.#change(draft),
      onResult: (result) => this.#take(this.#record.response ?? item.starter, result),
    });
  }

  #whenNear() {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        this.#isNear = true;
        engine.ready().catch(() => {}); // told when something is asked
        if (this.#record.stage !== "open" || this.#drawn !== this.#seed) this.#show();
        this.#verifyBest();
      },
      {rootMargin: NEAR},
    );
    observer.observe(this);
  }

  /** Python's answer, or undefined when it failed or the page has moved on meanwhile. */
  async #ask(call, more = {}, refused = () => this.#putAside()) {
    const {item, lang} = this.#spec;
    const turn = this.#turn;
    this.dataset.state = "busy";
    const isLate = () => turn !== this.#turn;
    try {
      const answer = await engine.ask({}, {call, item, seed: this.#seed, lang, ...more});
      if (isLate()) return undefined;
      this.dataset.state = "ready";
      return answer;
    } catch (error) {
      if (isLate()) return undefined;
      this.dataset.state = "ready";
      if (error instanceof Refused) refused();
      else this.#fail(error);
      return undefined;
    }
  }

  /** Whatever is still being asked is of no use any more. */
  #turnOver() {
    this.#turn++;
    this.dataset.state = "ready";
  }

  #keep(change) {
    this.#record = {...this.#record, ...change};
    if (!progress.save(this.#id, this.#record)) this.#tell(say("exercise_not_kept"));
  }

  #change(response) {
    this.#turnOver();
    this.#lock(false);
    this.#clear();
    this.#keep({response, stage: "open"});
  }

  /** Bring inputs, hints, variant and verdict to what the record says. */
  async #show() {
    this.#turnOver();
    const {stage, response} = this.#record;
    this.#clear();
    this.#showHints();
    this.#showSeed();
    this.#lock(stage === "answer");
    if (this.#type === "code") return this.#showCode();
    this.#inputs.write(this.#part("form"), response);
    if (!this.#isNear) return;
    if (this.#drawn !== this.#seed && !(await this.#showVariant())) return;
    if (stage === "checked" && !isEmpty(response)) {
      const result = await this.#ask("score", {response});
      if (result) await this.#showResult(response, result);
    }
    if (stage === "answer") await this.#showAnswer("exercise_given_up");
  }

  async #showVariant() {
    const view = await this.#ask("view");
    if (!view) return false;
    marks.fillTexts(this, view);
    this.#drawn = this.#seed;
    return true;
  }

  async #check() {
    const form = this.#part("form");
    const response = this.#inputs.read(form);
    this.#turnOver();
    this.#clear();
    if (!this.#inputs.isComplete(response, form)) return this.#refuse(say(`exercise_missing_${this.#type}`));
    this.#tell(say("exercise_busy"));
    const unread = () => this.#refuse(say("exercise_unread", {typed: marks.brief(response)}));
    const result = await this.#ask("score", {response}, unread);
    if (result) this.#take(response, result);
  }

  /** Keep a try and show what came of it. */
  #take(response, result) {
    const {tries, seen, best} = this.#record;
    const tried = {seed: this.#record.seed, response, credit: result.credit};
    const isBetter = !seen && (!best || tried.credit > best.credit);
    this.#clear();
    this.#keep({response, stage: "checked", tries: tries + 1, best: isBetter ? tried : best});
    return this.#showResult(response, result);
  }

  async #showResult(response, result) {
    const {item, lang} = this.#spec;
    marks.showResult(this, {item, lang, response, result, seen: this.#record.seen});
    if (result.verdict === "right") await this.#showAnswer();
  }

  #showCode() {
    const {stage, best, response} = this.#record;
    if (stage === "answer") return this.#isNear && this.#showAnswer("exercise_given_up");
    if (stage !== "checked" || best?.response !== response) return;
    const verdict = marks.verdictOf(best.credit);
    return this.#showResult(response, {credit: best.credit, verdict, feedback: [], parts: {}});
  }

  /** The answer in words with its reasons; `key` of the verdict when it was given up for. */
  async #showAnswer(key) {
    const told = await this.#ask("solve");
    if (!told) return;
    if (key) marks.showVerdict(this, "seen", say(key));
    marks.showAnswer(this, told);
  }

  #openHint() {
    this.#keep({hints: Math.min(this.#record.hints + 1, this.#hints().length)});
    this.#showHints();
    if (this.#part("hint").hidden) this.#part("answer").focus();
  }

  #hints() {
    return [...this.#part("hints").querySelectorAll("li")];
  }

  #showHints() {
    const {hints} = this.#record;
    const all = this.#hints();
    all.forEach((hint, i) => (hint.hidden = i >= hints));
    this.#part("hints").hidden = hints === 0;
    this.#part("hints").open = true;
    this.#part("hint").hidden = hints >= all.length;
    this.#part("hint").textContent = say("exercise_hint", {next: Math.min(hints + 1, all.length), all: all.length});
  }

  async #giveUp() {
    if (!this.#record.tries && !this.#isWarned) {
      this.#isWarned = true;
      return this.#tell(say("exercise_answer_anyway"));
    }
    this.#keep({stage: "answer", seen: true});
    await this.#show();
    this.#part("result").focus();
  }

  #again() {
    this.#keep({stage: "open", response: this.#type === "code" ? this.#record.response : null});
    this.#show();
    this.querySelector("[data-part=fields] :is(input, select, button, textarea)")?.focus();
  }

  async #drawAnother() {
    this.#turnOver();
    const before = await this.#ask("view");
    for (let i = 0; before && i < DRAWS; i++) {
      const seed = 1 + Math.floor(Math.random() * SHORT_SEED);
      const view = await this.#ask("view", {seed}, () => {});
      if (!view) return;
      if (!marks.looksLike({...view, seed: before.seed}, before)) return this.#takeSeed(seed);
    }
  }

  #takeTyped(input) {
    const seed = Number(input.value);
    if (Number.isInteger(seed) && seed >= 1 && seed <= progress.MOST_SEED) return this.#takeSeed(seed);
    this.#showSeed();
    this.#tell(say("exercise_seed_wrong", {typed: marks.brief(input.value), most: progress.MOST_SEED}));
  }

  async #takeSeed(seed) {
    this.#keep({seed, stage: "open", response: null, hints: 0, tries: 0, seen: false});
    await this.#show();
    if (this.#drawn === seed) this.#tell(say("exercise_drawn", {seed}));
  }

  #showSeed() {
    const input = this.#part("seed");
    if (!input) return;
    input.value = this.#seed;
    this.#part("seed-link").href = address.write(this.#id, {seed: this.#seed}, this.id);
  }

  /** A credit that storage claims is believed only until Python has looked at the response. */
  async #verifyBest() {
    const {best} = this.#record;
    if (!best || !this.#inputs) return;
    const {item, lang} = this.#spec;
    const seed = best.seed ?? item.seed ?? null;
    try {
      const {credit} = await engine.ask({}, {call: "score", item, seed, lang, response: best.response});
      if (credit !== best.credit && this.#record.best === best) this.#keep({best: {...best, credit}});
    } catch (error) {
      if (error instanceof Refused) this.#putAside();
    }
  }

  /** The stored response does not fit the item, which may have changed since. */
  #putAside() {
    progress.putAside(JSON.stringify({[this.#id]: this.#record}));
    this.#record = progress.emptyRecord();
    this.#keep({});
    this.#show();
    this.#tell(say("exercise_put_aside"));
  }

  #lock(isLocked) {
    const isCode = this.#type === "code"; // which its reader may go on with
    this.#part("fields").disabled = isLocked && !isCode;
    this.#part("answer").hidden = isLocked;
    if (!isCode) this.#part("check").hidden = isLocked;
  }

  #clear() {
    marks.clear(this);
    this.#tell("");
  }

  #tell(text) {
    this.#part("notice").textContent = text;
  }

  #refuse(text) {
    this.#tell("");
    this.#part("error").textContent = text;
    const input = this.querySelector("[data-part=fields] :is(input, select)");
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }

  #fail(error) {
    this.#tell("");
    this.dataset.state = "error";
    this.#part("error").textContent = say("exercise_failed");
    this.dataset.reason = String(error.message || error.name);
  }
}

customElements.define("book-exercise", BookExercise);
