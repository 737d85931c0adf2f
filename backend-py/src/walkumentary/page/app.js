// The page: which screen is shown. The address's hash names it (#tour=<id>, #sign-in, … or
// none for home); at /shared/<token> there is only the tour that this link opens.

import { AccountScreen } from "./account.js";
import { ownTour, sharedTour } from "./api.js";
import { attend, byId } from "./dom.js";
import { Library } from "./library.js";
import { Plan } from "./plan.js";
import { sessions } from "./session.js";
import { TourScreen } from "./tour.js";
import { Wishes } from "./wishes.js";

const SCREENS = ["home", "tour", "account", "trouble"];
const ENDED = "Your session has ended. Sign in again to go on.";
const LOST = {
  title: "This walk is not shared",
  message: "The link is wrong, or whoever gave it to you has taken it back.",
};

const link = /^\/shared\/([^/]+)$/.exec(location.pathname)?.[1];
const tour = new TourScreen(() => (location.hash = ""), () => trouble(LOST));
const account = new AccountScreen(() => leaveFor(""));
const library = new Library();

const wanted = () => new URLSearchParams(location.hash.slice(1));

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

async function open(source) {
  try {
    await tour.open(source);
    show("tour");
    document.title = `${tour.title} – Walkumentary`;
  } catch (error) {
    trouble(source.isOwn || error.status !== 404 ? error : LOST);
  }
}

function enter(view) {
  tour.close();
  account.show(view);
  show("account");
  document.title = `${account.title} – Walkumentary`;
}

/** What came in the address is used once, and stands in no history. */
async function redeem(secret) {
  history.replaceState(null, "", "/");
  const [kind, token] = [...secret].find(([name]) => name in SECRETS);
  try {
    await SECRETS[kind](token, secret);
  } catch (error) {
    trouble(error);
  }
}

const SECRETS = {
  confirm: (token) => account.confirm(token),
  reset: (token) => {
    account.askPassword(token);
    show("account");
    document.title = `${account.title} – Walkumentary`;
  },
  access_token: (_token, fragment) => account.adopt(fragment),
  error: (_code, fragment) => trouble({
    title: "Not signed in",
    message: fragment.get("error_description") ?? "Signing in was broken off. Try again.",
  }),
};

function trouble({ title, message }) {
  tour.close();
  byId("trouble-title").textContent = title ?? "Something went wrong";
  byId("trouble-detail").textContent = message;
  show("trouble");
  document.title = "Walkumentary";
  attend(byId("trouble-title"));
}

function leaveFor(hash) {
  history.replaceState(null, "", `/#${hash}`);
  route();
}

async function screen() {
  const hash = wanted();
  const [name] = [...hash.keys()];
  if (link) return open(sharedTour(link));
  if (hash.has("tour")) return open(ownTour(hash.get("tour")));
  if (name in SECRETS) return redeem(hash);
  return AccountScreen.has(name) ? enter(name) : home();
}

async function route({ moved = true } = {}) {
  await screen();
  const headings = [...document.querySelectorAll("main h1")];
  const heading = headings.find((one) => one.checkVisibility());
  if (moved && heading) attend(heading);
}

/** Somebody else is here now: what the one before had on the screen goes. */
function changed({ detail }) {
  if (link) return;
  if (detail.ended) account.explain(ENDED);
  if (detail.ended) location.hash = "sign-in";
  else if (!AccountScreen.has(location.hash.slice(1))) leaveFor("");
}

// The hash names the screen, so this link may not change it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});

if (link) {
  for (const one of document.querySelectorAll("a[href='#']")) one.href = "/";
  byId("new-walk").textContent = "Plan your own walk";
  byId("you").hidden = true;
} else {
  new Plan(new Wishes(), (id) => (location.hash = `tour=${id}`));
  sessions.addEventListener("change", changed);
}
addEventListener("hashchange", () => route());
route({ moved: false });
