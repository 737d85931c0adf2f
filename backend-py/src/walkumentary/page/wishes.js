// The form: what the walk shall be. Refusals are shown beside the field they speak of.

import { byId, el, say } from "./dom.js";
import { PlaceField } from "./search.js";
import { VoiceField } from "./voices.js";

const INTERESTS = {
  historical: "History",
  architectural: "Architecture",
  cultural: "Culture",
  artistic: "Art",
  culinary: "Food & drink",
  natural: "Nature",
  local: "Local life",
  legends: "Legends",
  science: "Science",
  literary: "Literature",
  religious: "Faith",
  evening: "Evening",
};

const STYLES = {
  conversational: "Conversational",
  storytelling: "As a story",
  friendly: "Friendly",
  scholarly: "Scholarly",
  dramatic: "Dramatic",
  humorous: "Humorous",
  witty: "Witty",
  storyteller: "By a storyteller",
};

const LANGUAGES = {
  en: "English",
  nl: "Nederlands",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  it: "Italiano",
  pt: "Português",
};

const PRESETS = [15, 30, 45, 60, 90];
const [LEAST, MOST, STEP] = [5, 180, 5];

/** Which field a pointer leads to. */
const FIELDS = {
  query: "place",
  location_id: "place",
  coordinates: "place",
  start: "place",
  interests: "interests",
  duration_minutes: "minutes",
  narration_style: "style",
  language: "language",
  voice: "voice",
  pace: "pace",
  end: "end",
  discovery: "discovery",
};
/** Refusals whose own sentence says it best, and the field it belongs to. */
const CODES = {
  "no-landmarks-nearby": "place",
  "place-not-found": "place",
  "minutes-too-few": "minutes",
  "language-not-available": "language",
  "style-not-available": "style",
};

/** Fires "submit" when a plan is asked for and "change" whenever the wishes differ. */
export class Wishes extends EventTarget {
  #form = byId("wishes");
  #minutes = byId("minutes");
  #place = new PlaceField();
  #voice = new VoiceField();

  constructor() {
    super();
    byId("interests").append(...Object.entries(INTERESTS).map(chip));
    byId("style").append(...options(STYLES, "conversational"));
    byId("language").append(...options(LANGUAGES, "en"));
    byId("language").addEventListener("change", () => this.#voice.show(this.#language));
    this.#voice.show(this.#language);
    byId("presets").append(...PRESETS.map((n) => this.#preset(n)));
    byId("less").addEventListener("click", () => this.#step(-STEP));
    byId("more").addEventListener("click", () => this.#step(STEP));
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    this.#form.addEventListener("change", () => this.#changed());
    this.#place.addEventListener("picked", () => this.#changed());
    this.#place.addEventListener("cleared", () => sayAt("place", ""));
    this.#showPreset();
  }

  /** The request, as /tours/estimate and /tours/generate take it. */
  get body() {
    return {
      ...this.#place.wish,
      interests: this.#interests(),
      duration_minutes: Number(this.#minutes.value),
      language: this.#language,
      voice: this.#voice.wish,
      narration_style: byId("style").value,
      pace: byId("pace").value,
      end: byId("end").value,
      discovery: Number(byId("discovery").value),
    };
  }

  get #language() {
    return byId("language").value;
  }

  get hasPlace() {
    return Boolean(this.#place.text);
  }

  focus() {
    this.#place.focus();
  }

  /** Show a refusal where it belongs, else above the button; lead there if that is wanted. */
  refuse(problem, { lead }) {
    this.clear();
    for (const [field, detail] of told(problem)) sayAt(field, sentence(detail));
    if (lead) this.#showFirst();
  }

  clear() {
    for (const field of [...new Set(Object.values(FIELDS)), "form"]) sayAt(field, "");
  }

  #showFirst() {
    const wrong = this.#form.querySelector("[aria-invalid=true]");
    wrong?.closest("details")?.setAttribute("open", "");
    wrong?.focus();
  }

  #interests() {
    const ticked = [...this.#form.querySelectorAll("#interests input:checked")];
    return [...ticked.map((box) => box.value), byId("own-interest").value.trim()].filter(Boolean);
  }

  #preset(n) {
    const button = el("button", { type: "button", class: "chip", value: n }, `${n} min`);
    button.addEventListener("click", () => this.#set(n));
    return button;
  }

  #step(by) {
    const value = Number(this.#minutes.value) || 0;
    this.#set(Math.round((value + by) / STEP) * STEP);
  }

  #set(n) {
    this.#minutes.value = Math.min(MOST, Math.max(LEAST, n));
    this.#changed();
  }

  #showPreset() {
    for (const button of byId("presets").children)
      button.setAttribute("aria-pressed", button.value === this.#minutes.value);
  }

  #changed() {
    this.#showPreset();
    this.dispatchEvent(new Event("change"));
  }

  #submit(event) {
    event.preventDefault();
    this.clear();
    if (this.hasPlace) return this.dispatchEvent(new Event("submit"));
    sayAt("place", "Name the place where the walk shall be.");
    this.#place.focus();
  }
}

function chip([value, label]) {
  const box = el("input", { type: "checkbox", value });
  return el("label", { class: "chip" }, box, el("span", {}, label));
}

const options = (names, chosen) =>
  Object.entries(names).map(([value, label]) =>
    el("option", { value, selected: value === chosen }, label),
  );

/** What a refusal says, as pairs of field and sentence. */
function told(problem) {
  if (problem.code in CODES) return [[CODES[problem.code], problem.message]];
  const placed = problem.errors.map((error) => [fieldOf(error.pointer), error.detail]);
  const known = placed.filter(([field]) => field);
  return known.length ? known : [["form", problem.message]];
}

const fieldOf = (pointer) =>
  FIELDS[String(pointer).split("/").find((part) => part in FIELDS)];

function sayAt(field, text) {
  say(byId(`${field}-problem`), text);
  const control = byId(field);
  if (control?.matches("input, select")) control.setAttribute("aria-invalid", String(!!text));
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
