// The player's buttons, its line of time, and the telephone's lock screen.

import { byId } from "./dom.js";
import { clock } from "./format.js";

const SKIP_S = 15;
const KEYS_S = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5 };
const BUTTONS = ["play", "back", "forward", "seek"];
const RATE_KEY = "walkumentary.rate";

/** Wires the bar at the bottom to the player. */
export class Controls {
  #player;
  #timeline = null;
  #tour = null;
  #seeking = false;
  #play = byId("play");
  #seek = byId("seek");

  constructor(player) {
    this.#player = player;
    this.#play.addEventListener("click", () => player.toggle());
    byId("back").addEventListener("click", () => player.skip(-SKIP_S));
    byId("forward").addEventListener("click", () => player.skip(SKIP_S));
    this.#seek.addEventListener("input", () => this.#peek());
    this.#seek.addEventListener("change", () => this.#jump());
    this.#seek.addEventListener("keydown", (event) => this.#key(event));
    byId("speed").addEventListener("change", () => this.#rate(byId("speed").value));
    byId("wait").addEventListener("change", () => (player.waitAtStops = byId("wait").checked));
    this.#rate(localStorage.getItem(RATE_KEY) ?? "1");
    this.#lockScreen();
  }

  update(tour, timeline) {
    [this.#tour, this.#timeline] = [tour, timeline];
    byId("player").hidden = !timeline.audible && tour.finished;
    this.#seek.max = timeline.length_s;
    byId("total").textContent = clock(timeline.length_s);
    this.refresh();
  }

  /** Show what plays now. */
  refresh() {
    if (!this.#timeline) return;
    const { playing, waiting } = this.#player;
    for (const id of BUTTONS) byId(id).disabled = !this.#timeline.audible;
    this.#play.setAttribute("aria-label", playing ? "Pause" : "Play");
    this.#play.querySelector("use").setAttribute("href", playing ? "#i-pause" : "#i-play");
    this.#play.classList.toggle("waiting", waiting);
    const line = this.#line();
    if (byId("playing").textContent !== line) byId("playing").textContent = line;
    this.tick();
    this.#announce();
  }

  /** Show the second being heard. */
  tick() {
    if (!this.#timeline || this.#seeking) return;
    this.#seek.value = this.#player.time;
    this.#showTime(this.#player.time);
  }

  #line() {
    const [player, timeline] = [this.#player, this.#timeline];
    if (!timeline.audible) return "The first words are on their way…";
    if (player.broken) return "The sound cannot be reached. Press play to try again.";
    const next = timeline.track(player.resting);
    if (next) return `Next: ${next.name}. Press play when you are there.`;
    const track = timeline.track(player.order);
    if (!track) return "Ready when you are.";
    return player.held
      ? `${track.name}: this is still being recorded and starts by itself.`
      : `Stop ${track.order}: ${track.name}`;
  }

  #showTime(seconds) {
    const { length_s, spoken_s } = this.#timeline;
    byId("now").textContent = clock(seconds);
    this.#seek.setAttribute("aria-valuetext", `${clock(seconds)} of ${clock(length_s)}`);
    this.#seek.style.setProperty("--heard", `${(100 * seconds) / (length_s || 1)}%`);
    this.#seek.style.setProperty("--spoken", `${(100 * spoken_s) / (length_s || 1)}%`);
  }

  #peek() {
    this.#seeking = true;
    this.#showTime(Number(this.#seek.value));
  }

  #jump() {
    this.#seeking = false;
    this.#player.seek(Number(this.#seek.value));
  }

  #key(event) {
    if (!(event.key in KEYS_S)) return;
    event.preventDefault();
    this.#player.skip(KEYS_S[event.key]);
  }

  #rate(rate) {
    byId("speed").value = rate;
    this.#player.rate = Number(byId("speed").value || 1);
    localStorage.setItem(RATE_KEY, rate);
  }

  #lockScreen() {
    const session = navigator.mediaSession;
    if (!session) return;
    session.setActionHandler("play", () => this.#player.play());
    session.setActionHandler("pause", () => this.#player.halt());
    session.setActionHandler("seekbackward", () => this.#player.skip(-SKIP_S));
    session.setActionHandler("seekforward", () => this.#player.skip(SKIP_S));
  }

  #announce() {
    const track = this.#timeline.track(this.#player.order);
    if (!navigator.mediaSession || !track) return;
    const { title, place_name } = this.#tour;
    navigator.mediaSession.metadata = new MediaMetadata({
      title: track.name, artist: place_name, album: title,
    });
  }
}
