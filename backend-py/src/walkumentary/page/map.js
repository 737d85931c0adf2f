// The walk, drawn to scale: equirectangular, longitudes shortened by the latitude's cosine.

import { svg } from "./dom.js";
import { distance } from "./format.js";

const METRES_PER_DEGREE = 111_320;
const MARGIN = 28;
const FOOT = 30; // below the drawing: the scale bar and the north arrow
const LOWEST = 0.62; // least and most height, as a share of the width
const HIGHEST = 1.05;
const LEAST_SPAN_M = 120; // so that a very short walk is not drawn like a city

/** A map that redraws itself whenever its frame's width changes. */
export class WalkMap {
  #frame;
  #onPick;
  #walk = null;
  #current = null;

  /** @param onPick called with a stop's order; a map without it only shows. */
  constructor(frame, onPick = null) {
    this.#frame = frame;
    this.#onPick = onPick;
    frame.classList.add("map");
    new ResizeObserver(() => this.#draw()).observe(frame);
  }

  /** Draw {start, stops, legs}; a leg is a list of {latitude, longitude}. */
  show(walk) {
    this.#walk = walk;
    this.#draw();
  }

  /** Light the stop being heard, and the leg that leads to it. */
  light(order) {
    if (order === this.#current) return;
    this.#current = order;
    this.#mark();
  }

  #draw() {
    const width = this.#frame.clientWidth;
    if (!this.#walk || !width) return;
    const focused = this.#frame.querySelector("[data-order]:focus")?.dataset.order;
    const view = projection(everyPoint(this.#walk), width);
    this.#frame.replaceChildren(this.#drawing(view));
    this.#mark();
    if (focused) this.#frame.querySelector(`[data-order="${focused}"]`)?.focus();
  }

  #drawing(view) {
    const { stops, legs, start } = this.#walk;
    const bar = barLength(view);
    return svg(
      "svg",
      {
        viewBox: `0 0 ${view.width} ${view.height + FOOT}`,
        width: view.width,
        height: view.height + FOOT,
        role: "group",
        "aria-label": `Map of the walk with ${stops.length} stops`,
      },
      grid(view, bar),
      legs.map((leg, index) => line(view, leg, index + 1)),
      startMark(view, start),
      stops.map((stop) => this.#stop(view, stop)),
      scaleBar(view, bar),
      northArrow(view),
    );
  }

  #stop(view, stop) {
    const [x, y] = view.at(stop);
    const mark = svg(
      "g",
      { class: "stop", transform: `translate(${x} ${y})`, "data-order": stop.order },
      svg("circle", { r: 12 }),
      svg("text", { "text-anchor": "middle", dy: "0.36em" }, String(stop.order)),
      svg("title", {}, stop.name),
    );
    if (this.#onPick) this.#pickable(mark, stop);
    return mark;
  }

  #pickable(mark, stop) {
    mark.setAttribute("role", "button");
    mark.setAttribute("tabindex", "0");
    mark.setAttribute("aria-label", `Stop ${stop.order}: ${stop.name}`);
    mark.addEventListener("click", () => this.#onPick(stop.order));
    mark.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.#onPick(stop.order);
    });
  }

  #mark() {
    for (const node of this.#frame.querySelectorAll("[data-order], [data-leg]")) {
      const order = Number(node.dataset.order ?? node.dataset.leg);
      node.classList.toggle("current", order === this.#current);
      if (node.dataset.order) node.setAttribute("aria-current", order === this.#current);
    }
    const lit = this.#frame.querySelector(".stop.current:not(:focus)");
    if (lit && !this.#frame.contains(document.activeElement)) lit.parentNode.append(lit);
  }
}

/** Straight legs, where no walked path is known. */
export const straightLegs = (points) =>
  points.slice(1).map((point, index) => [points[index], point]);

/** The walked lines of a GeoJSON route, one per leg. */
export const legsOf = (route) =>
  (route.features ?? [])
    .filter((feature) => feature.geometry?.type === "LineString")
    .map((feature) => feature.geometry.coordinates)
    .map((line) => line.map(([longitude, latitude]) => ({ latitude, longitude })));

const everyPoint = ({ start, stops, legs }) => [start, ...stops, ...legs.flat()];

function projection(points, width) {
  const [south, north] = range(points.map((point) => point.latitude));
  const [west, east] = range(points.map((point) => point.longitude));
  const middle = (south + north) / 2;
  const perDegree = METRES_PER_DEGREE * Math.cos((middle * Math.PI) / 180);
  const wide_m = Math.max((east - west) * perDegree, LEAST_SPAN_M);
  const high_m = Math.max((north - south) * METRES_PER_DEGREE, LEAST_SPAN_M);
  const room = width - 2 * MARGIN;
  const height = clamp((room * high_m) / wide_m + 2 * MARGIN, width * LOWEST, width * HIGHEST);
  const scale = Math.min(room / wide_m, (height - 2 * MARGIN) / high_m);
  const at = ({ latitude, longitude }) => [
    width / 2 + (longitude - (west + east) / 2) * perDegree * scale,
    height / 2 - (latitude - middle) * METRES_PER_DEGREE * scale,
  ];
  return { width, height: Math.round(height), scale, at };
}

const range = (values) => [Math.min(...values), Math.max(...values)];
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** The longest of 1, 2 and 5 times a power of ten that fits a quarter of the width. */
function barLength({ width, scale }) {
  const most_m = width / 4 / scale;
  const ten = 10 ** Math.floor(Math.log10(most_m));
  return [5, 2, 1].map((n) => n * ten).find((metres) => metres <= most_m);
}

function line(view, leg, number) {
  const points = leg.map((point) => view.at(point).map((n) => n.toFixed(1)).join(","));
  return svg("polyline", { class: "leg", points: points.join(" "), "data-leg": number });
}

function startMark(view, start) {
  const [x, y] = view.at(start);
  return svg(
    "g",
    { class: "start", transform: `translate(${x} ${y})` },
    svg("circle", { r: 6 }),
    svg("title", {}, "Start"),
  );
}

/** Squares as wide as the scale bar, counted from the middle of the map. */
function grid(view, metres) {
  const side = metres * view.scale;
  const across = ticks(view.width, side).map((x) => `M${x} 0V${view.height}`);
  const down = ticks(view.height, side).map((y) => `M0 ${y}H${view.width}`);
  return svg("path", { class: "grid", d: [...across, ...down].join("") });
}

function ticks(length, side) {
  const first = (length / 2) % side;
  const number = Math.ceil((length - first) / side);
  return Array.from({ length: number }, (_, n) => (first + n * side).toFixed(1));
}

function scaleBar(view, metres) {
  const [x, y, long] = [14, view.height + FOOT - 10, metres * view.scale];
  return svg(
    "g",
    { class: "scale", role: "img", "aria-label": `Scale: the bar is ${distance(metres)} long` },
    svg("path", { d: `M${x} ${y - 5}v5h${long.toFixed(1)}v-5` }),
    svg("text", { x: x + long + 8, y }, distance(metres)),
  );
}

function northArrow(view) {
  const [x, y] = [view.width - 34, view.height + FOOT - 15];
  return svg(
    "g",
    { class: "north", transform: `translate(${x} ${y})`, role: "img", "aria-label": "North is up" },
    svg("path", { d: "M0 -9 5 7 0 4 -5 7Z" }),
    svg("text", { x: 10, y: 5 }, "N"),
  );
}
