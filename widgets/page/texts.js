// Words of the page with their places filled, and the light markup of an item's texts made elements.

let words;

/** All words, in the language of the edition. */
export function allWords() {
  return (words ??= JSON.parse(document.getElementById("exercise-words").textContent));
}

/** The words for `key` with `values` in their places. */
export function say(key, values = {}) {
  return allWords()[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A text with `code` between backticks, as nodes. */
export function inline(text) {
  return text.split(/`([^`]+)`/).map((piece, i) => (i % 2 ? element("code", piece) : piece));
}

/** A text as paragraphs, which blank lines divide. */
export function paragraphs(text) {
  return text.trim().split(/\n\s*\n/).map((paragraph) => {
    const made = document.createElement("p");
    made.append(...inline(paragraph));
    return made;
  });
}

export function element(tag, text) {
  return Object.assign(document.createElement(tag), {textContent: text});
}

/** At most two decimals, none that are zero. */
export function number(value) {
  return String(Number(value.toFixed(2)));
}
