// The Python side of the page: the book's own modules, run by MicroPython in a worker.
import {loadMicroPython} from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import files from "book:files";

const ROOT = "/book";
const HEAP_BYTES = 16 * 1024 * 1024;
const MOST_BYTES = 64 * 1024 * 1024; // of memory for a changed model
const LONGEST_ANSWER = 120_000; // characters of a changed model's answer: several times the book's longest

// {path, text}: the reader's file that stands in place of the book's; engine.js puts it here.
const edit = globalThis.bookEdit ?? null;

const ENTRY = `
import io, json, sys
sys.path.insert(0, "${ROOT}")
from widgets.explorables import answer
from widgets.explorables.edited import line_in

# Imported when they are first called: what a page does not use must not delay its first answer.
CALLS = {
    "answer": ("widgets.explorables", "answer"),
    "export": ("widgets.explorables.files", "export"),
    "reopen": ("widgets.explorables.files", "reopen"),
    "recheck": ("widgets.explorables.edited", "recheck"),
    "view": ("widgets.exercises.variants", "view"),
    "score": ("widgets.exercises.scoring", "score"),
    "solve": ("widgets.exercises.scoring", "reveal"),
}
EDITED = "${edit ? `${ROOT}/${edit.path}` : ""}"

def answer_text(request):
    arguments = json.loads(request)
    module, function = CALLS[arguments.pop("call", "answer")]
    call = getattr(__import__(module, None, None, [function]), function)
    try:
        return json.dumps({"answer": call(**arguments)})
    except BaseException as error:
        trace = io.StringIO()
        sys.print_exception(error, trace)
        line = line_in(trace.getvalue(), EDITED)
        if isinstance(error, ValueError) and not line:
            return json.dumps({"refused": str(error)})
        return json.dumps({"fault": {"kind": type(error).__name__, "text": str(error), "line": line}})
`;

function mount(FS) {
  const made = new Set();
  for (const [path, text] of Object.entries(edit ? {...files, [edit.path]: edit.text} : files)) {
    const parts = `${ROOT}/${path}`.split("/").slice(1);
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = "/" + parts.slice(0, depth).join("/");
      if (!made.has(folder)) FS.mkdir(folder);
      made.add(folder);
    }
    FS.writeFile(`${ROOT}/${path}`, text);
  }
}

/** A changed model may not take all memory; each refused growth would be told on the console. */
function limitMemory() {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > MOST_BYTES) throw new RangeError(`over ${MOST_BYTES} bytes`);
    return grow.call(this, pages);
  };
  console.error = () => {};
}

/**
 * What `import js` gives to a changed model: nothing. MicroPython's first reference is the global object.
 * Nor may it start a worker from a file of this host, which would not inherit the page's policy.
 */
function closeJavaScript() {
  globalThis.proxy_js_ref[0] = Object.create(null);
  delete globalThis.Worker;
}

async function start() {
  if (edit) limitMemory();
  const url = new URL("./micropython.wasm", import.meta.url).href;
  const python = await loadMicroPython({url, heapsize: HEAP_BYTES});
  mount(python.FS);
  python.runPython(ENTRY);
  const answerText = python.globals.get("answer_text");
  if (edit) closeJavaScript();
  return answerText;
}

function parsed(text) {
  if (edit && text.length > LONGEST_ANSWER) throw new RangeError(`answer of ${text.length} characters`);
  return JSON.parse(text);
}

const ready = start();
ready.then(
  () => postMessage({kind: "ready"}),
  (error) => postMessage({kind: "broken", text: String(error)}),
);

onmessage = async ({data: {id, request}}) => {
  const answerText = await ready;
  try {
    postMessage({kind: "answer", id, ...parsed(answerText(JSON.stringify(request)))});
  } catch (error) {
    postMessage({kind: "answer", id, failed: String(error)});
  }
};
