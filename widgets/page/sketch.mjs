// Draws figures as SVG when the book is built, by the same plotly as the page.
// Usage: node sketch.mjs CHART_JS < [{figure, width}, ...] > ["<svg ...>", ...]
import {text} from "node:stream/consumers";
import {pathToFileURL} from "node:url";
import {JSDOM} from "jsdom";

const FULL_WIDTH = /[\u1100-\uffff]/;
const PROVIDED = [
  "document", "navigator", "Node", "Element", "HTMLElement", "SVGElement", "DOMParser",
  "XMLSerializer", "getComputedStyle", "requestAnimationFrame", "cancelAnimationFrame",
  "MouseEvent", "Event", "CustomEvent", "MutationObserver",
];

/** jsdom lays nothing out; plotly needs to know how large its texts will be. */
function measure() {
  const size = parseFloat(this.style?.fontSize || this.getAttribute("font-size") || 12);
  const lines = this.querySelectorAll("tspan.line").length || 1;
  const ems = [...this.textContent].reduce((sum, c) => sum + (FULL_WIDTH.test(c) ? 1 : 0.56), 0);
  const isText = this.tagName === "text" || this.tagName === "tspan";
  const width = isText ? (ems * size) / lines : 0;
  const height = isText ? 1.3 * size * lines : 0;
  const top = isText ? -size : 0;
  return {x: 0, y: top, left: 0, top, width, height, right: width, bottom: top + height};
}

function openWindow() {
  const {window} = new JSDOM("<!doctype html><div></div>", {pretendToBeVisual: true});
  const define = (name, value) =>
    Object.defineProperty(globalThis, name, {value, configurable: true, writable: true});
  define("window", window);
  define("self", window);
  for (const name of PROVIDED) define(name, window[name]);
  window.URL.createObjectURL = () => "";
  window.matchMedia = () => ({matches: false, addListener() {}, addEventListener() {}});
  window.HTMLCanvasElement.prototype.getContext = () => null;
  window.SVGElement.prototype.getBBox = measure;
  window.SVGElement.prototype.getBoundingClientRect = measure;
  window.SVGElement.prototype.getComputedTextLength = function () {
    return measure.call(this).width;
  };
  return window;
}

async function sketch(Plotly, window, {figure, width}) {
  const element = window.document.createElement("div");
  window.document.body.append(element);
  const {data, layout} = structuredClone(figure);
  await Plotly.newPlot(element, data, {...layout, width, autosize: false}, {staticPlot: true});
  const uri = await Plotly.toImage(element, {format: "svg", width, height: layout.height});
  element.remove();
  return decodeURIComponent(uri.slice(uri.indexOf(",") + 1));
}

const requests = JSON.parse(await text(process.stdin));
const window = openWindow();
const {default: Plotly} = await import(pathToFileURL(process.argv[2]).href);
const sketches = [];
for (const request of requests) sketches.push(await sketch(Plotly, window, request));
process.stdout.write(JSON.stringify(sketches), () => process.exit(0));
