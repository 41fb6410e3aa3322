// Plotly with only the trace types that the book's figures use.
import Plotly from "plotly.js/lib/core";
import bar from "plotly.js/lib/bar";
import scatterternary from "plotly.js/lib/scatterternary";

Plotly.register([bar, scatterternary]);

const CONFIG = {displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false};

export function draw(element, figure) {
  return Plotly.react(element, figure.data, figure.layout, CONFIG);
}

export default Plotly;
