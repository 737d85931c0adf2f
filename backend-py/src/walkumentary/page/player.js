// Playing a tour: every stop's own finished file, one after the other. Only the first
// stop may be heard while it is still growing; a growing stream cannot be searched, so a
// jump inside it waits the moment until its file stands.

const LATE = 3; // fresh addresses asked for, before a file counts as unplayable

/**
 * Fires "change" (what plays, or whether), "time", and "stale" when the tour should be
 * read again: its addresses have expired or its next stop may stand by now.
 */
export class Player extends EventTarget {
  #audio;
  #timeline = null;
  #order = null; // the stop whose sound is loaded
  #growing = false;
  #wanted = false; // whether sound is wanted, even while there is none
  #pending = null; // {order, local_s}: a jump that waits for a file
  #target = 0; // second of the file that was asked for last
  #failures = 0;
  waitAtStops = false;
  /** Set while the walk to the next stop is the listener's: the stop that comes then. */
  resting = null;

  constructor(audio) {
    super();
    this.#audio = audio;
    audio.addEventListener("timeupdate", () => this.#tell("time"));
    audio.addEventListener("loadedmetadata", () => this.#move(this.#target));
    audio.addEventListener("ended", () => this.#ended());
    audio.addEventListener("error", () => this.#failed());
    audio.addEventListener("playing", () => this.#heard());
    for (const name of ["play", "pause"]) audio.addEventListener(name, () => this.#obey());
    for (const name of ["waiting", "seeked"])
      audio.addEventListener(name, () => this.#tell("change"));
  }

  /** Take the newest view of the tour; what plays goes on. */
  load(timeline) {
    this.#timeline = timeline;
    if (this.#pending) this.#unblock(this.#pending);
    this.#tell("change");
  }

  /** Forget the tour. */
  unload() {
    this.#wanted = false;
    this.#timeline = this.#order = this.#pending = this.resting = null;
    this.#target = 0;
    this.#audio.pause();
    this.#audio.removeAttribute("src");
    this.#audio.load();
  }

  get playing() {
    return this.#wanted;
  }

  /** Whether what was asked for waits for its file. */
  get held() {
    return this.#pending != null && !this.#timeline.track(this.#pending.order).complete;
  }

  /** Whether sound is wanted but not there yet. */
  get waiting() {
    return this.#wanted && (this.#pending != null || this.#audio.readyState < 3);
  }

  /** Whether the sound was given up. */
  get broken() {
    return this.#failures > LATE;
  }

  /** The stop being heard, or about to be. */
  get order() {
    return this.#pending?.order ?? this.#order;
  }

  /** Second of the tour being heard. */
  get time() {
    const start = this.#timeline?.track(this.#order)?.start_s ?? 0;
    return start + (this.#audio.readyState ? this.#audio.currentTime : this.#target);
  }

  get rate() {
    return this.#audio.defaultPlaybackRate;
  }

  set rate(rate) {
    this.#audio.defaultPlaybackRate = this.#audio.playbackRate = rate;
  }

  toggle() {
    if (this.playing) this.halt();
    else this.play();
  }

  play() {
    this.#wanted = true;
    this.#failures = 0;
    if (this.resting != null) this.openStop(this.resting);
    else if (this.#order == null || this.#atEnd()) this.openStop(this.#timeline.tracks[0].order);
    else if (this.#audio.error) this.#await(this.#order, this.#reached);
    else this.#start();
  }

  halt() {
    this.#wanted = false;
    this.#audio.pause();
    this.#tell("change");
  }

  /** Hear a stop from its beginning. */
  openStop(order) {
    this.#wanted = true;
    this.#go(order, 0);
  }

  /** Hear from this second of the tour on. */
  seek(seconds, { play = this.#wanted } = {}) {
    const track = this.#timeline.trackAt(seconds);
    if (!track) return;
    this.#wanted = play;
    this.#go(track.order, Math.max(0, Math.min(seconds, track.end_s) - track.start_s));
  }

  skip(seconds) {
    this.seek(Math.max(0, this.time + seconds));
  }

  #go(order, local_s) {
    const track = this.#timeline.track(order);
    this.resting = null;
    if (this.#order === order && this.#searchable) this.#return(local_s);
    else if (track.complete) this.#open(track, local_s);
    else if (this.#mayGrow(track, local_s)) this.#open(track, 0, true);
    else this.#await(order, local_s);
    this.#tell("change");
  }

  /** Second of the file that was reached, or asked for before it could be. */
  get #reached() {
    return this.#audio.currentTime || this.#target;
  }

  get #searchable() {
    return !this.#growing && !this.#audio.error;
  }

  #mayGrow(track, local_s) {
    const first = track.order === this.#timeline.tracks[0].order;
    return first && local_s === 0 && !this.#timeline.finished;
  }

  #return(local_s) {
    this.#pending = null;
    this.#move(local_s);
    this.#start();
  }

  /** Go to a second of the file; where its length is not known yet, once it is. */
  #move(local_s) {
    this.#target = local_s;
    if (this.#audio.readyState && !this.#growing) this.#audio.currentTime = local_s;
  }

  #open(track, local_s, growing = false) {
    this.#pending = null;
    this.#order = track.order;
    this.#growing = growing;
    this.#target = local_s;
    this.#audio.src = track.url;
    this.#audio.preload = "auto";
    this.#start();
  }

  #await(order, local_s) {
    this.#pending = { order, local_s };
    this.#tell("stale");
  }

  #unblock({ order, local_s }) {
    const track = this.#timeline.track(order);
    if (track.complete) this.#open(track, local_s);
    else if (this.#audio.error && this.#mayGrow(track, local_s)) this.#open(track, 0, true);
    else if (this.#timeline.finished) this.#giveUp();
  }

  #giveUp() {
    this.#pending = null;
    if (this.#audio.ended || this.#audio.error) this.halt();
  }

  async #start() {
    if (!this.#wanted) return;
    try {
      await this.#audio.play();
    } catch (error) {
      if (error.name === "NotAllowedError") this.halt();
    }
  }

  /** The telephone, a headset or the browser may start and stop the sound, too. */
  #obey() {
    const itself = this.#audio.ended || this.#audio.error; // pausing nobody asked for
    if (!itself) this.#wanted = !this.#audio.paused;
    this.#tell("change");
  }

  #heard() {
    this.#failures = 0;
    this.#tell("change");
  }

  #ended() {
    const next = this.#timeline?.tracks.find((track) => track.order > this.#order);
    if (!next) this.halt();
    else if (this.waitAtStops) this.#rest(next.order);
    else if (this.#timeline.finished && !next.complete) this.halt();
    else this.#go(next.order, 0);
  }

  #rest(order) {
    this.resting = order;
    this.halt();
  }

  /** An address may have expired: the same second again, from a fresh one. */
  #failed() {
    if (!this.#audio.hasAttribute("src") || this.#order == null) return;
    this.#failures += 1;
    if (this.broken) this.halt();
    else this.#await(this.#order, this.#reached);
    this.#tell("change");
  }

  #atEnd() {
    const last = this.#timeline.tracks.at(-1);
    return this.#audio.ended && this.#order === last.order;
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}
