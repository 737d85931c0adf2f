// The plan: what would be made, before anything is made.

import { estimate, generate, onceKey } from "./api.js";
import { attend, byId, motion, say } from "./dom.js";
import { count, distance, minutes, money } from "./format.js";
import { WalkMap, straightLegs } from "./map.js";
import { facts, limits, planStop, proof } from "./stops.js";

const REST_MS = 250;

/** Shows the plan for the wishes, keeps it fresh, and has the tour made. */
export class Plan {
  #wishes;
  #onMade;
  #map = new WalkMap(byId("plan-map"));
  #request = new AbortController();
  #timer = 0;
  #live = false; // once asked for, the plan follows every change of the wishes
  #body = null; // the request whose plan is shown
  #key = "";

  constructor(wishes, onMade) {
    this.#wishes = wishes;
    this.#onMade = onMade;
    wishes.addEventListener("submit", () => this.#ask({ asked: true }));
    wishes.addEventListener("change", () => this.#later());
    byId("make").addEventListener("click", () => this.#make());
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.#live && this.#wishes.hasPlace) this.#timer = setTimeout(() => this.#ask(), REST_MS);
  }

  async #ask({ asked = false } = {}) {
    clearTimeout(this.#timer);
    this.#live = true;
    this.#request.abort();
    const request = (this.#request = new AbortController());
    const body = this.#wishes.body;
    this.#busy(true);
    try {
      this.#show(await estimate(body, request), body);
      if (asked) this.#lead();
    } catch (error) {
      if (error.name === "AbortError") return;
      byId("plan").hidden = true;
      this.#wishes.refuse(error, { lead: asked });
    }
    if (request === this.#request) this.#busy(false);
  }

  #busy(busy) {
    byId("see-plan").setAttribute("aria-busy", String(busy));
    byId("plan").setAttribute("aria-busy", String(busy));
  }

  #show(plan, body) {
    [this.#body, this.#key] = [body, onceKey()];
    this.#wishes.clear();
    say(byId("make-problem"), "");
    byId("plan").hidden = false;
    say(byId("plan-line"), lineOf(plan, body));
    byId("plan-facts").replaceChildren(factsOf(plan));
    byId("plan-stops").replaceChildren(...plan.stops.map(planStop));
    say(byId("plan-note"), noteOf(plan));
    const { start, stops } = plan;
    const back = body.end === "loop" ? [start] : [];
    this.#map.show({ start, stops, legs: straightLegs([start, ...stops, ...back]) });
  }

  #lead() {
    attend(byId("plan-title"));
    byId("plan").scrollIntoView({ behavior: motion(), block: "nearest" });
    const top = byId("plan").getBoundingClientRect().top;
    if (top > innerHeight / 2) byId("plan").scrollIntoView({ behavior: motion() });
  }

  async #make() {
    const make = byId("make");
    make.disabled = true;
    try {
      const { tour_id } = await generate(this.#body, this.#key);
      this.#live = false;
      byId("plan").hidden = true;
      this.#onMade(tour_id);
    } catch (error) {
      say(byId("make-problem"), error.message);
    }
    make.disabled = false;
  }
}

const lineOf = (plan, body) =>
  `${count(plan.stops.length, "stop")} in ${minutes(plan.walking_s + plan.talking_s)} ` +
  `of the ${body.duration_minutes} you have.`;

const factsOf = (plan) =>
  facts([
    ["Walking", `${minutes(plan.walking_s)}, ${distance(plan.walking_m)}`],
    ["Listening", minutes(plan.talking_s)],
    ["To spare", plan.slack_s < 30 ? "none" : minutes(plan.slack_s)],
    ["Costs", money(plan.cost.usd)],
  ]);

function noteOf(plan) {
  const guess = "Distances are estimated from straight lines.";
  const parts = [limits[plan.limited_by], proof(plan.certificate)];
  return [...parts, plan.route_source === "estimated" && guess].filter(Boolean).join(" ");
}
