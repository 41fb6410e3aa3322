// Saves an explorable's answer as a file, and opens a saved one again. What a file may hold is decided in Python.
import {download} from "./download.js";
import {engine} from "./engine.js";

const DEPTH = 2; // levels of a saved document: its fields, and the controls among its inputs
const TYPES = {md: "text/markdown", json: "application/json"};

/**
 * Brings the buttons of `box` to life.
 * `setting()` gives what is on the page, `take(setting)` replaces it, `tell(text)` and `fail(error)` report.
 */
export function attachFiles(box, {name, lang, files, messages}, {setting, take, tell, fail}) {
  const part = (key) => box.querySelector(`[data-part="${key}"]`);

  async function save(button, ending) {
    try {
      const saved = await engine.ask(button, {call: "export", name, lang, inputs: setting()});
      if (!saved) return;
      const text = ending === "md" ? saved.markdown : JSON.stringify(saved.document, null, 1) + "\n";
      const file = `${saved.stem}.${ending}`;
      download(file, text, TYPES[ending]);
      tell(messages.saved.replace("{file}", () => file));
    } catch (error) {
      fail(error);
    }
  }

  async function open(input) {
    const [file] = input.files;
    if (!file) return;
    const refuse = (reason) => tell(messages.not_opened.replace("{file}", () => file.name) + reason);
    try {
      if (file.size > files.largest) return refuse(tooLarge(file.size));
      const document = parsed(await file.text());
      if (document === undefined) return refuse(messages.not_json);
      const read = await engine.ask(input, {call: "reopen", name, lang, document});
      if (!read) return;
      take(read);
      tell(messages.opened.replace("{file}", () => file.name));
    } catch (error) {
      fail(error, refuse);
    } finally {
      input.value = ""; // the same file can be opened again
    }
  }

  const tooLarge = (size) => messages.too_large.replace("{size}", size).replace("{most}", files.largest);

  for (const ending of Object.keys(TYPES)) {
    const button = part(`save-${ending}`);
    button.addEventListener("click", () => save(button, ending));
  }
  part("open").addEventListener("change", ({target}) => open(target));
}

function parsed(text) {
  try {
    return trimmed(JSON.parse(text), DEPTH);
  } catch {
    return undefined;
  }
}

/** A value down to so many levels; what would lie deeper is only told to be a list or an object. */
function trimmed(value, levels) {
  if (value === null || typeof value !== "object") return value;
  const entries = levels ? Object.entries(value).map(([key, inner]) => [key, trimmed(inner, levels - 1)]) : [];
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
