// Bundles the page's scripts. Usage: node bundle.mjs OUT_DIR FILES_JSON
// FILES_JSON: the Python modules and data of the book, by path, for the worker.
import {copyFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const [out, files] = process.argv.slice(2).map((path) => resolve(path));

const bookFiles = {
  name: "book-files",
  setup({onResolve}) {
    onResolve({filter: /^book:files$/}, () => ({path: files}));
  },
};

const common = {
  absWorkingDir: here,
  outdir: out,
  bundle: true,
  minify: true,
  logLevel: "warning",
  legalComments: "linked",
};

await build({
  ...common,
  entryPoints: ["explorable.js", "calibration.js", "register.js", "search.js", "worker.js", "chart.js"],
  format: "esm",
  target: "es2022",
  define: {global: "globalThis"},
  // What MicroPython's loader and the entry scripts ask for at run time, not at build time.
  external: ["module", "fs", "path", "url", "crypto", "./chart.js"],
  loader: {".css": "empty"}, // of plotly's maps, which the book does not draw
  plugins: [bookFiles],
});
await build({...common, entryPoints: ["book.css"], loader: {".svg": "dataurl"}});

const packages = join(here, "node_modules");
copyFileSync(
  join(packages, "@micropython/micropython-webassembly-pyscript/micropython.wasm"),
  join(out, "micropython.wasm"),
);
