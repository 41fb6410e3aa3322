// An essay: a draft that is kept while it is written, a count of words, a self-review, a file to take away.
import {download} from "./download.js";
import * as progress from "./progress.js";
import {say} from "./texts.js";

const PAUSE_MS = 500; // of typing, before a draft is kept

/** Brings an essay to life; `tell(text)` reports. */
export function attachEssay(root, {item, lang}, tell) {
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const draft = part("draft");
  const boxes = [...root.querySelectorAll("[data-check]")];
  let timer = 0;

  function show() {
    const {response, checklist} = progress.recordOf(item.id);
    draft.value = typeof response === "string" ? response : "";
    boxes.forEach((box, i) => (box.checked = checklist[i] === true));
    count();
  }

  function count() {
    const {low, high} = item.words;
    const written = wordsOf(draft.value);
    const key = written < low ? "exercise_words_under" : written > high ? "exercise_words_over" : "exercise_words_within";
    part("count").textContent = say(key, {written, low, high, apart: written < low ? low - written : written - high});
  }

  function keep() {
    clearTimeout(timer);
    timer = 0;
    const record = progress.recordOf(item.id);
    const kept = progress.save(item.id, {...record, response: draft.value, checklist: boxes.map(({checked}) => checked)});
    tell(say(kept ? "exercise_draft_kept" : "exercise_not_kept"));
  }

  function keepNow() {
    if (timer) keep();
  }

  draft.addEventListener("input", () => {
    count();
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE_MS);
  });
  draft.addEventListener("change", keepNow);
  addEventListener("pagehide", keepNow);
  document.addEventListener("visibilitychange", keepNow);
  for (const box of boxes) box.addEventListener("change", keep);
  progress.changes.addEventListener("change", ({detail}) => {
    if (detail.id === null && !timer) show();
  });
  part("download").addEventListener("click", () => {
    const checklist = boxes.map(({checked}, i) => ({checked, text: item.checklist[i][lang]}));
    download(`${item.id}.md`, markdown(item.title[lang], item.stem[lang], draft.value, checklist), "text/markdown");
  });
  show();
}

/** Chinese characters and words of other scripts; marks do not count. */
function wordsOf(text) {
  return text.replace(/\p{Script=Han}/gu, " x ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

function markdown(title, stem, draft, checklist) {
  return [
    `# ${title}`,
    stem.trim(),
    `## ${say("exercise_draft")}`,
    draft.trim(),
    say("exercise_words_file", {written: wordsOf(draft)}),
    `## ${say("exercise_checklist")}`,
    checklist.map(({checked, text}) => `- [${checked ? "x" : " "}] ${text}`).join("\n"),
    "",
  ].join("\n\n");
}
