// Building the page. Text is always set as text: what a tour says is data, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** A new HTML element with properties (or attributes, where named with a dash) and children. */
export function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) assign(node, key, value);
  node.append(...children.flat().filter((child) => child != null && child !== ""));
  return node;
}

function assign(node, key, value) {
  if (value == null) return;
  if (key === "class") node.className = value;
  else if (key.includes("-") || key === "role") node.setAttribute(key, value);
  else node[key] = value;
}

/** A new SVG element with attributes and children. */
export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.flat());
  return node;
}

/** An icon of the sprite in index.html. */
export const icon = (name) =>
  svg("svg", { class: "icon", "aria-hidden": "true" }, svg("use", { href: `#i-${name}` }));

/** Show the element with this text, or hide it when there is none. */
export function say(node, text) {
  if (node.textContent !== (text ?? "")) node.textContent = text ?? "";
  node.hidden = !text;
}

/** Give the keyboard to a heading, so that what follows it is read next. */
export function attend(heading) {
  heading.focus({ preventScroll: true });
}

/** How far motion is wanted: "smooth", or "auto" (none) where less is preferred. */
export const motion = () =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

/** A promise that is kept after so many milliseconds. */
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
