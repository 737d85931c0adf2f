// The list of stops, in the plan and in the tour.

import { el, icon } from "./dom.js";
import { count, distance, minutes } from "./format.js";

const HERE_M = 10; // a leg this short is no walk

/** One stop of a plan: name, what it is, the walk to it and the time there. */
export function planStop(stop) {
  const about = [`${minutes(stop.talk_s)} listening`, stop.cached ? "already recorded" : ""];
  return el(
    "li",
    { class: "stop" },
    badge(stop),
    el(
      "div",
      {},
      el("p", { class: "walk" }, walkTo(stop)),
      el("h3", {}, stop.name),
      el("p", { class: "about" }, stop.description),
      el("p", { class: "detail" }, about.filter(Boolean).join(" · ")),
    ),
  );
}

/** One stop of a tour: a button that plays it, and how far its making is. */
export function tourStop(stop, onPick) {
  const button = el(
    "button",
    { type: "button", class: "stop-button" },
    badge(stop),
    el(
      "span",
      { class: "stop-text" },
      el("span", { class: "walk" }, walkTo(stop)),
      el("span", { class: "name" }, stop.name),
      el("span", { class: "detail" }),
    ),
  );
  button.addEventListener("click", () => onPick(stop.order));
  return el("li", { class: "stop", "data-order": stop.order }, button);
}

/** Bring a tour's stop up to date: its state in words, and whether it is being heard. */
export function refreshStop(item, { stop, track, current, finished }) {
  const detail = item.querySelector(".detail");
  const state = stateOf(stop, track, finished);
  if (detail.textContent !== state) detail.textContent = state;
  item.classList.toggle("current", current);
  item.classList.toggle("ready", track.complete);
  const button = item.querySelector("button");
  button.setAttribute("aria-current", String(current));
  button.disabled = !track.complete && (finished || stop.order > 1);
}

function stateOf(stop, track, finished) {
  if (track.complete) return `${minutes(track.end_s - track.start_s)} listening`;
  if (finished) return stop.written ? "text only" : "not made";
  if (track.begun) return "being recorded…";
  return stop.written ? "written" : "being written…";
}

const badge = (stop) => el("span", { class: "badge", "aria-hidden": "true" }, String(stop.order));

const walkTo = (stop) =>
  stop.leg_m < HERE_M ? "Where you stand" : `${minutes(stop.leg_s)} walk, ${distance(stop.leg_m)}`;

/** A row of facts: a figure and what it counts. */
export const facts = (pairs) =>
  el(
    "dl",
    { class: "facts" },
    pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );

/** Why a walk is shorter than its minutes, in words; nothing where it is not. */
export const limits = {
  notes: "Every note about these stops is used, so this walk is a little shorter than asked for.",
  legs: "The next landmarks are too far for a comfortable walk, so this one is a little shorter.",
  candidates: "There are no more landmarks with notes in reach, so this walk is a little shorter.",
};

/** What the solver can prove of the choice. */
export function proof({ gap, candidates }) {
  const reach = `Of the ${count(candidates, "landmark")} in reach, `;
  if (gap <= 0) return `${reach}no other choice would suit your wishes better.`;
  return `${reach}no other choice would be more than ${Math.ceil(gap * 100)} % better.`;
}
