// Filters the list of all figures at once; the setting stands in the address, so that it can be linked:
// ?figures.section=section-4&figures.status=conflicting

const START = {origin: "chapter", section: "", status: "", text: ""};
const form = document.querySelector(".register-filter");
const groups = [...document.querySelectorAll(".register-group")];
const entries = groups.flatMap((group) =>
  [...group.querySelectorAll(".facts > li")].map((element) => ({
    element,
    origin: group.dataset.origin,
    section: group.dataset.section,
    status: [...element.classList].find((name) => name.startsWith("fact-")).slice("fact-".length),
    text: element.textContent.toLowerCase(),
  })),
);

function asked() {
  return Object.fromEntries(Object.keys(START).map((key) => [key, form.elements[key].value]));
}

function ask(setting) {
  for (const [key, value] of Object.entries(setting)) {
    form.elements[key].value = value;
    if (form.elements[key].value !== value) form.elements[key].value = START[key]; // no such option
  }
}

function fits(entry, {origin, section, status, text}) {
  return (
    (origin === "all" || entry.origin === origin) &&
    (!section || entry.section === section) &&
    (!status || entry.status === status) &&
    text.toLowerCase().split(/\s+/).every((word) => entry.text.includes(word))
  );
}

function show() {
  const setting = asked();
  const counts = new Map();
  for (const entry of entries) {
    const shown = fits(entry, setting);
    entry.element.hidden = !shown;
    if (shown) counts.set(entry.status, (counts.get(entry.status) ?? 0) + 1);
  }
  for (const group of groups) {
    const shown = group.querySelectorAll(".facts > li:not([hidden])").length;
    group.hidden = !shown;
    group.querySelector("h3 small").textContent = shown;
  }
  tell(counts);
  remember(setting);
}

function tell(counts) {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...form.elements.status.options]
    .filter(({value}) => counts.has(value))
    .map(({value, text}) => `${text} ${counts.get(value)}`);
  form.querySelector("[role=status]").textContent = form.dataset.found
    .replace("{shown}", total)
    .replace("{all}", entries.length)
    .replace("{parts}", parts.join(" · "));
}

function remember(setting) {
  const url = new URL(location.href);
  for (const [key, value] of Object.entries(setting)) {
    if (value === START[key]) url.searchParams.delete(`figures.${key}`);
    else url.searchParams.set(`figures.${key}`, value);
  }
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** A link to a figure that the filter hides shows all figures of its origin. */
function reveal() {
  const id = decodeURIComponent(location.hash.slice(1));
  const entry = id && entries.find(({element}) => element.id === id);
  if (!entry) return;
  if (entry.element.hidden) {
    ask({...START, origin: entry.origin});
    show();
  }
  entry.element.scrollIntoView();
}

const given = new URL(location.href).searchParams;
ask(Object.fromEntries(Object.entries(START).map(([key, value]) => [key, given.get(`figures.${key}`) ?? value])));
form.hidden = false;
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("button").addEventListener("click", () => {
  ask(START);
  show();
});
addEventListener("hashchange", reveal);
show();
reveal();
