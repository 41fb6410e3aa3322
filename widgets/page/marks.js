// What is written into an exercise: the texts of a variant, the verdict, a word beside each part, the answer.
import {element, inline, number, paragraphs, say} from "./texts.js";

const LONGEST_QUOTE = 30;
const wrongOnes = (response, parts) => Object.keys(parts).filter((key) => !parts[key]).sort();
/** Keys that the texts of `feedback` belong to, one by one; a type without them speaks of the whole. */
const TOLD = {
  single: (response) => [response],
  truefalse: (response) => [String(response)],
  multiple: (response) => [...response].sort(),
  match: wrongOnes,
  order: wrongOnes,
};
/** Keys that get a mark: what the reader did, never what was rightly left alone. */
const MARKED = {
  single: (response) => [response],
  truefalse: (response) => [String(response)],
  multiple: (response) => response,
  match: (response, parts) => Object.keys(parts),
  order: (response, parts) => Object.keys(parts),
};
const COUNTED = ["multiple", "match", "order"]; // whose parts are told as a number

/** Puts the texts of a variant into their places. */
export function fillTexts(root, view) {
  for (const place of root.querySelectorAll("[data-text]")) {
    const text = place.dataset.text.split(".").reduce(entry, view);
    if (place.tagName === "OPTION") place.textContent = text;
    else place.replaceChildren(...(place.tagName === "DIV" ? paragraphs(text) : inline(text)));
  }
}

/** What stands under a key: of an object, of a list by place, or of a list whose entries have keys. */
function entry(value, key) {
  if (!Array.isArray(value)) return value[key];
  const found = value.find((each) => each.key === key);
  return found ? found.text : value[key];
}

export function looksLike(view, other) {
  return JSON.stringify(view) === JSON.stringify(other);
}

export function verdictOf(credit) {
  return credit === 1 ? "right" : credit > 0 ? "partial" : "wrong";
}

export function brief(value) {
  const text = String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

export function clear(root) {
  root.removeAttribute("data-verdict");
  for (const place of root.querySelectorAll("[data-says], [data-part=verdict], [data-part=feedback], [data-part=error]")) {
    place.replaceChildren();
    place.removeAttribute("data-mark");
  }
  for (const input of root.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  root.querySelector("[data-part=key]").hidden = true;
}

export function showVerdict(root, verdict, text) {
  root.dataset.verdict = verdict;
  root.querySelector("[data-part=verdict]").textContent = text;
}

export function showResult(root, {item, lang, response, result, seen}) {
  const {type, points} = item;
  const {credit, verdict, feedback, parts} = result;
  const told = TOLD[type]?.(response, parts) ?? [];
  const values = {earned: number(credit * points), points, right: 0, all: 0};
  const words = [say(`exercise_${verdict}`, values)];
  if (COUNTED.includes(type) && verdict !== "right") words.push(say("exercise_counted", counted(parts)));
  if (seen) words.push(say("exercise_not_counted"));
  showVerdict(root, verdict, words.join(""));
  for (const key of MARKED[type]?.(response, parts) ?? []) mark(root, key, parts[key] ?? verdict === "right");
  told.forEach((key, i) => speak(root.querySelector(`[data-says="${CSS.escape(key)}"]`), feedback[i], lang));
  if (!told.length) root.querySelector("[data-part=feedback]").replaceChildren(...feedback.map((text) => paragraph(text, lang)));
}

function counted(parts) {
  const all = Object.values(parts);
  return {all: all.length, right: all.filter(Boolean).length};
}

function mark(root, key, isRight) {
  const place = root.querySelector(`[data-says="${CSS.escape(key)}"]`);
  place.dataset.mark = isRight ? "right" : "wrong";
  place.replaceChildren(element("strong", say(isRight ? "exercise_mark_right" : "exercise_mark_wrong")));
}

function speak(place, text, lang) {
  const words = element("span", "");
  words.lang = lang;
  words.append(...inline(text));
  place.append(" ", words);
}

function paragraph(text, lang) {
  const made = element("p", "");
  made.lang = lang;
  made.append(...inline(text));
  return made;
}

/** Opens the answer in words and its reasons. */
export function showAnswer(root, {lines, explanation}) {
  const key = root.querySelector("[data-part=key]");
  const list = key.querySelector("[data-part=lines]");
  if (list.tagName === "PRE") list.textContent = lines.join("\n");
  else list.replaceChildren(...lines.map((line) => item(line)));
  key.querySelector("[data-part=explanation]").replaceChildren(...paragraphs(explanation));
  key.hidden = false;
  key.open = true;
}

function item(line) {
  const made = element("li", "");
  made.append(...inline(line));
  return made;
}
