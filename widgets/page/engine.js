// Asks the worker, one question at a time; stops and restarts it when an answer takes too long.

const TIME_LIMIT_MS = 2000;

export class Refused extends Error {}
export class TooSlow extends Error {}

class Engine {
  #worker = null;
  #ready = null;
  #markReady = null;
  #markBroken = null;
  #waiting = new Map(); // asker -> the newest question it has not yet seen answered
  #current = null;
  #timer = 0;
  #count = 0;

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

  #start() {
    this.#ready = new Promise((resolve, reject) => {
      this.#markReady = resolve;
      this.#markBroken = reject;
    });
    this.#worker = new Worker(new URL("./worker.js", import.meta.url), {type: "module"});
    this.#worker.onmessage = ({data}) => this.#receive(data);
    this.#worker.onerror = (event) => this.#markBroken(new Error(event.message || "worker"));
  }

  #receive(message) {
    if (message.kind === "ready") return this.#markReady();
    if (message.kind === "broken") return this.#markBroken(new Error(message.text));
    if (this.#current?.id !== message.id) return;
    const {resolve, reject} = this.#finish();
    if (message.refused !== undefined) reject(new Refused(message.refused));
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

export const engine = new Engine();
