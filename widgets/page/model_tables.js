// What the model editor shows as rows and lines.

/** Texts of a table's body, by row. */
export function cells(table) {
  return [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent));
}

/** Fill the body of a table; rows for which `differs(row, place)` holds are marked. */
export function fillRows(table, rows, differs) {
  table.querySelector("tbody").replaceChildren(
    ...rows.map((texts, place) => {
      const row = document.createElement("tr");
      row.append(...texts.map((text, column) => element(column ? "td" : "th", text)));
      row.firstChild.scope = "row";
      row.classList.toggle("differs", differs(texts, place));
      return row;
    }),
  );
}

/** One change in words and code: where, what stood there, what stands there now. */
export function lineItem({line, removed, added}, words) {
  const item = element("li", words.line.replace("{line}", line));
  if (removed.length) item.append(element("del", removed.join("\n"), words.was));
  if (added.length) item.append(element("ins", added.join("\n"), words.now));
  return item;
}

function element(tag, text, says = "") {
  const made = document.createElement(tag);
  if (!says) made.textContent = text;
  else made.append(Object.assign(document.createElement("span"), {textContent: says}), document.createElement("code"));
  if (says) made.lastChild.textContent = text;
  return made;
}
