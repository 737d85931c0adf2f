// A form whose refusals are shown beside the fields they speak of.

import { say } from "./dom.js";

/** Sends what was typed, once at a time. */
export class Form {
  #form;
  #send;
  #codes;

  /**
   * @param form its fields are named as the API names them
   * @param send called with what was typed; its refusals are shown
   * @param codes which field a refusal without pointers belongs to, by its code
   */
  constructor(form, send, codes = {}) {
    [this.#form, this.#send, this.#codes] = [form, send, codes];
    form.addEventListener("submit", (event) => this.#submit(event));
  }

  /** Forget what was typed and what was refused. */
  reset() {
    this.#form.reset();
    this.#clear();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#button.getAttribute("aria-busy") === "true") return;
    this.#clear();
    this.#busy(true);
    try {
      await this.#send(Object.fromEntries(new FormData(this.#form)));
    } catch (error) {
      this.#refuse(error);
    }
    this.#busy(false);
  }

  get #button() {
    return this.#form.querySelector("[type=submit]");
  }

  #busy(busy) {
    this.#button.setAttribute("aria-busy", String(busy));
  }

  #clear() {
    for (const input of this.#inputs) input.removeAttribute("aria-invalid");
    for (const line of this.#form.querySelectorAll(".problem")) say(line, "");
  }

  get #inputs() {
    return [...this.#form.querySelectorAll("input[name]")];
  }

  #refuse(error) {
    const told = this.#told(error);
    for (const [input, detail] of told) this.#mark(input, sentence(detail));
    if (!told.length) say(this.#form.querySelector("[role=alert]"), error.message);
    (told[0]?.[0] ?? this.#inputs[0])?.focus();
  }

  #told(error) {
    const named = (error.errors ?? []).map(({ pointer, detail }) => [
      this.#input(String(pointer).split("/").at(-1)), detail,
    ]);
    const known = named.filter(([input]) => input);
    const input = this.#input(error.field ?? this.#codes[error.code]);
    return known.length || !input ? known : [[input, error.message]];
  }

  #input(name) {
    return this.#inputs.find((input) => input.name === name);
  }

  #mark(input, text) {
    input.setAttribute("aria-invalid", "true");
    const lines = input.getAttribute("aria-describedby").split(" ");
    say(document.getElementById(lines.at(-1)), text);
  }
}

/** A refusal of the page's own, of what was typed into a field. */
export function refusal(field, message) {
  return Object.assign(new Error(message), { field });
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
