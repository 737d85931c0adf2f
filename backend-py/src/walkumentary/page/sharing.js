// Giving away a link to a tour, and taking it back.

import { shareTour, stopSharing } from "./api.js";
import { byId, say } from "./dom.js";

const LINES = {
  closed: "Only you can open this tour.",
  made: "Whoever has this link can hear this tour, without an account. It is shown this once.",
  open: "Whoever has the link you made before can hear this tour. It cannot be shown again.",
  ended: "The link has stopped working. Only you can open this tour.",
};

/** The panel under a tour of one's own. */
export class Sharing {
  #id = null;
  #url = byId("share-url");

  constructor() {
    byId("share").addEventListener("click", () => this.#act(() => this.#share()));
    byId("unshare").addEventListener("click", () => this.#act(() => this.#stop()));
    byId("copy").addEventListener("click", () => this.#copy());
    this.#url.addEventListener("focus", () => this.#url.select());
  }

  /** Show how it stands with this tour; a link that is on the screen stays there. */
  update({ id, shared }) {
    if (id === this.#id && shared === this.#isOpen) return;
    this.#id = id;
    this.#show(shared ? "open" : "closed");
  }

  /** Forget the tour and its link. */
  clear() {
    this.#id = null;
    this.#show("closed");
  }

  get #isOpen() {
    return !byId("unshare").hidden;
  }

  async #share() {
    const { url } = await shareTour(this.#id);
    this.#show("made", new URL(url, location.origin).href);
    this.#url.focus();
  }

  async #stop() {
    await stopSharing(this.#id);
    this.#show("ended");
    byId("share").focus();
  }

  async #act(deed) {
    say(byId("sharing-problem"), "");
    try {
      await deed();
    } catch (error) {
      say(byId("sharing-problem"), error.message);
    }
  }

  #show(state, url = "") {
    const open = state === "made" || state === "open";
    say(byId("sharing-line"), LINES[state]);
    say(byId("copied"), "");
    say(byId("sharing-problem"), "");
    this.#url.value = url;
    byId("sharing-link").hidden = !url;
    byId("unshare").hidden = !open;
    byId("share").textContent = open ? "Make a new link" : "Make a link";
    byId("share-hint").hidden = !open;
  }

  async #copy() {
    this.#url.select();
    const copied = await copy(this.#url.value);
    say(byId("copied"), copied ? "Copied." : "Press your keys for copying: it is selected.");
  }
}

/** Copy a text; the clipboard is open to pages that came safely, selections to all. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
