// Where an item stands by its record, and what that comes to for many.

/** none | draft | seen | wrong | partial | right */
export function stateOf(record) {
  if (!record) return "none";
  const {best, seen, response} = record;
  if (best) return best.credit === 1 ? "right" : best.credit > 0 ? "partial" : "wrong";
  if (seen) return "seen";
  return response === null || response === "" ? "none" : "draft";
}

/** Counts over places that carry data-item, data-type and data-points; essays have no points. */
export function summed(places, records) {
  const sum = {all: places.length, tried: 0, right: 0, partial: 0, earned: 0, points: 0};
  for (const {dataset} of places) {
    const record = records.get(dataset.item);
    const state = stateOf(record);
    const isEssay = dataset.type === "essay";
    sum.tried += isEssay ? state === "draft" : !["none", "draft"].includes(state);
    if (isEssay) continue;
    sum.right += state === "right";
    sum.partial += state === "partial";
    sum.points += Number(dataset.points);
    sum.earned += Number(dataset.points) * (record?.best?.credit ?? 0);
  }
  return sum;
}
