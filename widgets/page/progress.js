// What the reader has done with the exercises, kept in this browser only. What cannot be read is put aside, never lost.

const KEY = "book.exercises";
const ASIDE = "book.exercises.aside";
const VERSION = 1;
const LONGEST = 20000; // characters of a response
export const MOST_SEED = 1000000;
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const NOTHING = {
  seed: null, // of the variant on the page, null for the one the item shows first
  stage: "open", // open | checked | answer
  response: null,
  hints: 0, // opened
  tries: 0,
  seen: false, // the answer of this variant
  best: null, // {seed, response, credit} of the best try before the answer was seen
  checklist: [], // of an essay
};

/** Tells of changes: `detail.id` is the item's, null when many changed or another tab did it. */
export const changes = new EventTarget();

let memory = null; // in place of a storage that the browser refuses
let readText; // what was last read or written, and its records
let readRecords = new Map();
let damaged = 0;

/** Whether the browser keeps what is saved. */
export const isKept = () => memory === null;

/** How many entries could not be read since the page was opened. */
export const damagedCount = () => damaged;

/** Records of all items that were touched, by id. */
export function load() {
  const text = readStored();
  if (text === readText) return readRecords;
  readText = text;
  readRecords = new Map();
  if (text === null) return readRecords;
  const entries = unpacked(text);
  let unreadable = entries ? 0 : 1;
  for (const [id, entry] of Object.entries(entries ?? {})) {
    const record = ID.test(id) ? readRecord(entry) : undefined;
    if (record) readRecords.set(id, record);
    else unreadable += 1;
  }
  if (unreadable) replaceDamaged(text, unreadable);
  return readRecords;
}

function replaceDamaged(text, unreadable) {
  damaged += unreadable;
  if (!putAside(text)) memory = text; // no room for a copy: the text stays where it is
  write(readRecords);
}

export const emptyRecord = () => ({...NOTHING});

export function recordOf(id) {
  return {...NOTHING, ...load().get(id)};
}

/** Keeps a record; says whether the browser took it. */
export function save(id, record) {
  const records = new Map(load()).set(id, record);
  const kept = write(records);
  tell(id);
  return kept;
}

/** Keeps many records at once, all or none. */
export function merge(added) {
  const kept = write(new Map([...load(), ...added]));
  tell(null);
  return kept;
}

export function forget() {
  write(new Map());
  tell(null);
}

/** Texts that could not be read, in the order in which they were met. */
export function aside() {
  try {
    const kept = JSON.parse(localStorage.getItem(ASIDE));
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

/** Keeps a text that is of no use here but may be of use to its owner. */
export function putAside(text) {
  try {
    const kept = aside();
    if (!kept.includes(text)) localStorage.setItem(ASIDE, JSON.stringify([...kept, text]));
    return true;
  } catch {
    return false;
  }
}

/** The entries of a stored or exported text by id, not yet examined; undefined if it is no such text. */
export function unpacked(text) {
  try {
    const whole = JSON.parse(text);
    return isRecord(whole) && whole.version === VERSION && isRecord(whole.items) ? whole.items : undefined;
  } catch {
    return undefined;
  }
}

/** Records as a text that `unpacked` reads. */
export function written(records, more = {}) {
  return JSON.stringify({version: VERSION, items: Object.fromEntries(records), ...more});
}

/** A record with all its fields, undefined if one of them is not what it should be. */
export function readRecord(entry) {
  if (!isRecord(entry)) return undefined;
  const record = Object.fromEntries(
    Object.keys(NOTHING).map((key) => [key, Object.hasOwn(entry, key) ? entry[key] : NOTHING[key]]),
  );
  const fits =
    isSeed(record.seed) &&
    ["open", "checked", "answer"].includes(record.stage) &&
    (record.response === null || isResponse(record.response)) &&
    isCount(record.hints) &&
    isCount(record.tries) &&
    typeof record.seen === "boolean" &&
    (record.best === null || isBest(record.best)) &&
    isListOf(record.checklist, (each) => typeof each === "boolean");
  return fits ? record : undefined;
}

function isBest(best) {
  return isRecord(best) && isSeed(best.seed) && isResponse(best.response) && best.credit >= 0 && best.credit <= 1;
}

function isResponse(value) {
  if (typeof value === "boolean" || isText(value)) return true;
  if (Array.isArray(value)) return isListOf(value, isText);
  return isRecord(value) && isListOf(Object.values(value), isText);
}

const isText = (value) => typeof value === "string" && value.length <= LONGEST;
const isCount = (value) => Number.isInteger(value) && value >= 0 && value < 1e6;
const isSeed = (value) => value === null || (Number.isInteger(value) && value >= 1 && value <= MOST_SEED);
const isListOf = (value, fits) => Array.isArray(value) && value.length <= 100 && value.every(fits);
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function readStored() {
  if (memory !== null) return memory;
  try {
    return localStorage.getItem(KEY);
  } catch {
    return (memory = written(new Map()));
  }
}

function write(records) {
  const text = written(records);
  try {
    if (memory === null) localStorage.setItem(KEY, text);
  } catch {
    memory = text;
  }
  if (memory !== null) memory = text;
  readText = text;
  readRecords = records;
  return memory === null;
}

function tell(id) {
  changes.dispatchEvent(new CustomEvent("change", {detail: {id}}));
}

addEventListener("storage", ({key}) => {
  if (key === KEY || key === null) tell(null);
});
addEventListener("pageshow", ({persisted}) => {
  if (persisted) tell(null);
});
