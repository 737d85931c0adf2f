// The words of the tour: they follow the sound, and any sentence can be chosen.

import { byId, el, icon, motion } from "./dom.js";
import { clock } from "./format.js";

const KINDS = { welcome: "Welcome", cue: "The way", farewell: "Farewell" };

/** Rows of sentences under the headings of their stops. */
export class Transcript {
  #root = byId("transcript");
  #follow = byId("follow");
  #rows = new Map(); // "stop|kind|text" → row
  #sections = new Map(); // stop → list
  #current = null;
  #onHear;
  #onEvidence;

  /**
   * @param onHear called with a sentence to be heard
   * @param onEvidence called with a sentence whose sources are asked for
   */
  constructor({ onHear, onEvidence }) {
    this.#onHear = onHear;
    this.#onEvidence = onEvidence;
    this.#follow.addEventListener("change", () => this.#reveal());
    for (const name of ["wheel", "touchmove"])
      addEventListener(name, () => this.#letGo(), { passive: true });
  }

  /** Forget the tour. */
  clear() {
    this.#root.replaceChildren();
    this.#rows.clear();
    this.#sections.clear();
    this.#current = null;
    this.#follow.checked = true;
  }

  /** Show all sentences there are; rows that stay keep their place and the focus. */
  update(timeline, stops) {
    for (const stop of stops) {
      const list = this.#section(stop);
      const lines = timeline.sentences.filter((line) => line.stop === stop.order);
      settle(list, lines.map((line) => this.#row(line)));
    }
  }

  /** Light the sentence being heard. */
  light(line) {
    const row = line ? this.#rows.get(keyOf(line)) : null;
    if (row === this.#current) return;
    this.#current?.classList.remove("current");
    this.#current?.querySelector(".say").removeAttribute("aria-current");
    this.#current = row;
    row?.classList.add("current");
    row?.querySelector(".say").setAttribute("aria-current", "true");
    this.#reveal();
  }

  /** Whoever scrolls while it plays wants to look elsewhere. */
  #letGo() {
    if (this.#current) this.#follow.checked = false;
  }

  #hear(line) {
    this.#follow.checked = true;
    this.#onHear(line);
  }

  #reveal() {
    if (!this.#follow.checked) return;
    this.#current?.scrollIntoView({ behavior: motion(), block: "center" });
  }

  #section(stop) {
    if (!this.#sections.has(stop.order)) {
      const list = el("ol", { class: "lines" });
      const heading = el("h3", {}, el("span", { class: "badge" }, String(stop.order)), stop.name);
      this.#root.append(el("section", {}, heading, list));
      this.#sections.set(stop.order, list);
    }
    return this.#sections.get(stop.order);
  }

  #row(line) {
    const key = keyOf(line);
    const row = this.#rows.get(key) ?? this.#newRow(line);
    this.#rows.set(key, row);
    row.line = line;
    refresh(row);
    return row;
  }

  #newRow(line) {
    const kind = KINDS[line.kind] && el("span", { class: "kind" }, KINDS[line.kind]);
    const hear = el(
      "button",
      { type: "button", class: "say" },
      el("span", { class: "time", "aria-hidden": "true" }),
      el("span", { class: "text" }, kind, line.text),
    );
    const name = { "aria-label": "Sources of this sentence", title: "Sources" };
    const source = el("button", { type: "button", class: "icon-button evidence", ...name });
    source.append(icon("source"));
    const row = el("li", { class: `line ${line.kind}` }, hear, source);
    hear.addEventListener("click", () => this.#hear(row.line));
    source.addEventListener("click", () => this.#onEvidence(row.line));
    return row;
  }
}

const keyOf = (line) => `${line.stop}|${line.kind}|${line.text}`;

function refresh(row) {
  const { start_s } = row.line;
  row.classList.toggle("unspoken", start_s == null);
  row.querySelector(".say").disabled = start_s == null;
  row.querySelector(".evidence").disabled = start_s == null;
  const time = row.querySelector(".time");
  const text = start_s == null ? "" : clock(start_s);
  if (time.textContent !== text) time.textContent = text;
}

/** Make these the list's rows, touching nothing that already stands right. */
function settle(list, rows) {
  const same = rows.length === list.children.length;
  if (same && rows.every((row, index) => list.children[index] === row)) return;
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  list.replaceChildren(...rows);
  focused?.focus({ preventScroll: true });
}
