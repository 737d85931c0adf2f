// The tour's sound as one line of time: what is heard when, and what can be heard yet.

/** Order, place in the tour's time, and whether the whole file stands, for every stop. */
export class Timeline {
  constructor(tour) {
    this.sentences = tour.transcript.map((line, index) => ({ ...line, index }));
    this.tracks = tour.walkable_stops.map((stop) => this.#track(stop));
    this.finished = tour.finished;
    const heard = this.sentences.filter((line) => line.end_s != null);
    this.spoken_s = Math.max(0, ...heard.map((line) => line.end_s));
    this.length_s = tour.audio.state === "finished"
      ? this.spoken_s
      : Math.max(tour.talking_s ?? 0, this.spoken_s);
  }

  #track(stop) {
    const lines = this.sentences.filter((line) => line.stop === stop.order);
    const spoken = lines.filter((line) => line.end_s != null);
    return {
      order: stop.order,
      name: stop.name,
      url: stop.audio_url,
      start_s: spoken[0]?.start_s ?? null,
      end_s: spoken.at(-1)?.end_s ?? null,
      begun: spoken.length > 0,
      complete: Boolean(stop.written) && spoken.length > 0 && spoken.length === lines.length,
    };
  }

  track(order) {
    return this.tracks.find((track) => track.order === order);
  }

  /** The stop whose sound holds this second of the tour; the last one before it otherwise. */
  trackAt(seconds) {
    return this.tracks.findLast((track) => track.begun && track.start_s <= seconds);
  }

  /** The sentence being heard at this second of the tour. */
  sentenceAt(seconds) {
    return this.sentences.findLast((line) => line.start_s != null && line.start_s <= seconds);
  }

  /** How many stops have their whole sound. */
  get ready() {
    return this.tracks.filter((track) => track.complete).length;
  }

  /** Whether the first words can be heard. */
  get audible() {
    const [first] = this.tracks;
    return Boolean(first?.begun && (first.complete || !this.finished));
  }
}
