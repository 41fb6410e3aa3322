// The setting of an explorable in the page's address: ?typology.control=0.9&typology.norm=0.2

/** Address of this page with the given setting of one explorable, scrolled to it. */
export function write(name, setting, anchor) {
  const url = new URL(location.href);
  for (const key of [...url.searchParams.keys()]) {
    if (key.startsWith(`${name}.`)) url.searchParams.delete(key);
  }
  for (const [key, value] of Object.entries(setting)) url.searchParams.set(`${name}.${key}`, value);
  url.hash = anchor;
  return url.href;
}

/** Setting that the address asks for, and the parts of it that no control allows. */
export function read(name, controls) {
  const setting = {};
  const refused = [];
  for (const [key, text] of new URL(location.href).searchParams) {
    if (!key.startsWith(`${name}.`)) continue;
    const control = controls.find((each) => `${name}.${each.key}` === key);
    const value = control && parse(control, text);
    if (value === undefined) refused.push(`${key}=${text}`.slice(0, 60));
    else setting[control.key] = value;
  }
  return {setting, refused};
}

/** No control character but the end of a line. */
const isPlain = (text) => !/[\0-\x09\x0b-\x1f]/.test(text);

function parse(control, text) {
  if (control.kind === "choice") return control.options.includes(text) ? text : undefined;
  if (control.kind === "toggle") return {true: true, false: false}[text];
  if (control.kind === "text") return isPlain(text) && [...text].length <= control.longest ? text : undefined;
  const value = text.trim() === "" ? NaN : Number(text);
  return value >= control.minimum && value <= control.maximum ? value : undefined;
}

/** Seed of an exercise that the address asks for, from 1 to `most`; undefined without one. */
export function readSeed(id, most) {
  const seed = Number(new URL(location.href).searchParams.get(`${id}.seed`) ?? NaN);
  return Number.isInteger(seed) && seed >= 1 && seed <= most ? seed : undefined;
}
