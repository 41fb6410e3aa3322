// Answers calls in MicroPython as the page's worker does.
// Usage: node micropython.mjs LOADER FILES_JSON < [{module, function, args, kwargs}] > [{value, ms} | {error}]
import {readFileSync} from "node:fs";
import {text} from "node:stream/consumers";
import {pathToFileURL} from "node:url";

const [loader, filesPath] = process.argv.slice(2);
const {loadMicroPython} = await import(pathToFileURL(loader).href);
const python = await loadMicroPython({heapsize: 16 * 1024 * 1024});
const made = new Set();
for (const [path, source] of Object.entries(JSON.parse(readFileSync(filesPath, "utf8")))) {
  const parts = `/book/${path}`.split("/").slice(1);
  for (let depth = 1; depth < parts.length; depth++) {
    const folder = "/" + parts.slice(0, depth).join("/");
    if (!made.has(folder)) python.FS.mkdir(folder);
    made.add(folder);
  }
  python.FS.writeFile(`/book/${path}`, source);
}
python.runPython(`
import json, sys
sys.path.insert(0, "/book")

def call(text):
    request = json.loads(text)
    module = __import__(request["module"], None, None, ["x"])
    if request["function"] is None:
        return json.dumps({"value": module.__name__})
    try:
        value = getattr(module, request["function"])(*request["args"], **request["kwargs"])
        return json.dumps({"value": list(value) if isinstance(value, tuple) else value})
    except ValueError as error:
        return json.dumps({"error": str(error)})
`);
const call = python.globals.get("call");
const answers = JSON.parse(await text(process.stdin)).map((request) => {
  const start = performance.now();
  const answer = JSON.parse(call(JSON.stringify(request)));
  return {...answer, ms: performance.now() - start};
});
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
