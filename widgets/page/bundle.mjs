// Bundles the page's scripts. Usage: node bundle.mjs OUT_DIR FILES_JSON CODE_JSON
// FILES_JSON: the Python modules and data of the book, by path, for the worker; CODE_JSON: those for code exercises.
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const [out, files, code] = process.argv.slice(2).map((path) => resolve(path));

const bookFiles = {
  name: "book-files",
  setup({onResolve}) {
    onResolve({filter: /^book:files$/}, () => ({path: files}));
    onResolve({filter: /^book:code$/}, () => ({path: code}));
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
  entryPoints: [
    "explorable.js",
    "exercise.js",
    "engine.js",
    "calibration.js",
    "register.js",
    "search.js",
    "worker.js",
    "chart.js",
  ],
  format: "esm",
  target: "es2022",
  define: {global: "globalThis"},
  // What MicroPython's loader and the entry scripts ask for at run time, not at build time.
  // The engine is one for all scripts of a page, so that one worker serves them.
  external: [
    "module", "fs", "path", "url", "crypto", "./chart.js", "./code.js", "./engine.js", "./model_editor.js",
  ],
  loader: {".css": "empty"}, // of plotly's maps, which the book does not draw
  plugins: [bookFiles],
});
// The editor comes only when somebody opens one; its scripts share one copy of CodeMirror, or its parts do not fit.
await build({
  ...common,
  entryPoints: ["editor.js", "model_editor.js"],
  format: "esm",
  target: "es2022",
  external: ["./engine.js"],
  splitting: true,
  chunkNames: "editor-[hash]",
});
// So do the scripts of code exercises, and Python only with the first run.
await build({
  ...common,
  entryPoints: ["code.js", "pyodide_worker.js"],
  format: "esm",
  target: "es2022",
  external: ["./editor.js", "./pyodide/pyodide.mjs"],
  plugins: [bookFiles],
});
await build({...common, entryPoints: ["book.css"], loader: {".svg": "dataurl"}});

const packages = join(here, "node_modules");
copyFileSync(
  join(packages, "@micropython/micropython-webassembly-pyscript/micropython.wasm"),
  join(out, "micropython.wasm"),
);

copyPyodide(join(packages, "pyodide"), join(out, "pyodide"));

/** Pyodide without the list of packages that it would fetch from another host. */
function copyPyodide(from, to) {
  mkdirSync(to, {recursive: true});
  for (const name of ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]) {
    copyFileSync(join(from, name), join(to, name));
  }
  const {info} = JSON.parse(readFileSync(join(from, "pyodide-lock.json"), "utf8"));
  writeFileSync(join(to, "pyodide-lock.json"), JSON.stringify({info, packages: {}}));
  const {version, license, homepage} = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  writeFileSync(
    join(to, "LICENSE.txt"),
    `Pyodide ${version}, ${homepage}, under the ${license} licence.\n` +
      `pyodide.asm.wasm and python_stdlib.zip hold CPython ${info.python}, under the licence of the Python Software ` +
      "Foundation, version 2. The files stand here as their authors published them.\n",
  );
}
