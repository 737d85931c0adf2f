// The notes behind a sentence, with their sources and licences.

import { attend, byId, el } from "./dom.js";
import { day } from "./format.js";

const NONE =
  "This sentence was made by the planner from the route itself. It states no facts from notes.";

/** The panel that shows what a sentence rests on. */
export class Evidence {
  #dialog = byId("evidence");
  #sentence = byId("evidence-sentence");
  #notes = byId("evidence-notes");
  #asked = 0;

  constructor() {
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
  }

  /**
   * @param read answers the evidence of a second of the tour
   * @param line the sentence
   */
  async show(read, line) {
    const mine = ++this.#asked;
    this.#sentence.textContent = line.text;
    this.#notes.replaceChildren(el("p", { class: "hint" }, "Looking it up…"));
    if (!this.#dialog.open) this.#dialog.showModal();
    attend(byId("evidence-title"));
    const found = await this.#find(read, line);
    if (mine === this.#asked) this.#notes.replaceChildren(...found);
  }

  close() {
    if (this.#dialog.open) this.#dialog.close();
  }

  async #find(read, line) {
    if (!line.note_ids.length) return [el("p", {}, NONE)];
    try {
      const middle = (line.start_s + line.end_s) / 2;
      const { notes } = await read(middle.toFixed(3));
      return notes.map(card);
    } catch (error) {
      return [el("p", { class: "problem" }, error.message)];
    }
  }
}

const card = (note) =>
  el(
    "article",
    { class: "note" },
    el("h3", {}, note.title),
    el("p", {}, note.text),
    el("p", { class: "source" }, source(note), ...rights(note)),
  );

function source(note) {
  const name = note.source_name || "Source";
  if (!/^https?:\/\//.test(note.source_url ?? "")) return name;
  return el("a", { href: note.source_url, target: "_blank", rel: "noopener noreferrer" }, name);
}

const rights = (note) =>
  [note.licence, note.as_of && `as of ${day(note.as_of)}`]
    .filter(Boolean)
    .map((part) => ` · ${part}`);
