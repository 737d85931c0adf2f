// Server-Sent Events over fetch, since an EventSource sends no bearer.

import { ask } from "./api.js";
import { pause } from "./dom.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/**
 * Follow an event stream until the signal ends it; when it breaks off, it is taken up
 * after the last event.
 *
 * @param path where it is
 * @param onEvent called with {id, kind, body}, and with kind "open" at every connection
 */
export async function follow(path, onEvent, signal) {
  let [last, wait] = ["", FIRST_WAIT_MS];
  while (!signal.aborted) {
    try {
      for await (const event of stream(path, last, signal)) {
        [last, wait] = [event.id || last, FIRST_WAIT_MS];
        onEvent(event);
      }
    } catch (error) {
      if (signal.aborted || hopeless(error)) return;
    }
    await pause(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

const hopeless = (error) => [401, 403, 404].includes(error.status);

async function* stream(path, last, signal) {
  const headers = { Accept: "text/event-stream", ...(last && { "Last-Event-ID": last }) };
  const answer = await ask(path, { headers, signal, cache: "no-store" });
  yield { id: "", kind: "open", body: {} };
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  yield* parsed(reader);
}

async function* parsed(reader) {
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value.replaceAll("\r\n", "\n")).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) yield* eventOf(block);
  }
}

/** The event in one block of lines; none in a comment that only keeps the line open. */
function* eventOf(block) {
  const event = { id: "", kind: "message", body: {} };
  const lines = [];
  for (const line of block.split("\n")) {
    const [, name, value] = /^(\w*):? ?(.*)$/.exec(line) ?? [];
    if (name === "id") event.id = value;
    if (name === "event") event.kind = value;
    if (name === "data") lines.push(value);
  }
  if (!lines.length) return;
  event.body = JSON.parse(lines.join("\n"));
  yield event;
}
