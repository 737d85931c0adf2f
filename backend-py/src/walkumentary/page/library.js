// My tours: open again, or delete.

import { deleteTour, listTours } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { day } from "./format.js";

const STATES = {
  generating: "being made",
  content_ready: "being recorded",
  error: "stopped by an error",
  cancelled: "stopped",
};

/** The list under "My tours"; hidden while there are none. */
export class Library {
  #list = byId("tours");
  #older = byId("older");
  #cursor = null;

  constructor() {
    this.#older.addEventListener("click", () => this.#more());
  }

  /** Read the newest tours again. */
  async show() {
    this.#cursor = null;
    this.#list.replaceChildren();
    await this.#more();
  }

  async #more() {
    const page = await listTours(this.#cursor).catch(() => ({ items: [], next_cursor: null }));
    const rows = page.items.map((tour) => this.#row(tour));
    if (this.#cursor) this.#list.append(...rows);
    else this.#list.replaceChildren(...rows);
    this.#cursor = page.next_cursor;
    this.#older.hidden = !this.#cursor;
    this.#tidy();
  }

  #tidy() {
    byId("library").hidden = !this.#list.children.length;
  }

  #row(tour) {
    const about = [`${tour.duration_minutes} min`, day(tour.created_at), stateOf(tour)];
    const link = el(
      "a",
      { href: `#tour=${tour.id}` },
      el("span", { class: "name" }, tour.title),
      el("span", { class: "detail" }, about.filter(Boolean).join(" · ")),
    );
    const bin = el("button", { type: "button", class: "icon-button" }, icon("bin"));
    bin.setAttribute("aria-label", `Delete ${tour.title}`);
    const row = el("li", {}, link, bin);
    bin.addEventListener("click", () => this.#delete(tour, row));
    return row;
  }

  async #delete(tour, row) {
    if (!(await removed(tour))) return;
    row.remove();
    this.#tidy();
    byId("library-title").focus();
  }
}

function stateOf({ status, finished }) {
  return finished && status === "content_ready" ? "without sound" : STATES[status];
}

/** Ask, and delete the tour if that is what is wanted. */
export async function removed(tour) {
  if (!(await confirmed(tour))) return false;
  await deleteTour(tour.id);
  return true;
}

function confirmed(tour) {
  const dialog = byId("confirm");
  byId("confirm-title").textContent = "Delete this tour?";
  byId("confirm-detail").textContent = `“${tour.title}” and its audio will be gone for good.`;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}
