// What a handful of guesses can be made to say.

const Z = 1.959964; // of a 95 per cent interval

/** Wilson's interval (1927) for the chance behind `hits` of `count`, as [low, high]. */
export function wilson(hits, count) {
  const share = hits / count;
  const spread = Z ** 2 / count;
  const middle = (share + spread / 2) / (1 + spread);
  const reach = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / count + spread / (4 * count));
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}

/** Chance of a split at least as uneven as this one if both sides are equally likely. */
export function chanceOfSplit(over, under) {
  const count = over + under;
  let [ways, tail] = [1, 0];
  for (let k = 0; k <= Math.min(over, under); k++) {
    tail += ways;
    ways = (ways * (count - k)) / (k + 1);
  }
  return Math.min(1, (2 * tail) / 2 ** count);
}

/** Chance that a blind guess hits: one of the options, or one of the numbers that the form takes. */
export function chanceOfBlindHit({kind, labels, minimum, maximum, step, near, answer}) {
  if (kind !== "number") return 1 / Object.keys(labels).length;
  const steps = Math.round((maximum - minimum) / step);
  const values = Array.from({length: steps + 1}, (_, k) => minimum + k * step);
  return values.filter((value) => Math.abs(value - answer) <= near).length / values.length;
}
