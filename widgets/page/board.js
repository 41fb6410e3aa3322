// <book-progress>: what was done in the whole book, by section; taken away as a file, brought back, forgotten.
import {download} from "./download.js";
import * as progress from "./progress.js";
import {stateOf, summed} from "./standing.js";
import {element, number, say} from "./texts.js";
import {examined, Unreadable} from "./transfer.js";

const LARGEST = 5_000_000; // bytes of a file

class BookProgress extends HTMLElement {
  #incoming = new Map();

  connectedCallback() {
    this.#part("export").addEventListener("click", () => this.#export());
    this.#part("import").addEventListener("change", ({target}) => this.#open(target));
    this.#part("forget").addEventListener("click", () => this.#part("confirm-forget").showModal());
    this.#onClose("confirm-forget", () => this.#forget());
    this.#onClose("confirm-import", () => this.#import());
    progress.changes.addEventListener("change", () => this.#show());
    for (const name of ["buttons", "table", "sum"]) this.#part(name).hidden = false;
    this.#show();
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  #places(within = this) {
    return [...within.querySelectorAll("[data-item]")];
  }

  /** `act` follows when a dialog was closed by its confirming button. */
  #onClose(name, act) {
    const dialog = this.#part(name);
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "yes") act();
      dialog.returnValue = "";
    });
  }

  #show() {
    const records = progress.load();
    for (const place of this.#places()) {
      const state = stateOf(records.get(place.dataset.item));
      place.dataset.standing = state;
      place.querySelector("[data-part=standing]").textContent = say(`exercise_standing_${state}`);
    }
    for (const row of this.querySelectorAll("tbody tr")) {
      const section = this.querySelector(`details[data-section="${row.dataset.section}"]`);
      this.#fillRow(row, summed(this.#places(section), records));
    }
    const whole = summed(this.#places(), records);
    this.#fillRow(this.querySelector("tfoot tr"), whole);
    this.#part("sum").textContent = say(whole.tried ? "progress_sum" : "progress_nothing", {...whole, earned: number(whole.earned)});
    this.#part("notes").replaceChildren(...this.#notes(records).map((text) => element("p", text)));
    this.#part("export").disabled = this.#part("forget").disabled = !records.size;
    this.dataset.state = whole.tried ? "some" : "none";
  }

  #fillRow(row, {all, tried, right, partial, earned, points}) {
    const cells = {tried: `${tried}/${all}`, right, partial, credit: `${number(earned)}/${points}`};
    for (const [name, text] of Object.entries(cells)) row.querySelector(`[data-cell="${name}"]`).textContent = text;
    const bar = row.querySelector("progress");
    if (bar) bar.value = earned;
  }

  #notes(records) {
    const known = new Set(this.#places().map(({dataset}) => dataset.item));
    const foreign = [...records.keys()].filter((id) => !known.has(id)).length;
    const aside = progress.aside().length;
    return [
      !progress.isKept() && say("exercise_not_kept"),
      foreign && say("progress_foreign", {count: foreign}),
      aside && say("progress_aside", {count: aside}),
    ].filter(Boolean);
  }

  #tell(text) {
    this.#part("notice").textContent = text;
  }

  #export() {
    const day = new Date().toISOString().slice(0, 10);
    const text = progress.written(progress.load(), {saved: day, aside: progress.aside()});
    download(`exercises-${day}.json`, text, "application/json");
    this.#tell(say("progress_exported"));
  }

  async #open(input) {
    const [file] = input.files;
    if (!file) return;
    this.#tell(say("progress_examining"));
    try {
      if (file.size > LARGEST) throw new Unreadable(say("progress_too_large", {size: file.size, most: LARGEST}));
      this.#offer(await examined(await file.text()));
      this.#tell("");
    } catch (error) {
      const reason = error instanceof Unreadable ? error.message : say("progress_unchecked");
      this.#tell(say("progress_not_opened") + reason);
    } finally {
      input.value = ""; // the same file can be opened again
    }
  }

  #titleOf(id) {
    return this.querySelector(`[data-item="${CSS.escape(id)}"] a`)?.textContent ?? id;
  }

  /** Say what a file would bring, replace and not bring; take it over only on the reader's word. */
  #offer({accepted, refused}) {
    const present = progress.load();
    const replaced = [...accepted.keys()].filter(
      (id) => present.has(id) && JSON.stringify(present.get(id)) !== JSON.stringify(accepted.get(id)),
    );
    this.#incoming = accepted;
    const lists = {
      "incoming": [say("progress_incoming", {count: accepted.size, replaced: replaced.length})],
      "replaced": replaced.map((id) => this.#titleOf(id)),
      "refused": refused.map(({id, why}) => say("progress_refused_one", {id: this.#titleOf(id), why})),
    };
    for (const [name, lines] of Object.entries(lists)) {
      this.#part(name).closest("[data-list]").hidden = !lines.length;
      this.#part(name).replaceChildren(...lines.map((line) => element(name === "incoming" ? "p" : "li", line)));
    }
    const dialog = this.#part("confirm-import");
    dialog.querySelector("[value=yes]").disabled = !accepted.size;
    dialog.showModal();
  }

  #import() {
    const kept = progress.merge(this.#incoming);
    this.#end(kept ? say("progress_imported", {count: this.#incoming.size}) : say("exercise_not_kept"));
    this.#incoming = new Map();
  }

  #forget() {
    progress.forget();
    this.#end(say("progress_forgotten"));
  }

  #end(text) {
    this.#tell(text);
    this.#part("notice").focus();
  }
}

customElements.define("book-progress", BookProgress);
