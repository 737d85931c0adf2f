// The HTTP API: as whoever uses this browser, or by a link as nobody.

import { BASE, good, json, problem, reach } from "./http.js";
import { bearer, bearerAfter } from "./session.js";

/** Ask with the bearer; once more with the next one when it is not accepted any more. */
export async function ask(path, options = {}) {
  const first = await bearer();
  const answer = await asWith(first, path, options);
  if (answer.status !== 401) return checked(answer);
  return checked(await asWith(await bearerAfter(first), path, options));
}

const asWith = (token, path, options) =>
  reach(path, { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } });

async function checked(answer) {
  if (!answer.ok) throw await problem(answer);
  return answer;
}

const read = async (path, options) => (await ask(BASE + path, options)).json();

const post = (path, body, { signal, headers } = {}) =>
  ask(BASE + path, { ...json(body, headers), signal });

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

export const cancelTour = (id) => post(`${path(id)}/cancel`);
export const retryTour = (id) => post(`${path(id)}/retry`);
export const deleteTour = (id) => ask(BASE + path(id), { method: "DELETE" });
export const shareTour = async (id) => (await post(`${path(id)}/share`)).json();
export const stopSharing = (id) => ask(`${BASE}${path(id)}/share`, { method: "DELETE" });

/** One's own tour, as the screen of a tour reads and follows it. */
export const ownTour = (id) => ({
  isOwn: true,
  events: `${BASE}${path(id)}/events`,
  read: () => read(path(id)),
  route: () => read(`${path(id)}/route.geojson`),
  evidence: (seconds) => read(`${path(id)}/evidence?t=${seconds}`),
});

/** A tour by its link, without an account: nothing here sends a bearer. */
export function sharedTour(token) {
  const address = `${BASE}/shared/tours/${encodeURIComponent(token)}`;
  return {
    isOwn: false,
    read: async () => (await good(address, { cache: "no-store" })).json(),
    route: async () => (await good(`${address}/route.geojson`)).json(),
  };
}

/** Whether one may sign in with Google here. */
export async function offersGoogle() {
  const answer = await reach("/health").catch(() => null);
  const { components = [] } = (await answer?.json().catch(() => null)) ?? {};
  return components.some(({ component, state }) => component === "google" && state === "up");
}
