// The reader's Python: CPython in WebAssembly, with the book's models and the checker that also grades notebooks.
import {loadPyodide} from "./pyodide/pyodide.mjs";
import files from "book:code";

const ROOT = "/book";
const MOST_MEMORY = 512 * 1024 * 1024; // bytes, for Python and all that the code makes
const PAGE_BYTES = 64 * 1024; // of WebAssembly's memory
// What could reach another host or another tab; nothing of it is needed once Python runs.
const OUTWARD = ["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "Worker",
  "BroadcastChannel", "importScripts", "indexedDB", "caches"];

const ENTRY = `
import sys
sys.path.insert(0, "${ROOT}")
for name in [name for name in sys.modules if name.partition(".")[0] in ("js", "pyodide_js")]:
    del sys.modules[name]
from widgets.exercises import relay
relay
`;

const tell = (kind, more = {}) => postMessage({kind, ...more});

/** A loop that only collects ends in Python's MemoryError, not in a page that the browser throws away. */
function limitMemory() {
  const {grow} = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > MOST_MEMORY) throw new RangeError("memory limit of an exercise");
    return grow.call(this, pages);
  };
}

function mount(FS) {
  for (const [path, text] of Object.entries(files)) {
    const file = `${ROOT}/${path}`;
    FS.mkdirTree(file.slice(0, file.lastIndexOf("/")));
    FS.writeFile(file, text);
  }
}

function closeOutwardWays(python) {
  for (const name of OUTWARD) if (name in self) Object.defineProperty(self, name, {value: undefined});
  for (const name of ["js", "pyodide_js"]) python.unregisterJsModule(name);
}

async function start() {
  tell("phase", {phase: "fetching"});
  limitMemory();
  const indexURL = new URL("./pyodide/", import.meta.url).href;
  const python = await loadPyodide({indexURL, stdout: () => {}, stderr: () => {}});
  tell("phase", {phase: "starting"});
  mount(python.FS);
  closeOutwardWays(python);
  return python.runPython(ENTRY);
}

/** What is expected stays on this side while the reader's code runs. */
function answer(relay, {id, request}) {
  const asked = JSON.stringify(request);
  const wanted = relay.wanted(asked);
  tell("began", {id, ...JSON.parse(relay.interrupted(asked, wanted))});
  const evidence = relay.evidence(asked, (text) => tell("output", {id, text}));
  tell("result", {id, result: JSON.parse(relay.result(asked, wanted, evidence))});
}

const ready = start();
ready.catch((error) => tell("broken", {text: String(error)}));

onmessage = async ({data}) => {
  try {
    answer(await ready, data);
  } catch (error) {
    tell("broken", {id: data.id, text: String(error)});
  }
};
