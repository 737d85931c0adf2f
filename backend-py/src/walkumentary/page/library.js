// My tours: open again, or delete.

import { deleteTour, listTours } from "./api.js";
import { byId, el, icon, say } from "./dom.js";
import { day } from "./format.js";
import { isKnown, user } from "./session.js";

const NONE = { items: [], next_cursor: null };

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
  #asked = 0;

  constructor() {
    this.#older.addEventListener("click", () => this.#more());
  }

  /** Read the newest tours again. */
  async show() {
    this.#cursor = null;
    this.#list.replaceChildren();
    await this.#more();
  }

  /** Nobody yet has no tours: whoever only looks becomes no guest. */
  async #page() {
    say(byId("library-problem"), "");
    try {
      return isKnown() ? await listTours(this.#cursor) : NONE;
    } catch (error) {
      if (error.status !== 401) say(byId("library-problem"), error.message);
      return { ...NONE, next_cursor: this.#cursor };
    }
  }

  async #more() {
    const asked = (this.#asked += 1);
    const page = await this.#page();
    if (asked !== this.#asked) return;
    const rows = page.items.map((tour) => this.#row(tour));
    if (this.#cursor) this.#list.append(...rows);
    else this.#list.replaceChildren(...rows);
    this.#cursor = page.next_cursor;
    this.#older.hidden = !this.#cursor;
    this.#tidy();
  }

  #tidy() {
    const empty = !this.#list.children.length;
    byId("tours-none").hidden = !empty;
    byId("tours-of-guest").hidden = empty || Boolean(user());
    byId("library").hidden = empty && !user() && byId("library-problem").hidden;
  }

  #row(tour) {
    const shared = tour.shared ? "shared" : "";
    const about = [`${tour.duration_minutes} min`, day(tour.created_at), stateOf(tour), shared];
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
