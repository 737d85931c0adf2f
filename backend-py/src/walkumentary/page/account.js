// Signing in, up and out, and the ways back in.

import { offersGoogle } from "./api.js";
import { byId, say } from "./dom.js";
import { Form, refusal } from "./forms.js";
import {
  adopt, confirmEmail, forgotPassword, isKnown, leaveForGoogle, resetPassword, sessions, signIn,
  signOut, signUp, user,
} from "./session.js";

const TITLES = {
  "sign-in": "Sign in",
  "sign-up": "Sign up",
  forgot: "A new password",
  reset: "A new password",
  notice: "Your account",
};
const VIEWS = Object.keys(TITLES);
const MAIL = {
  title: "Read your mail",
  detail: "We have sent you a mail with a link. Open it in this browser and you are signed in.",
};
const FORGOTTEN = {
  title: "Read your mail",
  detail: "If there is an account with this address, a mail with a link is on its way to it.",
};
const RESET = "Your password is changed. Sign in with the new one.";

/** The screen of the account, and who is named in the head of the page. */
export class AccountScreen {
  #forms = {
    "sign-in": new Form(byId("sign-in-form"), (typed) => this.#signIn(typed)),
    "sign-up": new Form(byId("sign-up-form"), (typed) => this.#signUp(typed), {
      "email-taken": "email",
      "password-unfit": "password",
    }),
    forgot: new Form(byId("forgot-form"), (typed) => this.#forgot(typed)),
    reset: new Form(byId("reset-form"), (typed) => this.#reset(typed), {
      "password-unfit": "password",
    }),
  };
  #onSignedIn;
  #token = "";
  #word = "";

  /** @param onSignedIn called when somebody has signed in on this screen. */
  constructor(onSignedIn) {
    this.#onSignedIn = onSignedIn;
    for (const part of document.querySelectorAll(".google"))
      part.querySelector("button").addEventListener("click", () => this.#leave(part));
    byId("sign-out").addEventListener("click", () => signOut());
    sessions.addEventListener("change", () => this.#name());
    this.#name();
  }

  /** Whether a part of the address names a view of this screen. */
  static has(name) {
    return VIEWS.includes(name) && name !== "reset" && name !== "notice";
  }

  get title() {
    return TITLES[this.#view];
  }

  /** Show one of the views, with a word on why, if there is one. */
  show(view) {
    this.#view = view;
    this.#forms[view]?.reset();
    say(byId("sign-in-word"), this.#word);
    this.#word = "";
    for (const line of document.querySelectorAll(".guests-only")) line.hidden = !isGuest();
    if (view === "sign-in" || view === "sign-up") this.#offerGoogle();
  }

  /** Have the next view of signing in say this. */
  explain(word) {
    this.#word = word;
  }

  /** Open the account whose address was confirmed by a link. */
  async confirm(token) {
    await confirmEmail(token);
    this.#onSignedIn();
  }

  /** Go on with what came back from Google's page. */
  async adopt(fragment) {
    await adopt(fragment);
    this.#onSignedIn();
  }

  /** Ask for a new password, as a link from a mail allows. */
  askPassword(token) {
    this.#token = token;
    this.show("reset");
  }

  get #view() {
    return VIEWS.find((name) => !byId(`account-${name}`).hidden);
  }

  set #view(view) {
    for (const name of VIEWS) byId(`account-${name}`).hidden = name !== view;
  }

  async #offerGoogle() {
    const offered = await offersGoogle();
    for (const part of document.querySelectorAll(".google")) part.hidden = !offered;
  }

  async #leave(part) {
    const problem = part.querySelector("[role=alert]");
    say(problem, "");
    await leaveForGoogle().catch(({ message }) => say(problem, message));
  }

  async #signIn({ email, password }) {
    await signIn({ email, password });
    this.#onSignedIn();
  }

  async #signUp({ email, password, password_confirm, display_name }) {
    if (password !== password_confirm)
      throw refusal("password_confirm", "The two passwords differ.");
    const { checkMail } = await signUp({ email, password, password_confirm, display_name });
    if (checkMail) this.#notice(MAIL);
    else this.#onSignedIn();
  }

  async #forgot({ email }) {
    await forgotPassword(email);
    this.#notice(FORGOTTEN);
  }

  async #reset({ password }) {
    await resetPassword(this.#token, password);
    this.explain(RESET);
    location.hash = "sign-in";
  }

  #notice({ title, detail }) {
    this.show("notice");
    byId("notice-title").textContent = title;
    byId("notice-detail").textContent = detail;
    byId("notice-title").focus();
  }

  #name() {
    const who = user();
    say(byId("who"), who && (who.display_name || who.email));
    byId("sign-out").hidden = !who;
    byId("to-sign-in").hidden = Boolean(who);
  }
}

const isGuest = () => isKnown() && !user();
