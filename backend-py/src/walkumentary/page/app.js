// The page: which screen is shown, by the address's hash (#tour=<id>, or none).

import { attend, byId } from "./dom.js";
import { Library } from "./library.js";
import { Plan } from "./plan.js";
import { TourScreen } from "./tour.js";
import { Wishes } from "./wishes.js";

const SCREENS = ["home", "tour", "trouble"];

const tour = new TourScreen(() => (location.hash = ""));
const library = new Library();
new Plan(new Wishes(), (id) => (location.hash = `tour=${id}`));

const wanted = () => new URLSearchParams(location.hash.slice(1)).get("tour");

function show(screen) {
  for (const name of SCREENS) byId(name).hidden = name !== screen;
  byId("new-walk").hidden = screen === "home";
  scrollTo(0, 0);
}

async function home() {
  tour.close();
  show("home");
  document.title = "Walkumentary";
  await library.show();
}

async function open(id) {
  try {
    await tour.open(id);
    show("tour");
    document.title = `${tour.title} – Walkumentary`;
  } catch (error) {
    trouble(error);
  }
}

function trouble({ title, message }) {
  tour.close();
  byId("trouble-title").textContent = title ?? "Something went wrong";
  byId("trouble-detail").textContent = message;
  show("trouble");
}

async function route({ moved = true } = {}) {
  const id = wanted();
  await (id ? open(id) : home());
  const heading = document.querySelector("main > :not([hidden]) h1");
  if (moved && heading) attend(heading);
}

// The hash names the screen, so this link may not change it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
addEventListener("hashchange", () => route());
route({ moved: false });
