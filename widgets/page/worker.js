// The Python side of the page: the book's own modules, run by MicroPython in a worker.
import {loadMicroPython} from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import files from "book:files";

const ROOT = "/book";
const HEAP_BYTES = 16 * 1024 * 1024;

const ENTRY = `
import json, sys
sys.path.insert(0, "${ROOT}")
from widgets.explorables import answer
from widgets.explorables.files import export, reopen

CALLS = {"answer": answer, "export": export, "reopen": reopen}

def answer_text(request):
    arguments = json.loads(request)
    call = CALLS[arguments.pop("call", "answer")]
    try:
        return json.dumps({"answer": call(**arguments)})
    except ValueError as error:
        return json.dumps({"refused": str(error)})
`;

function mount(FS) {
  const made = new Set();
  for (const [path, text] of Object.entries(files)) {
    const parts = `${ROOT}/${path}`.split("/").slice(1);
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = "/" + parts.slice(0, depth).join("/");
      if (!made.has(folder)) FS.mkdir(folder);
      made.add(folder);
    }
    FS.writeFile(`${ROOT}/${path}`, text);
  }
}

async function start() {
  const url = new URL("./micropython.wasm", import.meta.url).href;
  const python = await loadMicroPython({url, heapsize: HEAP_BYTES});
  mount(python.FS);
  python.runPython(ENTRY);
  return python.globals.get("answer_text");
}

const ready = start();
ready.then(
  () => postMessage({kind: "ready"}),
  (error) => postMessage({kind: "broken", text: String(error)}),
);

onmessage = async ({data: {id, request}}) => {
  const answerText = await ready;
  try {
    postMessage({kind: "answer", id, ...JSON.parse(answerText(JSON.stringify(request)))});
  } catch (error) {
    postMessage({kind: "answer", id, failed: String(error)});
  }
};
