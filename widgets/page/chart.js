// Plotly with only the trace types that the book's figures use.
import Plotly from "plotly.js/lib/core";
import bar from "plotly.js/lib/bar";
import scatterternary from "plotly.js/lib/scatterternary";

Plotly.register([bar, scatterternary]);

const CONFIG = {displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false};
const drawn = new WeakMap(); // element -> the traces that it shows, with their text

/** Draw a figure; traces that stay the same keep their identity, so that plotly leaves them alone. */
export function draw(element, figure) {
  const before = drawn.get(element) ?? [];
  const traces = figure.data.map((trace, place) => {
    const text = JSON.stringify(trace);
    return before[place]?.text === text ? before[place] : {trace, text};
  });
  drawn.set(element, traces);
  return Plotly.react(element, traces.map(({trace}) => trace), figure.layout, CONFIG);
}

export default Plotly;
