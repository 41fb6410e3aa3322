// A change of a model in the page's address: ?model.typology=d…, the changed lines alone, deflated, in base64url.
import {changed, changes, fingerprint} from "./model_diff.js";

export const LONGEST = 4000; // characters: what servers and messengers pass on
const LARGEST = 200_000; // characters of a change when it is inflated
// Characters that hide what a line says: controls, invisible ones, and those that turn its direction.
const HIDDEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;
const FORMS = {d: "deflate-raw", p: null}; // p: plain, of a browser that cannot deflate

/** A link that does not say what may be run; `reason` is a key of the page's words. */
export class BadLink extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

export const keyOf = (name) => `model.${name}`;

/** The change from `original` to `text` of a model file, as text for an address. */
export async function encode(file, original, text) {
  const lines = changes(original, text).map(({line, removed, added}) => [line, removed.length, added]);
  const bytes = new TextEncoder().encode(JSON.stringify([file, fingerprint(original), lines]));
  const form = typeof CompressionStream === "undefined" ? "p" : "d";
  return form + base64url(FORMS[form] ? await passed(bytes, new CompressionStream(FORMS[form])) : bytes);
}

/** Name of the file that a link changes, and `apply(original)`: the changed text. Throws BadLink; runs nothing. */
export async function decode(code, files) {
  if (code.length > LONGEST) throw new BadLink("link_long");
  const [file, of, lines] = await contents(code);
  if (!files.includes(file)) throw new BadLink("link_file");
  return {file, apply: (original) => applied(original, of, lines)};
}

async function contents(code) {
  try {
    const form = FORMS[code[0]];
    if (form === undefined) throw new BadLink("link_damaged");
    const bytes = bytesOf(code.slice(1));
    const plain = form ? await passed(bytes, new DecompressionStream(form)) : bytes;
    const [file, of, lines] = JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(plain));
    if (typeof file !== "string" || typeof of !== "string" || !lines.every(isChange)) throw new BadLink("link_damaged");
    return [file, of, lines];
  } catch (error) {
    throw error instanceof BadLink ? error : new BadLink("link_damaged");
  }
}

function applied(original, of, lines) {
  if (of !== fingerprint(original)) throw new BadLink("link_stale");
  const source = original.split("\n");
  let next = 1; // changes follow one another
  const made = lines.map(([line, count, added]) => {
    if (line < next || line - 1 + count > source.length) throw new BadLink("link_damaged");
    if (added.some((each) => HIDDEN.test(each))) throw new BadLink("link_hidden");
    next = line + count;
    return {line, removed: source.slice(line - 1, next - 1), added};
  });
  return changed(original, made);
}

function isChange(change) {
  if (!Array.isArray(change) || change.length !== 3) return false;
  const [line, count, added] = change;
  const isNumbered = Number.isInteger(line) && line >= 1 && Number.isInteger(count) && count >= 0;
  return isNumbered && Array.isArray(added) && added.every((each) => typeof each === "string" && !each.includes("\n"));
}

/** Bytes after a stream that changes them, at most LARGEST of them. */
async function passed(bytes, stream) {
  const chunks = [];
  let size = 0;
  for await (const chunk of read(new Blob([bytes]).stream().pipeThrough(stream))) {
    size += chunk.length;
    if (size > LARGEST) throw new BadLink("link_long");
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

async function* read(stream) {
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

function base64url(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
