// The model's own source in an editor: each change is run apart, told against the original, and can be taken back.
import {unifiedMergeView} from "@codemirror/merge";
import {highlightSpecialChars} from "@codemirror/view";
import {download} from "./download.js";
import {createEditor} from "./editor.js";
import {EditedModel} from "./edited_model.js";
import {changes, counted, fingerprint} from "./model_diff.js";
import * as drafts from "./model_drafts.js";
import {BadLink, decode, encode, keyOf, LONGEST} from "./model_link.js";
import {cells, fillRows, lineItem} from "./model_tables.js";
import {worded} from "./predictions.js";

const PAUSE_MS = 400; // without a key, until a change is run

export class ModelEditor {
  #box;
  #host;
  #words;
  #file;
  #original;
  #editor = null;
  #isStale = false; // whether the draft was made from an earlier original
  #putAway = null; // the changed text that a press on "restore" took out of use
  #edited = null; // the model that answers: the last change that worked
  #candidate = null; // the one that is being tried
  #timer = 0;

  /** Load words and source, then fill the box; `link` is the change that the address brings, or null. */
  static async open(box, host, link) {
    const words = await (await fetched("model_words.json")).json();
    const offer = link === null ? null : await offered(link, host.spec.model.files);
    const file = offer?.file ?? host.spec.model.files[0];
    const editor = new ModelEditor(box, host, words, file, await source(file));
    if (offer) editor.#consider(offer);
    else editor.#begin();
  }

  constructor(box, host, words, file, original) {
    this.#box = box;
    this.#host = host;
    this.#words = words;
    this.#file = file;
    this.#original = original;
    for (const button of host.element.querySelectorAll(".model-toggle")) {
      button.addEventListener("click", () => this.#toggle());
    }
    this.#part("model-copy").addEventListener("click", () => this.#copyLink());
    this.#part("model-download").addEventListener("click", () => this.#download());
    this.#part("model-file")?.addEventListener("change", ({target}) => this.#choose(target));
    host.element.addEventListener("answered", ({detail}) => this.#edited && this.#compare(detail));
    host.element.addEventListener("failed", ({detail}) => this.#edited && this.#mark(detail));
  }

  #part(name) {
    return this.#host.element.querySelector(`[data-part="${name}"]`);
  }

  /** Show the editor with the reader's draft, if there is one, or else with the original. */
  #begin() {
    const draft = drafts.load(this.#file);
    this.#isStale = draft !== null && draft.of !== fingerprint(this.#original);
    this.#edit(draft?.text ?? this.#original);
  }

  /** Put a text into the editor and run it; undoing leads to the `earlier` one. */
  #edit(text, earlier = text) {
    this.#part("model-body").hidden = false;
    this.#editor?.destroy();
    this.#editor = createEditor(this.#part("model-code"), {
      text: earlier,
      label: this.#words.editor.replace("{file}", `${this.#file}.py`),
      lang: this.#host.spec.lang,
      onChange: () => this.#wait(),
      extensions: [highlightSpecialChars(), this.#difference()],
    });
    if (text !== earlier) this.#editor.set(text);
    this.#run();
  }

