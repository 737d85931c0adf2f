// Finding a place: an ARIA combobox over the search, for keyboard, pointer and reader.

import { searchPlaces } from "./api.js";
import { byId, el, say } from "./dom.js";
import { distance, words } from "./format.js";

const LEAST_LETTERS = 2;
const REST_MS = 160;

/** The place field: `place` is what was picked, `text` what is written. */
export class PlaceField extends EventTarget {
  #input = byId("place");
  #list = byId("places");
  #hint = byId("place-hint");
  #options = [];
  #active = -1;
  #timer = 0;
  #request = new AbortController();
  /** The place that was picked; null while its name is only written. */
  place = null;

  constructor() {
    super();
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#clicked(event));
    byId("here").addEventListener("click", () => this.#locate());
    byId("here").hidden = !(window.isSecureContext && navigator.geolocation);
  }

  get text() {
    return this.#input.value.trim();
  }

  /** What a request says of the place. */
  get wish() {
    if (this.place?.id) return { location_id: this.place.id };
    if (this.place) return { coordinates: this.place.coordinates };
    return this.text ? { query: this.text } : {};
  }

  focus() {
    this.#input.focus();
  }

  #typed() {
    this.#settle(null);
    this.#request.abort();
    clearTimeout(this.#timer);
    if (this.text.length < LEAST_LETTERS) this.#close();
    else this.#timer = setTimeout(() => this.#search(), REST_MS);
  }

  async #search() {
    this.#request = new AbortController();
    try {
      this.#show(await searchPlaces(this.text, this.#request));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#close();
      say(this.#hint, error.message);
    }
  }

  #show({ items, suggestions, degraded }) {
    const found = items.map((item) => placeOption(item));
    const similar = items.length ? [] : suggestions.map((text) => textOption(text));
    this.#options = [...found, ...similar];
    this.#list.replaceChildren(...this.#options.map((option) => option.node));
    this.#options.forEach(({ node }, index) => (node.id = `place-${index}`));
    this.#mark(-1);
    this.#open(this.#options.length > 0 && document.activeElement === this.#input);
    say(this.#hint, hintFor(this.#options.length, degraded));
  }

  #open(open) {
    this.#list.hidden = !open;
    this.#input.setAttribute("aria-expanded", String(open));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#request.abort();
    this.#open(false);
    this.#mark(-1);
  }

  #mark(index) {
    this.#active = index;
    this.#options.forEach(({ node }, n) => node.setAttribute("aria-selected", n === index));
    const node = this.#options[index]?.node;
    if (node) this.#input.setAttribute("aria-activedescendant", node.id);
    else this.#input.removeAttribute("aria-activedescendant");
    node?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const act = this.#keys[event.key];
    if (act?.call(this)) event.preventDefault();
  }

  // Each answers whether the key was meant for the list.
  #keys = {
    ArrowDown: () => this.#step(1),
    ArrowUp: () => this.#step(-1),
    Enter: () => this.#active >= 0 && this.#pick(this.#options[this.#active]),
    Escape: () => this.#dismiss(),
    Tab: () => void (this.#active >= 0 && this.#pick(this.#options[this.#active])),
  };

  #step(by) {
    const length = this.#options.length;
    if (!length) return false;
    if (this.#list.hidden) this.#open(true);
    const from = this.#active < 0 && by < 0 ? 0 : this.#active;
    this.#mark((from + by + length) % length);
    return true;
  }

  #dismiss() {
    const wasOpen = !this.#list.hidden;
    if (!wasOpen) this.#input.value = "";
    this.#close();
    return true;
  }

  #clicked(event) {
    const node = event.target.closest("[role=option]");
    const option = this.#options.find((one) => one.node === node);
    if (option) this.#pick(option);
  }

  #pick(option) {
    this.#input.value = option.name;
    this.#close();
    say(this.#hint, "");
    if (option.place) this.#settle(option.place);
    else this.#typed();
    return true;
  }

  #settle(place) {
    this.place = place;
    this.dispatchEvent(new Event(place ? "picked" : "cleared"));
  }

  #locate() {
    say(this.#hint, "Finding out where you are…");
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        this.#input.value = "Where I am";
        say(this.#hint, "");
        this.#settle({ coordinates: { latitude, longitude } });
      },
      () => say(this.#hint, "Your position is not known; write the place's name instead."),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  }
}

function hintFor(length, degraded) {
  if (!length) return "Nothing of this name here. Try another spelling, or a larger place nearby.";
  return degraded.length ? "Places known here; the worldwide search is not available now." : "";
}

function placeOption({ location, distance_m, result_token }) {
  const where = [location.city, location.country].filter((part) => part && part !== location.name);
  const away = distance_m == null ? [] : [distance(distance_m)];
  const detail = [words(location.location_type), ...where, ...away].filter(Boolean).join(" · ");
  // What only the geocoder knows has no id yet that a tour could start from.
  return option(location.name, detail, result_token ? { ...location, id: null } : location);
}

const textOption = (text) => option(text, "Did you mean this?", null);

function option(name, detail, place) {
  const node = el(
    "li",
    { role: "option", "aria-selected": "false" },
    el("span", { class: "name" }, name),
    el("span", { class: "detail" }, detail),
  );
  return { name, place, node };
}
