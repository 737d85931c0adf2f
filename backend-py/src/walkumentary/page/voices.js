// The voice: whatever speaks the chosen language, the usual one first.

import { listVoices } from "./api.js";
import { byId, el } from "./dom.js";

const USUAL = { id: "", name: "The usual voice" };

/** A choice of voices that follows the language; without a list the usual one speaks. */
export class VoiceField {
  #select = byId("voice");
  #request = new AbortController();

  /** The voice to ask for; none is asked for while the list is not there. */
  get wish() {
    return this.#select.value || undefined;
  }

  /** Offer the voices of a language. */
  async show(language) {
    this.#request.abort();
    const request = (this.#request = new AbortController());
    this.#offer([USUAL]);
    const voices = await offered(language, request);
    if (voices.length && request === this.#request) this.#offer(voices);
  }

  #offer(voices) {
    this.#select.replaceChildren(...voices.map(({ id, name }) => el("option", { value: id }, name)));
    this.#select.selectedIndex = 0;
  }
}

async function offered(language, request) {
  const { items } = await listVoices(language, request).catch(() => ({ items: [] }));
  return items.map(({ id, is_default }) => ({ id, name: is_default ? `${id} (usual)` : id }));
}
