// One tour on the screen, one's own or by a link: followed while it is made, played as
// soon as it can be heard.

import { cancelTour, retryTour } from "./api.js";
import { Controls } from "./controls.js";
import { byId, pause, say } from "./dom.js";
import { Downloads } from "./downloads.js";
import { Evidence } from "./evidence.js";
import { follow } from "./events.js";
import { count, minutes } from "./format.js";
import { removed } from "./library.js";
import { WalkMap, legsOf, straightLegs } from "./map.js";
import { Player } from "./player.js";
import { Sharing } from "./sharing.js";
import { facts, limits, refreshStop, tourStop } from "./stops.js";
import { Timeline } from "./timeline.js";
import { Transcript } from "./transcript.js";

const RETRY_MS = 3_000;
const REST_MS = 350; // between two readings, however fast the news come
const LOOK_MS = { growing: 5_000, playing: 15_000 }; // a link sends no news: one looks

/** The screen of one tour. */
export class TourScreen {
  #player = new Player(byId("audio"));
  #controls = new Controls(this.#player);
  #map = new WalkMap(byId("tour-map"), (order) => this.#player.openStop(order));
  #evidence = new Evidence();
  #downloads = new Downloads(() => this.#read());
  #transcript = new Transcript({
    onHear: (line) => this.#player.seek(line.start_s, { play: true }),
    onEvidence: (line) => this.#evidence.show(this.#source.evidence, line),
  });
  #sharing = new Sharing();
  #source = null;
  #tour = null;
  #timeline = null;
  #shown = new AbortController(); // ended when another screen is shown
  #stream = new AbortController(); // ended when the tour is finished
  #news = false;
  #reading = false;
  #onGone;
  #onLost;

  /**
   * @param onGone called when the tour has been deleted
   * @param onLost called when a link opens it no more
   */
  constructor(onGone, onLost) {
    [this.#onGone, this.#onLost] = [onGone, onLost];
    this.#player.addEventListener("time", () => this.#heard());
    this.#player.addEventListener("change", () => this.#playing());
    this.#player.addEventListener("stale", () => this.#refresh());
    byId("cancel").addEventListener("click", () => this.#act(cancelTour));
    byId("retry").addEventListener("click", () => this.#act(retryTour));
    byId("delete").addEventListener("click", () => this.#delete());
    addEventListener("online", () => this.#refresh());
  }

  /** Show the tour, and follow it until it is finished. Rejects when it cannot be read. */
  async open(source) {
    this.close();
    const { signal } = this.#shown;
    const tour = await source.read();
    if (signal.aborted) return;
    this.#source = source;
    byId("tour").classList.toggle("by-link", !source.isOwn);
    for (const part of document.querySelectorAll(".owners-only")) part.hidden = !source.isOwn;
    this.#begin(tour);
    this.#follow();
    if (!source.isOwn) this.#keepLooking(signal);
  }

  close() {
    this.#shown.abort();
    this.#stream.abort();
    this.#shown = new AbortController();
    this.#tour = this.#timeline = null;
    this.#sharing.clear();
    this.#player.unload();
    this.#transcript.clear();
    this.#evidence.close();
  }

  get title() {
    return this.#tour?.title;
  }

  #begin(tour) {
    const stops = tour.walkable_stops.map((stop) =>
      tourStop(stop, (order) => this.#player.openStop(order)),
    );
    byId("tour-stops").replaceChildren(...stops);
    this.#update(tour);
    this.#drawStraight();
    this.#drawRoute();
  }

  #follow() {
    this.#stream.abort();
    if (this.#tour.finished || !this.#source.isOwn) return;
    this.#stream = new AbortController();
    follow(this.#source.events, () => this.#refresh(), this.#stream.signal);
  }

  /** A link may be taken back while it is listened to, and its tour may still grow. */
  async #keepLooking(signal) {
    while (!signal.aborted) {
      await pause(this.#tour.finished ? LOOK_MS.playing : LOOK_MS.growing);
      if (!signal.aborted && (this.#player.playing || !this.#tour.finished)) this.#refresh();
    }
  }

  /** Read the tour again soon; news that come close together share one reading. */
  #refresh() {
    this.#news = true;
    if (!this.#reading && this.#tour) this.#readNews(this.#shown.signal);
  }

  async #readNews(signal) {
    this.#reading = true;
    while (this.#news && !signal.aborted) {
      await pause(REST_MS);
      this.#news = false;
      if (!signal.aborted) await this.#read().catch((error) => this.#unread(error));
    }
    this.#reading = false;
  }

  /** The connection may be back in a while, and somebody waits for it. */
  async #unread(error) {
    if (error.status === 404 && !this.#source.isOwn) return this.#onLost(error);
    await pause(RETRY_MS);
    const awaited = this.#player.waiting || !this.#tour?.finished;
    this.#news = awaited && error.status !== 404;
  }

  async #read() {
    const { signal } = this.#shown;
    const tour = await this.#source.read();
    if (!signal.aborted) this.#update(tour);
  }

  #update(tour) {
    this.#tour = tour;
    this.#timeline = new Timeline(tour);
    this.#player.load(this.#timeline);
    this.#head();
    this.#making();
    this.#transcript.update(this.#timeline, tour.walkable_stops);
    this.#downloads.update(tour);
    if (this.#source.isOwn) this.#sharing.update(tour);
    this.#controls.update(tour, this.#timeline);
    this.#playing();
    if (tour.finished) this.#stream.abort();
  }

  #head() {
    const tour = this.#tour;
    say(byId("tour-place"), [...new Set([tour.place_name, tour.city])].filter(Boolean).join(", "));
    say(byId("tour-title"), tour.title);
    say(byId("tour-description"), tour.description);
    byId("tour-facts").replaceChildren(
      facts([
        ["Stops", String(tour.walkable_stops.length)],
        ["Walking", `${minutes(tour.walking_s)}, ${tour.total_walking_distance}`],
        ["Listening", minutes(tour.talking_s)],
        ["The walk is", tour.difficulty_level],
      ]),
    );
    say(byId("grounding"), groundingOf(tour));
  }

  #making() {
    const tour = this.#tour;
    byId("making").hidden = tour.status === "ready";
    byId("making-bar").hidden = tour.finished;
    byId("making-bar").value = tour.progress;
    byId("cancel").hidden = tour.finished || !this.#source.isOwn;
    byId("retry").hidden = !tour.finished || !this.#source.isOwn;
    byId("making").classList.toggle("failed", tour.finished && tour.status !== "ready");
    say(byId("making-line"), makingLine(tour, this.#timeline));
  }

  #drawStraight() {
    const { start, walkable_stops: stops, end_leg: end } = this.#tour;
    const back = Number.isFinite(end?.latitude) ? [end] : [];
    this.#map.show({ start, stops, legs: straightLegs([start, ...stops, ...back]) });
  }

  async #drawRoute() {
    const { start, walkable_stops: stops } = this.#tour;
    const { signal } = this.#shown;
    const route = await this.#source.route().catch(() => ({}));
    const legs = legsOf(route);
    if (legs.length && !signal.aborted) this.#map.show({ start, stops, legs });
  }

  #playing() {
    if (!this.#timeline) return;
    this.#controls.refresh();
    this.#map.light(this.#player.order);
    for (const item of byId("tour-stops").children) this.#refreshStop(item);
    this.#heard();
  }

  #refreshStop(item) {
    const order = Number(item.dataset.order);
    refreshStop(item, {
      stop: this.#tour.walkable_stops.find((stop) => stop.order === order),
      track: this.#timeline.track(order),
      current: this.#player.order === order,
      finished: this.#tour.finished,
    });
  }

  #heard() {
    if (!this.#timeline) return;
    this.#controls.tick();
    const begun = this.#player.order != null;
    this.#transcript.light(begun ? this.#timeline.sentenceAt(this.#player.time) : null);
  }

  async #act(request) {
    try {
      await request(this.#tour.id);
      await this.#read();
      this.#follow();
    } catch (error) {
      say(byId("making-line"), error.message);
    }
  }

  async #delete() {
    if (await removed(this.#tour)) this.#onGone();
  }
}

function makingLine(tour, timeline) {
  const all = tour.walkable_stops.length;
  const done = `${timeline.ready} of ${count(all, "stop")} ready`;
  const line = {
    generating: `Your tour is being written and recorded: ${done}.`,
    content_ready: `The text stands; the rest is being recorded: ${done}.`,
    error: `Something failed on the way, but nothing is lost: ${done}. ${reasonOf(tour)}`,
    cancelled: `Stopped: ${done}. What is ready can be heard.`,
    ready: "Your tour is ready.",
  }[tour.status];
  const voiceless = tour.status === "content_ready" && tour.audio.state === "failed";
  if (voiceless) return `Without sound, this tour can only be read. ${reasonOf(tour)}`;
  return !tour.finished && timeline.audible ? `${line} You can start listening.` : line;
}

const reasonOf = (tour) => tour.failure?.detail ?? tour.audio.reason ?? "";

function groundingOf({ grounding, finished, limited_by }) {
  if (!finished || !grounding?.sentences) return "";
  const numbers = "Only numbers could be checked in this language.";
  return [
    `${grounding.supported} of ${count(grounding.sentences, "sentence")} of the narration`,
    `are backed by the notes they cite; left out: ${grounding.dropped}.`,
    grounding.mode === "numbers" && numbers,
    limits[limited_by],
  ].filter(Boolean).join(" ");
}
