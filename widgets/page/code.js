// A code exercise: an editor, runs of the reader's code, and what each check says about it.
import {NotLoaded, runner, Stopped} from "./code_runner.js";

const NEAR = "600px";
const DRAFT_MS = 300; // after the last key
const attached = new WeakMap();

/**
 * Bring the code exercise in `host` to life, which holds the starter in a <pre>; a second call begins anew.
 *
 * `messages` are the site's words; `draft` is the reader's text or null; `onDraft(text)` hears of what they
 * write, `onResult(result)` of each result of widgets.exercises.checkers.check, in the shape of a score.
 */
export function attachCode(host, {item, lang, messages}, {draft, onDraft, onResult}) {
  attached.get(host)?.detach();
  attached.set(host, new CodeExercise(host, {item, lang, messages}, {draft, onDraft, onResult}));
}

class CodeExercise {
  #host;
  #given;
  #kept;
  #text;
  #replaced = null; // the text that the starter has put away
  #editor = null;
  #request = null; // of the run under way
  #parts;
  #starter; // the <pre> of the page without scripts
  #checks; // what will be checked, until a run says more
  #observer;
  #timer = 0;
  #flush = () => this.#saveDraft();

  constructor(host, given, kept) {
    this.#host = host;
    this.#given = given;
    this.#kept = kept;
    this.#text = kept.draft ?? given.item.starter;
    this.#starter = host.querySelector("pre");
    this.#checks = host.querySelector("[data-part=checks]");
    this.#starter.textContent = this.#text;
    this.#parts = this.#build();
    this.#starter.after(this.#parts.box);
    addEventListener("pagehide", this.#flush);
    this.#host.addEventListener("focusin", this.#open, {once: true});
    this.#observer = new IntersectionObserver(
      (entries) => entries.some(({isIntersecting}) => isIntersecting) && this.#open(),
      {rootMargin: NEAR},
    );
    this.#observer.observe(host);
  }

  detach() {
    this.#stop();
    this.#observer.disconnect();
    clearTimeout(this.#timer);
    removeEventListener("pagehide", this.#flush);
    this.#host.removeEventListener("focusin", this.#open);
    this.#editor?.destroy();
    this.#parts.box.remove();
    this.#starter.hidden = this.#checks.hidden = false;
  }

  #say(key, values = {}) {
    return this.#given.messages[`code_${key}`].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  #build() {
    const parts = {
      box: element("div", {className: "code"}),
      editor: element("div", {className: "code-editor"}),
      run: button(this.#say("run"), () => this.#run()),
      stop: button(this.#say("stop"), () => this.#stop()),
      restore: button(this.#say("restore"), () => this.#restore()),
      undo: button(this.#say("undo"), () => this.#undo()),
      progress: element("p", {className: "code-progress", role: "status"}),
      result: element("div", {className: "code-result", ariaLive: "polite"}),
      more: element("div"),
    };
    parts.stop.hidden = parts.undo.hidden = true;
    const buttons = element("div", {className: "buttons"}, parts.run, parts.stop, parts.restore, parts.undo);
    const keys = element("p", {className: "code-keys", textContent: this.#say("keys")});
    parts.box.append(parts.editor, keys, buttons, parts.progress, parts.result, parts.more);
    for (const name of ["run", "stop", "restore", "undo", "progress", "result", "more"]) {
      parts[name].dataset.part = `code-${name}`;
    }
    return parts;
  }

  #open = async () => {
    this.#observer.disconnect();
    if (this.#editor) return;
    try {
      const {createEditor} = await import("./editor.js");
      if (this.#editor || !this.#parts.box.isConnected) return;
      this.#editor = createEditor(this.#parts.editor, {
        text: this.#text,
        label: this.#say("label", {title: worded(this.#given.item.title, this.#given.lang)}),
        lang: this.#given.lang,
        onChange: (text) => this.#edited(text),
        onSubmit: () => this.#run(),
      });
      this.#starter.hidden = true;
    } catch {
      this.#tell(this.#say("no_editor"));
    }
  };

  #tell(text) {
    this.#parts.progress.textContent = text;
  }

  #edited(text) {
    this.#text = text;
    this.#editor.markLines([]);
    this.#parts.undo.hidden = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#flush, DRAFT_MS);
  }

  #saveDraft() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#text === (this.#kept.draft ?? this.#given.item.starter)) return;
    this.#kept.draft = this.#text;
    this.#kept.onDraft(this.#text);
  }

  #put(text) {
    this.#text = text;
    this.#editor?.set(text);
    this.#editor?.markLines([]);
    this.#starter.textContent = text;
    this.#saveDraft();
  }

  #restore() {
    this.#replaced = this.#text;
    this.#put(this.#given.item.starter);
    this.#parts.undo.hidden = this.#replaced === this.#text;
    this.#tell(this.#say("restored"));
  }

  #undo() {
    this.#put(this.#replaced);
    this.#parts.restore.focus();
    this.#parts.undo.hidden = true;
    this.#tell(this.#say("undone"));
  }

