// Asking the server: what goes wrong is a problem document, also when nobody answers.

export const BASE = "/v1";

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

/** The answer, good or bad; a Problem when there is none. */
export async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, OFFLINE);
  }
}

/** The refusal that this answer is. */
export async function problem(answer) {
  const body = await answer.json().catch(() => ({}));
  return new Problem(answer.status, body ?? {});
}

/** The answer, if it is a good one. */
export async function good(path, options) {
  const answer = await reach(path, options);
  if (!answer.ok) throw await problem(answer);
  return answer;
}

/** What makes a request carry this as JSON. */
export const json = (body, headers = {}) => ({
  method: "POST",
  headers: { "Content-Type": "application/json", ...headers },
  body: body && JSON.stringify(body),
});
