// Runs a reader's code in the Pyodide worker, one run at a time; stops what takes too long and starts anew.

const TIME_LIMIT_MS = 10_000; // of a run; loading Python does not count

/** The reader pressed the button. */
export class Stopped extends Error {}
/** Python did not load. */
export class NotLoaded extends Error {}

class Runner {
  #worker = null;
  #phase = null; // of loading, until the first run begins
  #current = null;
  #waiting = [];
  #timer = 0;
  #count = 0;

  /**
   * Result of the checks for `request` ({item, source, lang}); `onPhase` hears "fetching", "starting", "waiting"
   * and "running", `onOutput` all that was printed so far.
   */
  run(request, {onPhase, onOutput}) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({id: ++this.#count, request, onPhase, onOutput, resolve, reject, output: ""});
      if (this.#current) onPhase("waiting");
      this.#next();
    });
  }

  /** Stop the run of this request, whether it has begun or not. */
  stop(request) {
    if (this.#current?.request === request) return this.#end(({reject}) => reject(new Stopped()));
    const [stopped] = this.#waiting.filter((run) => run.request === request);
    this.#waiting = this.#waiting.filter((run) => run !== stopped);
    stopped?.reject(new Stopped());
  }

  #start() {
    this.#phase = "fetching";
    this.#worker = new Worker(new URL("./pyodide_worker.js", import.meta.url), {type: "module"});
    this.#worker.onmessage = ({data}) => this.#receive(data);
    this.#worker.onerror = (event) => this.#break(event.message || "worker");
  }

  #next() {
    if (this.#current || !this.#waiting.length) return;
    if (!this.#worker) this.#start();
    this.#current = this.#waiting.shift();
    if (this.#phase) this.#current.onPhase(this.#phase);
    this.#worker.postMessage({id: this.#current.id, request: this.#current.request});
  }

  #receive(message) {
    const run = this.#current;
    if (message.kind === "phase") {
      this.#phase = message.phase;
      run?.onPhase(message.phase);
    } else if (message.kind === "broken") {
      this.#break(message.text);
    } else if (message.id === run?.id) {
      this.#hear(run, message);
    }
  }

  #hear(run, message) {
    if (message.kind === "began") {
      Object.assign(run, {late: message.late, broken: message.broken, mostOutput: message.mostOutput});
      this.#phase = null;
      run.onPhase("running");
      this.#timer = setTimeout(() => this.#end((ended) => ended.resolve(interrupted(ended, ended.late))), TIME_LIMIT_MS);
    } else if (message.kind === "output") {
      run.output += message.text;
      run.onOutput(run.output);
    } else {
      this.#finish().resolve(message.result);
      this.#next();
    }
  }

  /** Python is gone: with a run that had begun the code is told so, before that it did not load. */
  #break(text) {
    this.#end((ended) =>
      ended.broken ? ended.resolve(interrupted(ended, ended.broken)) : ended.reject(new NotLoaded(text)));
  }

  /** End the run together with the worker; another one is started at once if Python had been there. */
  #end(settle) {
    const wasLoaded = this.#phase === null;
    const run = this.#finish();
    this.#worker.terminate();
    this.#worker = null;
    if (wasLoaded) this.#start();
    if (run) settle(run);
    this.#next();
  }

  #finish() {
    clearTimeout(this.#timer);
    const run = this.#current;
    this.#current = null;
    return run;
  }
}

/** The result of a run that did not end by itself, with what it had printed. */
function interrupted({output, mostOutput}, result) {
  return {...result, output, cut: output.length >= mostOutput};
}

export const runner = new Runner();
