// Full-text search by Pagefind, behind the theme's own search boxes (button and Ctrl+K).

const PAUSE_MS = 150;
const MOST = 12;
const texts = JSON.parse(document.querySelector("#book-search-texts").textContent);
const root = new URL("../../", import.meta.url);

let loading = null;

function pagefind() {
  loading ??= import(new URL("pagefind/pagefind.js", root).href).then(async (module) => {
    await module.options({baseUrl: root.pathname, excerptLength: 24});
    return module;
  });
  return loading;
}

function resultItem({url, meta, excerpt}) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), {href: url, textContent: meta.title});
  const passage = document.createElement("p");
  passage.innerHTML = excerpt; // Pagefind escapes the page's text and adds only <mark>.
  item.append(link, passage);
  return item;
}

async function search(query, status, list) {
  const index = await pagefind();
  const found = await index.search(query);
  const pages = await Promise.all(found.results.slice(0, MOST).map((result) => result.data()));
  list.replaceChildren(...pages.map(resultItem));
  status.textContent = texts[found.results.length ? "found" : "nothing"]
    .replace("{count}", found.results.length)
    .replace("{query}", query);
}

function attach(form, place) {
  const input = form.querySelector("input[type=search]");
  const status = Object.assign(document.createElement("p"), {className: "search-status"});
  status.setAttribute("role", "status");
  const list = Object.assign(document.createElement("ol"), {className: "search-results"});
  place.append(status, list);
  let timer = 0;
  const run = () => {
    const query = input.value.trim();
    if (!query) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    search(query, status, list).catch(() => (status.textContent = texts.failed));
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  return {input, run};
}

for (const form of document.querySelectorAll("form.bd-search")) {
  const page = form.closest("#book-search-page");
  const {input, run} = attach(form, page ?? form.parentElement);
  const query = new URLSearchParams(location.search).get("q");
  if (page && query) {
    input.value = query;
    run();
  }
}
