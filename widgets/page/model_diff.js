// What a reader has changed in a model, by lines.
import {Text} from "@codemirror/state";
import {Chunk} from "@codemirror/merge";

/** Changes from `original` to `text`, in order: {line of the original, removed lines, added lines}. */
export function changes(original, text) {
  const [a, b] = [original, text].map((each) => Text.of(each.split("\n")));
  return Chunk.build(a, b).map((chunk) => ({
    line: chunk.fromA > a.length ? a.lines + 1 : a.lineAt(chunk.fromA).number,
    removed: linesBetween(a, chunk.fromA, chunk.toA),
    added: linesBetween(b, chunk.fromB, chunk.toB),
  }));
}

/** `original` with changes made to it. */
export function changed(original, made) {
  const lines = original.split("\n");
  for (const {line, removed, added} of [...made].reverse()) lines.splice(line - 1, removed.length, ...added);
  return lines.join("\n");
}

/** Number of lines that were added and removed. */
export function counted(made) {
  const sum = (side) => made.reduce((total, change) => total + change[side].length, 0);
  return {places: made.length, added: sum("added"), removed: sum("removed")};
}

/** A short mark of a text, to tell whether it is still the same. */
export function fingerprint(text) {
  let hash = 0x811c9dc5; // FNV-1a
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}

function linesBetween(text, from, to) {
  return from < to ? text.sliceString(from, Math.min(to - 1, text.length)).split("\n") : [];
}
