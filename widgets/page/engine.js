// Asks the worker, one question at a time; stops and restarts it when an answer takes too long.

const TIME_LIMIT_MS = 2000;

export class Refused extends Error {
  name = "Refused";
}
export class TooSlow extends Error {
  name = "TooSlow";
}

/** An error in the model's own code: Python's kind of error and text, and the line of the changed file or 0. */
export class Fault extends Error {
  name = "Fault";

  constructor({kind, text, line}) {
    super(text);
    Object.assign(this, {kind, line});
  }
}

/** The book's models, or with `edit`, {path, text}, the same with one file of the reader's. */
export class Engine {
  #edit;
  #worker = null;
  #ready = null;
  #markReady = null;
  #markBroken = null;
  #waiting = new Map(); // asker -> the newest question it has not yet seen answered
  #current = null;
  #timer = 0;
  #count = 0;

  constructor(edit = null) {
    this.#edit = edit;
  }

  /** Resolves once the models are loaded. Starts the worker at the first call. */
  ready() {
    if (!this.#worker) this.#start();
    return this.#ready;
  }

  /**
   * Answer to `request`, or undefined when the same asker has asked anew before this question
   * was put: a stale answer is of no use to somebody who is still dragging.
   */
  ask(asker, request) {
    return new Promise((resolve, reject) => {
      this.#waiting.get(asker)?.resolve(undefined);
      this.#waiting.delete(asker);
      this.#waiting.set(asker, {request, resolve, reject});
      this.ready().then(() => this.#next(), reject);
    });
  }

  /** Stop for good; who still waits gets undefined. */
  close() {
    this.#worker?.terminate();
    const waiting = [this.#finish(), ...this.#waiting.values()];
    this.#waiting.clear();
    for (const question of waiting) question?.resolve(undefined);
  }

  #start() {
    this.#ready = new Promise((resolve, reject) => {
      this.#markReady = resolve;
      this.#markBroken = reject;
    });
    this.#worker = this.#edit ? closedWorker(this.#edit) : new Worker(SCRIPT, {type: "module"});
    this.#worker.onmessage = ({data}) => this.#receive(data);
    this.#worker.onerror = (event) => this.#break(event.message || "worker");
  }

  /** The next question starts a new worker: what was missing may have come back. */
  #break(text) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
    const error = new Error(text);
    this.#markBroken(error);
    if (this.#current) this.#finish().reject(error);
  }

  #receive(message) {
    if (message.kind === "ready") return this.#markReady();
    if (message.kind === "broken") return this.#break(message.text);
    if (this.#current?.id !== message.id) return;
    const {resolve, reject} = this.#finish();
    if (message.refused !== undefined) reject(new Refused(message.refused));
    else if (message.fault !== undefined) reject(new Fault(message.fault));
    else if (message.failed !== undefined) reject(new Error(message.failed));
    else resolve(message.answer);
    this.#next();
  }

  #finish() {
    clearTimeout(this.#timer);
    const done = this.#current;
    this.#current = null;
    return done;
  }

  #next() {
    if (this.#current || !this.#waiting.size) return;
    const [asker, question] = this.#waiting.entries().next().value;
    this.#waiting.delete(asker);
    this.#current = {id: ++this.#count, ...question};
    this.#worker.postMessage({id: this.#count, request: question.request});
    this.#timer = setTimeout(() => this.#stop(), TIME_LIMIT_MS);
  }

  #stop() {
    const {reject} = this.#finish();
    this.#worker.terminate();
    this.#start();
    reject(new TooSlow());
    this.#ready.then(() => this.#next(), () => {});
  }
}

const SCRIPT = new URL("./worker.js", import.meta.url).href;

/** A worker for code that is not the book's: made from a blob, it inherits the page's Content-Security-Policy. */
function closedWorker(edit) {
  const start = `globalThis.bookEdit = ${JSON.stringify(edit)};\nimport(${JSON.stringify(SCRIPT)});`;
  const address = URL.createObjectURL(new Blob([start], {type: "text/javascript"}));
  const worker = new Worker(address, {type: "module"});
  worker.addEventListener("message", () => URL.revokeObjectURL(address), {once: true});
  return worker;
}

export const engine = new Engine();
