// Files to take along. Their addresses are signed and expire, so an old one is renewed
// when it is asked for.

import { byId, el, icon } from "./dom.js";

const FRESH_MS = 45_000;

/** The same address with another ending: "/route.geojson?x" and "gpx" → "/route.gpx?x". */
const ending = (address, kind) => address.replace(/\.\w+(?=\?|$)/, `.${kind}`);

const spoken = (tour) => tour.audio.state === "finished";

const always = () => true;

const FILES = [
  { name: "Audio", kind: "MP3", when: spoken, url: (tour) => tour.audio_url },
  { name: "Transcript", kind: "VTT", when: spoken, url: (tour) => tour.transcript_url },
  { name: "Route", kind: "GPX", when: always, url: (tour) => ending(tour.route_url, "gpx") },
  { name: "Route", kind: "GeoJSON", when: always, url: (tour) => tour.route_url },
  { name: "Everything, offline", kind: "ZIP", when: spoken, url: (tour) => tour.bundle_url },
];

/** The list of files; `renew` reads the tour again and answers the new view. */
export class Downloads {
  #list = byId("downloads");
  #renew;
  #read_ms = 0;

  constructor(renew) {
    this.#renew = renew;
    this.#list.replaceChildren(...FILES.map((file) => this.#item(file)));
  }

  update(tour) {
    this.#read_ms = performance.now();
    FILES.forEach((file, index) => point(this.#list.children[index].firstChild, file, tour));
  }

  #item(file) {
    const kind = el("span", { class: "detail" }, file.kind);
    const link = el("a", {}, icon("get"), el("span", {}, file.name), kind);
    link.addEventListener("click", (event) => this.#clicked(event, link));
    return el("li", {}, link);
  }

  async #clicked(event, link) {
    if (performance.now() - this.#read_ms < FRESH_MS) return;
    event.preventDefault();
    await this.#renew().catch(() => {});
    this.#read_ms = performance.now();
    link.click();
  }
}

function point(link, file, tour) {
  const address = file.url(tour);
  const url = file.when(tour) ? address : null;
  link.parentElement.hidden = !address; // a link opens no bundle
  link.download = `${tour.title}.${file.kind.toLowerCase()}`;
  if (url) link.href = url;
  else link.removeAttribute("href");
  link.setAttribute("aria-disabled", String(!url));
}
