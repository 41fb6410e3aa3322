// The readers' changed models, kept in this browser only, by file.

const LARGEST = 200_000;
const keyOf = (file) => `book.model.${file}`;

/** {text, of}: a changed text and the fingerprint of the original it was made from; null if there is none. */
export function load(file) {
  try {
    const {text, of} = JSON.parse(localStorage.getItem(keyOf(file)));
    return typeof text === "string" && text.length <= LARGEST ? {text, of} : null;
  } catch {
    return null; // nothing stored, a damaged one, or no storage
  }
}

export function save(file, draft) {
  try {
    localStorage.setItem(keyOf(file), JSON.stringify(draft));
  } catch {
    // private mode or full: the draft lives as long as the page
  }
}

export function forget(file) {
  try {
    localStorage.removeItem(keyOf(file));
  } catch {
    // private mode: there is nothing to forget
  }
}
