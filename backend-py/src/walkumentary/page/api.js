// The HTTP API: one session per browser, a guest's at first; errors as problem documents.

const KEY = "walkumentary.session";
const BASE = "/v1";

/** A refusal, as RFC 9457 tells it. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || "Something went wrong.");
    this.status = status;
    this.code = body.code ?? "";
    this.title = body.title ?? "Something went wrong";
    this.errors = body.errors ?? [];
    this.requestId = body.request_id;
  }
}

const OFFLINE = {
  code: "offline",
  title: "No connection",
  detail: "The server cannot be reached. Check your connection and try again.",
};

let signingIn = null;

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function fresh(session) {
  return session?.access_token && session.expires_at > Date.now() + 30_000;
}

function keep(body) {
  const session = {
    access_token: body.access_token,
    refresh_token: body.refresh_token,
    expires_at: Date.now() + body.expires_in_s * 1000,
    user: body.user,
  };
  localStorage.setItem(KEY, JSON.stringify(session));
  return session;
}

async function signIn() {
  const answer = await reach(`${BASE}/auth/anonymous`, { method: "POST" });
  if (!answer.ok) throw await problem(answer);
  return keep(await answer.json());
}

/** The next pair of tokens; null when the session has ended for good. */
async function carryOn(refresh_token) {
  const answer = await reach(`${BASE}/auth/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refresh_token }),
  });
  if (answer.ok) return keep(await answer.json());
  if (answer.status !== 401 && answer.status !== 422) throw await problem(answer);
  return null;
}

/** Another tab may have been quicker: what is stored now is what counts. */
async function renew() {
  const session = stored();
  if (fresh(session)) return session;
  const carriedOn = session?.refresh_token && (await carryOn(session.refresh_token));
  return carriedOn || signIn();
}

async function token() {
  const session = stored();
  if (fresh(session)) return session.access_token;
  signingIn ??= renew().finally(() => (signingIn = null));
  return (await signingIn).access_token;
}

/** Have a refused token renewed, unless that has happened in the meantime. */
function age(refused) {
  const session = stored();
  if (session?.access_token !== refused) return;
  localStorage.setItem(KEY, JSON.stringify({ ...session, expires_at: 0 }));
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, OFFLINE);
  }
}

async function problem(answer) {
  const body = await answer.json().catch(() => ({}));
  return new Problem(answer.status, body ?? {});
}

/** Ask with the bearer; once more with the next one when it is not accepted any more. */
export async function ask(path, options = {}, again = true) {
  const bearer = await token();
  const headers = { ...options.headers, Authorization: `Bearer ${bearer}` };
  const answer = await reach(path, { ...options, headers });
  if (answer.ok) return answer;
  if (answer.status !== 401 || !again) throw await problem(answer);
  age(bearer);
  return ask(path, options, false);
}

const read = async (path, options) => (await ask(BASE + path, options)).json();

const post = (path, body, { signal, headers } = {}) =>
  ask(BASE + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: body && JSON.stringify(body),
    signal,
  });

/** A key that makes a repeated request the same request (works without https, too). */
export function onceKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const searchPlaces = (query, { signal }) =>
  read(`/locations/search?${new URLSearchParams({ query, limit: 6, typing: true })}`, { signal });

export const listVoices = (language, { signal }) =>
  read(`/voices?${new URLSearchParams({ language })}`, { signal });

export const estimate = async (body, { signal }) =>
  (await post("/tours/estimate", body, { signal })).json();

export const generate = async (body, key) =>
  (await post("/tours/generate", body, { headers: { "Idempotency-Key": key } })).json();

export const listTours = (cursor) =>
  read(`/tours?${new URLSearchParams({ limit: 12, ...(cursor && { cursor }) })}`);

const path = (id) => `/tours/${encodeURIComponent(id)}`;

export const readTour = (id) => read(path(id));
export const readRoute = (id) => read(`${path(id)}/route.geojson`);
export const readEvidence = (id, seconds) => read(`${path(id)}/evidence?t=${seconds}`);
export const cancelTour = (id) => post(`${path(id)}/cancel`);
export const retryTour = (id) => post(`${path(id)}/retry`);
export const deleteTour = (id) => ask(BASE + path(id), { method: "DELETE" });
export const eventsPath = (id) => `${BASE}${path(id)}/events`;
