// Who is using this browser: a guest until somebody signs in. One session for all tabs.
//
// Access tokens live for minutes and refresh tokens for one use, so one tab at a time
// renews them (a Web Lock), and the others take what it was given.

import { pause } from "./dom.js";
import { BASE, Problem, good, json, problem, reach } from "./http.js";

const KEY = "walkumentary.session";
const GUEST_KEY = "walkumentary.guest"; // whose tours come back after signing out
const HEARD_MS = 250; // until other tabs see what this one has stored
const EARLY_MS = 30_000; // a token that ends so soon is renewed before it is used
const ENDED = {
  code: "session-ended",
  title: "You were signed out",
  detail: "Your session has ended. Sign in again to go on.",
};

const AUTH = `${BASE}/auth`;

/**
 * Fires "change" when somebody else is signed in, here or in another tab; its `detail`
 * says whether a session `ended` by itself.
 */
export const sessions = new EventTarget();

let renewing = null;
let known = userOf(stored());

addEventListener("storage", ({ key }) => {
  if (key === KEY || key === null) tell();
});

/** Who is signed in: {id, kind, email, display_name}; null is a guest, or nobody yet. */
export const user = () => userOf(stored());

/** Whether this browser has a session, a guest's or a person's. */
export const isKnown = () => Boolean(stored());

/** A bearer token; nobody yet becomes a guest. */
export async function bearer() {
  const session = stored();
  if (fresh(session)) return session.access_token;
  return (await renewed(session?.access_token)).access_token;
}

/** The next bearer token, since this one was refused. */
export const bearerAfter = async (refused) => (await renewed(refused)).access_token;

export async function signIn(form) {
  const session = await sessionFrom(await good(`${AUTH}/login`, json(form)));
  if (isGuest(stored())) localStorage.setItem(GUEST_KEY, localStorage.getItem(KEY));
  keep(session);
}

/** Open an account; what the guest made stays. Answers whether a mail must be read first. */
export async function signUp(form) {
  const answer = await good(`${AUTH}/signup`, json(form, await ofGuest()));
  if (answer.status === 202) return { checkMail: true };
  keep(await sessionFrom(answer));
  return { checkMail: false };
}

export async function confirmEmail(token) {
  keep(await sessionFrom(await good(`${AUTH}/email/confirm`, json({ token }))));
}

export const forgotPassword = (email) => good(`${AUTH}/password/forgot`, json({ email }));

export const resetPassword = (token, password) =>
  good(`${AUTH}/password/reset`, json({ token, password }));

/** Go to Google's page, which leads back to ours; what the guest made stays. */
export async function leaveForGoogle() {
  const headers = { Accept: "application/json", ...(await ofGuest()) };
  const path = `${AUTH}/oauth/google?${new URLSearchParams({ return_to: "/" })}`;
  const { address } = await (await good(path, { headers })).json();
  location.assign(address);
}

/** Take the session that came back in the address from Google's page. */
export async function adopt(fragment) {
  const told = Object.fromEntries(fragment);
  const headers = { Authorization: `Bearer ${told.access_token}` };
  const { id, email, display_name } = await (await good(`${BASE}/me`, { headers })).json();
  keep(sessionOf({ ...told, user: { id, kind: "user", email, display_name } }));
}

/** End the session here and on the server; the guest of before is back. */
export async function signOut() {
  const refresh_token = stored()?.refresh_token;
  const guest = localStorage.getItem(GUEST_KEY);
  localStorage.removeItem(GUEST_KEY);
  if (guest) localStorage.setItem(KEY, guest);
  else localStorage.removeItem(KEY);
  tell();
  if (refresh_token) await reach(`${AUTH}/logout`, json({ refresh_token })).catch(() => {});
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function keep(session) {
  localStorage.setItem(KEY, JSON.stringify(session));
  tell();
}

function tell(ended = false) {
  const now = userOf(stored());
  if (now?.id === known?.id) return;
  known = now;
  sessions.dispatchEvent(new CustomEvent("change", { detail: { ended } }));
}

const fresh = (session) =>
  Boolean(session?.access_token && session.expires_at > Date.now() + EARLY_MS);

const isGuest = (session) => Boolean(session) && !userOf(session);

function userOf(session) {
  return session?.user && session.user.kind !== "guest" ? session.user : null;
}

const sessionFrom = async (answer) => sessionOf(await answer.json());

const sessionOf = ({ access_token, refresh_token, expires_in_s, user: whose }) => ({
  access_token,
  refresh_token,
  expires_at: Date.now() + expires_in_s * 1000,
  user: whose,
});

/** The guest's bearer, so that what the guest made goes over to the account. */
async function ofGuest() {
  const session = stored();
  if (!isGuest(session)) return {};
  const valid = fresh(session) ? session : await renewed(session.access_token);
  return { Authorization: `Bearer ${valid.access_token}` };
}

/** A session with another bearer than this one; whoever asks meanwhile gets the same. */
function renewed(refused) {
  renewing ??= alone(() => next(refused)).finally(() => (renewing = null));
  return renewing;
}

/**
 * One tab at a time, and the next only when it can have heard what was stored: that
 * travels by another way than the lock. Where there are no locks (no https), the ten
 * seconds help in which the server takes a token twice.
 */
function alone(work) {
  if (!navigator.locks) return work();
  return new Promise((done, failed) => {
    navigator.locks.request(KEY, async () => {
      await work().then(done, failed);
      await pause(HEARD_MS);
    });
  });
}

async function next(refused) {
  const session = stored();
  if (fresh(session) && session.access_token !== refused) return session;
  const further = session?.refresh_token && (await carriedOn(session));
  if (further) return further;
  if (userOf(session)) throw ended(session);
  return newGuest(session);
}

/** The session with its next tokens; null when it has ended for good. */
async function carriedOn(session) {
  const { refresh_token } = session;
  const answer = await reach(`${AUTH}/refresh`, json({ refresh_token }));
  if ([401, 422].includes(answer.status)) return null;
  if (!answer.ok) throw await problem(answer);
  return replaced(session, await sessionFrom(answer));
}

async function newGuest(session) {
  const answer = await good(`${AUTH}/anonymous`, { method: "POST" });
  return replaced(session, await sessionFrom(answer));
}

/** Whoever signed in or out in the meantime goes first. */
function replaced(session, next) {
  if (stored()?.access_token === session?.access_token) keep(next);
  return next;
}

function ended(session) {
  if (stored()?.access_token === session.access_token) localStorage.removeItem(KEY);
  tell(true);
  return new Problem(401, ENDED);
}