  async #run() {
    if (this.#request || this.#parts.run.matches(":disabled")) return;
    this.#saveDraft();
    const {item, lang} = this.#given;
    this.#request = {item, lang, source: this.#text};
    this.#begin();
    try {
      const result = await runner.run(this.#request, {
        onPhase: (phase) => this.#tell(this.#say(phase)),
        onOutput: (output) => this.#showMore({output}),
      });
      this.#end("");
      this.#show(result);
      this.#kept.onResult({...result, feedback: [], parts: {}});
    } catch (error) {
      this.#end(this.#reason(error));
    }
  }

  #reason(error) {
    if (error instanceof Stopped) return this.#say("stopped");
    if (error instanceof NotLoaded) return this.#say("not_loaded", {reason: error.message.slice(0, 200)});
    throw error;
  }

  #stop() {
    if (this.#request) runner.stop(this.#request);
  }

  #begin() {
    this.#parts.stop.hidden = false;
    this.#parts.run.setAttribute("aria-disabled", "true");
    this.#parts.result.replaceChildren();
    this.#parts.more.replaceChildren();
    this.#editor?.markLines([]);
  }

  #end(words) {
    this.#request = null;
    if (document.activeElement === this.#parts.stop) this.#parts.run.focus();
    this.#parts.stop.hidden = true;
    this.#parts.run.removeAttribute("aria-disabled");
    this.#tell(words);
  }

  #show(result) {
    const {verdict, outcomes, fault} = result;
    const passed = outcomes.filter((outcome) => outcome.passed).length;
    const summary = element("p", {className: "code-summary", textContent: this.#say(verdict, {all: outcomes.length, passed})});
    summary.dataset.verdict = verdict;
    const rows = outcomes.map((outcome) => this.#outcome(outcome));
    this.#checks.hidden = true;
    this.#parts.result.replaceChildren(summary, ...(fault ? [this.#fault(fault)] : []), element("ol", {}, ...rows));
    this.#showMore(result);
    if (fault?.line) this.#editor?.markLines([{line: fault.line, message: fault.says}]);
  }

  #fault({line, says}) {
    const where = line ? this.#say("line", {line}) : "";
    const box = element("p", {className: "code-fault"}, element("strong", {textContent: where}), says);
    if (line) box.dataset.line = line;
    return box;
  }

  #outcome({says, message, passed}) {
    const state = passed ? "passed" : "failed";
    const mark = element("strong", {textContent: this.#say(state)});
    const row = element("li", {}, mark, element("span", {textContent: says}), element("p", {textContent: message}));
    row.dataset.state = state;
    return row;
  }

  /** What is for the eye and on request, not to be read out: the output and Python's own words. */
  #showMore({output, cut = false, fault = null}) {
    const folds = [];
    if (output) folds.push(fold(this.#say("output"), output, true));
    if (cut) folds.push(element("p", {className: "code-cut", textContent: this.#say("cut")}));
    if (fault?.traceback) folds.push(fold(this.#say("traceback"), fault.traceback, false));
    this.#parts.more.replaceChildren(...folds);
  }
}

function worded(text, lang) {
  return typeof text === "string" ? text : text[lang];
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function button(text, act) {
  const made = element("button", {type: "button", textContent: text});
  made.addEventListener("click", act);
  return made;
}

function fold(title, text, open) {
  const lines = element("pre", {textContent: text, tabIndex: 0, role: "group", ariaLabel: title});
  return element("details", {open}, element("summary", {textContent: title}), lines);
}
