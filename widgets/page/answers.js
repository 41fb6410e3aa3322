// The inputs of an item and its response, each made from the other. The keys are those of the bank.

const valuesOf = (form, selector) => [...form.querySelectorAll(selector)].map(({value}) => value);

function check(form, isChosen) {
  for (const input of form.querySelectorAll("input[name=response]")) input.checked = isChosen(input.value);
}

const choice = {
  read: (form) => form.querySelector("input:checked")?.value ?? null,
  write: (form, response) => check(form, (value) => value === response),
  isComplete: (response) => response !== null,
};

export const answers = {
  single: choice,
  truefalse: {
    ...choice,
    read: (form) => ({true: true, false: false})[choice.read(form)] ?? null,
    write: (form, response) => check(form, (value) => typeof response === "boolean" && value === String(response)),
  },
  multiple: {
    read: (form) => valuesOf(form, "input:checked"),
    write: (form, response) => check(form, (value) => Array.isArray(response) && response.includes(value)),
    isComplete: (response) => Array.isArray(response) && response.length > 0,
  },
  numeric: {
    read: (form) => form.elements.response.value,
    write: (form, response) => (form.elements.response.value = typeof response === "string" ? response : ""),
    isComplete: (response) => response.trim() !== "",
  },
  match: {
    read: (form) =>
      Object.fromEntries([...form.querySelectorAll("select")].map(({name, value}) => [name, value]).filter(([, value]) => value)),
    write(form, response) {
      for (const select of form.querySelectorAll("select")) {
        const target = response !== null && Object.hasOwn(response, select.name) ? response[select.name] : "";
        select.value = target;
        if (select.selectedIndex < 0) select.value = ""; // no such class
      }
    },
    isComplete: (response, form) => Object.keys(response ?? {}).length === form.querySelectorAll("select").length,
  },
  order: {
    read: (form) => [...form.querySelectorAll("li[data-key]")].map(({dataset}) => dataset.key),
    write(form, response) {
      const list = form.querySelector("[data-part=steps]");
      const steps = new Map([...list.children].map((step) => [step.dataset.key, step]));
      list.dataset.first ??= [...steps.keys()].join(" "); // the order in which the page shows them
      const first = list.dataset.first.split(" ");
      const keys = isArrangement(response, first) ? response : first;
      list.append(...keys.map((key) => steps.get(key)));
    },
    isComplete: () => true,
  },
};

/** What counts as no answer, whatever the type. */
export function isEmpty(response) {
  return response === null || response === "" || (typeof response === "object" && !Object.keys(response).length);
}

function isArrangement(response, keys) {
  return Array.isArray(response) && response.length === keys.length && keys.every((key) => response.includes(key));
}