  #difference(options = {}) {
    const button = (type, revert) => {
      if (type === "accept") return document.createElement("span");
      const label = this.#words.revert;
      return Object.assign(document.createElement("button"), {type: "button", textContent: label, onclick: revert});
    };
    return unifiedMergeView({original: this.#original, mergeControls: button, ...options});
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), PAUSE_MS);
  }

  async #choose({value}) {
    try {
      const original = await source(value);
      this.#answerByOriginal();
      this.#file = value;
      this.#original = original;
      this.#putAway = null;
      this.#begin();
    } catch (error) {
      console.warn(error);
      this.#part("model-file").value = this.#file;
      this.#tell(this.#words.not_loaded);
    }
  }

  /** Run what is in the editor; what answers changes only when it has answered. */
  async #run() {
    clearTimeout(this.#timer);
    const text = this.#editor.text();
    this.#candidate?.close();
    this.#candidate = null;
    this.#showChanges(text);
    this.#keep(text);
    this.#mark(null);
    if (text === this.#original) return this.#answerByOriginal();
    this.#putAway = null;
    const edit = {path: `widgets/models/${this.#file}.py`, text};
    const candidate = new EditedModel(this.#host.engineFor(edit), this.#host.spec, this.#words);
    this.#candidate = candidate;
    try {
      const answer = await this.#answerOf(candidate);
      if (candidate === this.#candidate) await this.#takeOver(candidate, answer);
    } catch (error) {
      if (candidate === this.#candidate) this.#refuse(candidate, error);
    }
  }

  /** Its answer to the setting on the page, which may move while it is computed. */
  async #answerOf(candidate) {
    for (;;) {
      const request = this.#host.request();
      const answer = await candidate.answer(request);
      if (candidate !== this.#candidate || request.inputs === this.#host.request().inputs) return answer;
    }
  }

  async #takeOver(candidate, answer) {
    this.#candidate = null;
    this.#edited?.close();
    this.#edited = candidate;
    this.#showWho();
    this.#tell(this.#words.ran);
    await this.#host.answerBy(candidate, answer);
    if (candidate === this.#edited) await this.#recheck(candidate);
  }

  #refuse(candidate, error) {
    this.#candidate = null;
    candidate.close();
    this.#mark(error, candidate);
    this.#tell(this.#edited ? this.#words.kept_edited : this.#words.kept_original);
  }

  #mark(error, model = this.#edited) {
    const message = error ? model.explain(error) : "";
    this.#part("model-fault").textContent = message;
    this.#editor.markLines(error?.line ? [{line: error.line, message}] : []);
  }

  #answerByOriginal() {
    const was = this.#edited;
    this.#edited = null;
    this.#showWho();
    was?.close();
    if (was) this.#host.answerBy(null);
    this.#part("model-results").hidden = true;
  }

  /** Back to the original with one press, and with another to the change again. */
  #toggle() {
    const text = this.#editor.text();
    if (text === this.#original && this.#putAway === null) return;
    const next = this.#putAway ?? this.#original;
    const putAway = this.#putAway === null ? text : null;
    this.#editor.set(next);
    this.#run();
    this.#putAway = putAway;
    this.#showWho();
    this.#tell(putAway === null ? "" : this.#words.restored);
  }

  #showWho() {
    const isEdited = this.#edited !== null;
    const canToggle = isEdited || this.#putAway !== null;
    this.#part("model-banner").hidden = !canToggle;
    this.#part("model-who").textContent = isEdited ? this.#words.is_edited : this.#words.is_original;
    if (!isEdited) this.#part("model-original").textContent = "";
    for (const button of this.#host.element.querySelectorAll(".model-toggle")) {
      button.textContent = this.#putAway === null ? this.#words.restore : this.#words.bring_back;
    }
  }

  #showChanges(text) {
    const made = changes(this.#original, text);
    const {places, added, removed} = counted(made);
    const list = this.#part("model-changes");
    list.querySelector("summary").textContent = this.#words.changes
      .replace("{places}", places).replace("{added}", added).replace("{removed}", removed);
    list.querySelector("ol").replaceChildren(...made.map((change) => lineItem(change, this.#words)));
    list.hidden = places === 0;
    for (const name of ["model-copy", "model-download"]) this.#part(name).disabled = places === 0;
  }

  #keep(text) {
    if (text === this.#original) this.#isStale = false;
    if (text === this.#original) drafts.forget(this.#file);
    else drafts.save(this.#file, {text, of: fingerprint(this.#original)});
    this.#part("model-draft").hidden = text === this.#original;
  }

  /** The original's answer to the same setting, beside the changed model's. */
  async #compare(answer) {
    const edited = this.#edited;
    try {
      const original = await this.#host.original(this, this.#host.request());
      if (!original || edited !== this.#edited) return;
      const isSame = original.headline === answer.headline;
      this.#part("model-original").textContent =
        isSame ? this.#words.same : this.#words.original.replace("{headline}", () => original.headline);
      const rows = original.measures.map(({label, text}, place) => [label, text, answer.measures[place]?.text ?? "—"]);
      fillRows(this.#part("model-compare"), rows, ([, before, after]) => before !== after);
      this.#part("model-results").hidden = false;
    } catch (error) {
      console.warn(error); // the changed model's answer stands all the same
    }
  }

  /** Which published values the changed model still gives. */
  async #recheck(edited) {
    const told = this.#part("model-rechecked");
    const table = this.#part("model-recheck");
    told.textContent = "";
    table.hidden = true;
    try {
      const checked = await edited.recheck();
      if (!checked || edited !== this.#edited) return;
      const lost = checked.values.filter(({holds}) => !holds).length;
      const words = [lost ? "recheck_lost" : checked.values.length ? "recheck_all" : "recheck_none"];
      told.textContent = words.map((key) => this.#words[key]).join("")
        .replace("{lost}", lost).replace("{count}", checked.values.length) + this.#aboutGuess(checked.predicted);
      const published = cells(this.#part("replication"));
      const rows = checked.values.map(({ours, holds}, place) => {
        const [quantity, value, before] = published[place];
        return [quantity, value, before, String(Number(ours.toPrecision(10))), this.#words[holds ? "holds" : "lost"]];
      });
      fillRows(table, rows, (_, place) => !checked.values[place].holds);
      table.hidden = rows.length === 0;
    } catch (error) {
      if (edited === this.#edited) told.textContent = this.#words.recheck_failed + edited.explain(error);
    }
  }

  #aboutGuess(predicted) {
    const {prediction} = this.#host.spec;
    const isSame =
      prediction.kind === "number" ? Math.abs(predicted - prediction.answer) < 1e-9 : predicted === prediction.answer;
    return isSame ? "" : this.#words.guess.replace("{answer}", () => worded(prediction, predicted));
  }

  /** A change that a link brings: shown, and run only when the reader agrees. */
  #consider({apply, reason}) {
    try {
      if (reason) throw new BadLink(reason);
      this.#offer(apply(this.#original));
    } catch (error) {
      if (!(error instanceof BadLink)) throw error;
      this.#decide();
      this.#begin();
      this.#host.tell(this.#words.link_refused + this.#words[error.reason]);
    }
  }

  #offer(text) {
    const offer = this.#part("model-offer");
    const shown = createEditor(this.#part("offer-code"), {
      text,
      label: this.#words.link_changes.replace("{file}", `${this.#file}.py`),
      lang: this.#host.spec.lang,
      readOnly: true,
      extensions: [
        highlightSpecialChars(),
        this.#difference({mergeControls: false, collapseUnchanged: {margin: 3, minSize: 6}}),
      ],
    });
    const items = changes(this.#original, text).map((change) => lineItem(change, this.#words));
    this.#part("offer-changes").replaceChildren(...items);
    offer.hidden = false;
    this.#host.tell(this.#words.link_waits);
    const decide = (decided) => () => {
      offer.hidden = true;
      shown.destroy();
      this.#decide();
      decided();
    };
    this.#part("offer-run").onclick = decide(() => this.#edit(text, drafts.load(this.#file)?.text));
    this.#part("offer-leave").onclick = decide(() => {
      this.#begin();
      this.#host.tell(this.#words.link_left);
    });
  }

  /** The address asks no more. */
  #decide() {
    const url = new URL(location.href);
    url.searchParams.delete(keyOf(this.#host.spec.name));
    history.replaceState(null, "", url);
    this.#host.tell("");
    const chooser = this.#part("model-file");
    if (chooser) chooser.value = this.#file;
  }

  async #copyLink() {
    const code = await encode(this.#file, this.#original, this.#editor.text());
    if (code.length > LONGEST) {
      return this.#tell(this.#words.too_long.replace("{size}", code.length).replace("{most}", LONGEST));
    }
    const url = new URL(this.#host.address());
    url.searchParams.set(keyOf(this.#host.spec.name), code);
    try {
      await navigator.clipboard.writeText(url.href);
      this.#tell(this.#words.copied);
    } catch {
      this.#tell(this.#words.copy_by_hand + url.href);
    }
  }

  #download() {
    const name = `${this.#file}.py`;
    download(name, this.#editor.text(), "text/x-python");
    this.#tell(this.#words.saved.replace("{file}", name));
  }

  #tell(text) {
    this.#part("model-status").textContent = (this.#isStale ? this.#words.stale : "") + text;
  }
}

async function fetched(path) {
  const response = await fetch(new URL(path, import.meta.url));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

const source = async (file) => (await fetched(`models/${file}.py`)).text();

async function offered(link, files) {
  try {
    return await decode(link, files);
  } catch (error) {
    if (error instanceof BadLink) return {reason: error.reason};
    throw error;
  }
}
