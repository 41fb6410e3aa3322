// A file with the progress of another browser: every entry is examined, and scored anew by the book's Python.
import {engine, Refused} from "./engine.js";
import {readRecord, unpacked} from "./progress.js";
import {say} from "./texts.js";

/** A file that holds no progress; the message says why. */
export class Unreadable extends Error {}

/** The records of a file that fit the book, with their credits as Python gives them, and why others do not. */
export async function examined(text) {
  const entries = unpacked(text);
  if (!entries) throw new Unreadable(say("progress_not_progress"));
  const bank = await fetchBank();
  const accepted = new Map();
  const refused = [];
  for (const [id, entry] of Object.entries(entries)) {
    const record = readRecord(entry);
    const item = Object.hasOwn(bank.items, id) ? bank.items[id] : undefined;
    const why = !item ? say("progress_unknown") : !record ? say("progress_malformed") : undefined;
    const rated = why ? {why} : await rescored(record, item, bank.lang);
    if (rated.why) refused.push({id, why: rated.why});
    else accepted.set(id, rated.record);
  }
  return {accepted, refused};
}

async function fetchBank() {
  const response = await fetch(new URL("./exercises.json", import.meta.url));
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

/** A record whose credit Python has confirmed or mended. Essays have none; code is checked where it is written. */
async function rescored(record, item, lang) {
  const {response, best} = record;
  if (item.type === "essay" || item.type === "code") {
    const isText = [response, best?.response ?? null].every((each) => each === null || typeof each === "string");
    return isText ? {record} : {why: say("progress_malformed")};
  }
  const credit = async (seed, given) =>
    (await engine.ask({}, {call: "score", item, lang, seed: seed ?? item.seed ?? null, response: given})).credit;
  try {
    const isDraft = record.stage === "open" && item.type === "numeric"; // may be unfinished
    if (response !== null && !(isDraft && typeof response === "string")) await credit(record.seed, response);
    if (!best) return {record};
    return {record: {...record, best: {...best, credit: await credit(best.seed, best.response)}}};
  } catch (error) {
    if (error instanceof Refused) return {why: error.message};
    throw error;
  }
}
