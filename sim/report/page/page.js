// Draws every chart of the page as SVG. Colours are names of page.css, so that the theme and the printer change them without a redraw.
"use strict";

const text = {labelColor: "var(--soft)", titleColor: "var(--soft)", labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal"};
const config = {
  background: null,
  font: getComputedStyle(document.body).fontFamily,
  view: {stroke: null},
  axis: {...text, domainColor: "var(--line)", tickColor: "var(--line)", gridColor: "var(--line)", gridOpacity: 0.7, labelPadding: 6, titlePadding: 10},
  axisX: {grid: false},
  axisY: {domain: false, ticks: false},
  legend: {labelColor: "var(--ink)", labelFontSize: 12, symbolType: "square", symbolStrokeWidth: 0, offset: 14},
  text: {fontSize: 12},
};

for (const figure of document.querySelectorAll("figure")) {
  const spec = JSON.parse(figure.querySelector("script.spec").textContent);
  delete spec.title; // stands above the chart
  const options = {mode: "vega-lite", renderer: "svg", actions: false, config, tooltip: {theme: "custom"}};
  vegaEmbed(figure.querySelector(".chart"), spec, options).then(
    () => { figure.dataset.drawn = "yes"; },
    (problem) => { console.error(figure.id, problem); },
  );
}

// Paper cannot be unfolded.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("section > details:not([open])")];
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => { for (const fold of opened) fold.open = false; });
