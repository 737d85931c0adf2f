"""What a model answers and how it ends, whatever the form it is sent in."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from starlette.responses import JSONResponse, Response, StreamingResponse

from tests.simulator import author
from tests.simulator.knobs import Fault, Kind, Knobs, Pace
from tests.simulator.ledger import Call
from tests.simulator.requests import Message

type Finish = Literal["stop", "length", "content_filter", "refusal"]
type Json = Mapping[str, object]

DECLINED = "I cannot help with that."
LIMITED = "The server had an error while processing your request. Sorry about that!"
_LONGEST_STALL_S = 60.0
_MANY = 100_000
_GERMAN = (
    author.Line("Der Palast steht auf Pfählen und ist der älteste der Stadt.", 0),
    author.Line("Er wurde von einem der Bürger für die Stadt gebaut.", 0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, in the words common to all providers; ``limit`` is of tokens."""

    messages: Sequence[Message]
    schema: Json | None
    limit: int | None

    @property
    def tokens(self) -> int:
        """How long the prompt is."""
        return sum(len(author.tokens(turn.text)) for turn in self.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What will be said, and how it ends."""

    tokens: tuple[str, ...]
    finish: Finish = "stop"
    ending: Kind | None = None
    """How it ends, if not well."""


def answer_to(asked: Asked, knobs: Knobs, fault: Fault | None) -> Answer:
    """Return the answer, altered by the fault.

    Raises:
        SchemaNotSupported: the schema asked for is refused.
    """
    own = author.lines_for(asked.messages, invent_every=knobs.invent_every)
    lines = _told(own, asked, fault)
    answer = _limited(author.tokens(_worded(asked, lines)), asked.limit)
    alter = _ALTERATIONS.get(fault.kind) if fault else None
    return alter(answer, fault) if alter and fault else answer


def _told(
    lines: list[author.Line], asked: Asked, fault: Fault | None
) -> Sequence[author.Line]:
    kind = fault.kind if fault else None
    if kind is Kind.ECHO:
        instructions = asked.messages[0].text
        return [author.Line(text, 0) for text in instructions.split("\n\n")]
    return _GERMAN if kind is Kind.WRONG_LANGUAGE else lines


def _limited(tokens: Sequence[str], limit: int | None) -> Answer:
    finish: Finish = "length" if limit and len(tokens) > limit else "stop"
    return Answer(tokens=tuple(tokens[:limit]), finish=finish)


def _worded(asked: Asked, lines: Sequence[author.Line]) -> str:
    if asked.schema is None:
        return " ".join(line.text for line in lines) or "Hello! How can I help you?"
    return json.dumps(author.shaped(asked.schema, lines), ensure_ascii=False)


def _broken(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, tokens=answer.tokens[: fault.after], ending=fault.kind)


def _cut_off(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, tokens=answer.tokens[: fault.after], finish="length")


def _filtered(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, tokens=answer.tokens[: fault.after], finish="content_filter")


def _declined(answer: Answer, _: Fault) -> Answer:
    return replace(answer, tokens=(), finish="refusal")


def _silent(answer: Answer, _: Fault) -> Answer:
    return replace(answer, tokens=())


def _babbling(answer: Answer, _: Fault) -> Answer:
    return replace(answer, tokens=("Sure", "!", " Here", " is", " your", " tour", "."))


def _fenced(answer: Answer, _: Fault) -> Answer:
    return replace(answer, tokens=("Here:\n", "```json\n", *answer.tokens, "\n```"))


def _sloppy(answer: Answer, _: Fault) -> Answer:
    return _respelled(answer, lambda text: text.replace("}, {", "} {"))


def _misshapen(answer: Answer, _: Fault) -> Answer:
    return _respelled(answer, lambda text: text.replace("[0]", '"the first"'))


def _endless(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, ending=fault.kind)


def _stammered(answer: Answer, fault: Fault) -> Answer:
    place = fault.after % len(answer.tokens)
    again = answer.tokens[place]
    before, after = answer.tokens[:place], answer.tokens[place:]
    return replace(answer, tokens=(*before, again, *after))


def _garbled(answer: Answer, fault: Fault) -> Answer:
    return replace(answer, tokens=tuple(author.tokens(fault.text)))


def _oversized(answer: Answer, fault: Fault) -> Answer:
    """As good as for ever: a hundred times the longest narration."""
    begun = answer.tokens[: fault.after]
    return replace(answer, tokens=begun + (fault.text,) * _MANY)


def _respelled(answer: Answer, respell: Callable[[str], str]) -> Answer:
    text = respell("".join(answer.tokens))
    return replace(answer, tokens=tuple(author.tokens(text)))


_ALTERATIONS: Mapping[Kind, Callable[[Answer, Fault], Answer]] = {
    Kind.STALL: _broken,
    Kind.CUT: _broken,
    Kind.ERROR_EVENT: _broken,
    Kind.LENGTH: _cut_off,
    Kind.CONTENT_FILTER: _filtered,
    Kind.REFUSAL: _declined,
    Kind.EMPTY: _silent,
    Kind.BABBLE: _babbling,
    Kind.FENCED: _fenced,
    Kind.SLOPPY: _sloppy,
    Kind.MISSHAPEN: _misshapen,
    Kind.NO_END: _endless,
    Kind.TWICE: _stammered,
    Kind.GARBLED: _garbled,
    Kind.OVERSIZED: _oversized,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(ABC):
    """Says one answer at its pace, in a provider's form."""

    model: str
    prompt_tokens: int
    answer: Answer
    call: Call
    pace: Pace

    @abstractmethod
    def opening(self) -> Iterator[str]:
        """Yield the events before the first token."""

    @abstractmethod
    def token(self, text: str) -> str:
        """Return the event of one token."""

    @abstractmethod
    def closing(self) -> Iterator[str]:
        """Yield the events after the last token."""

    @abstractmethod
    def error(self) -> str:
        """Return the event of a failure in the stream."""

    @abstractmethod
    def completion(self) -> Json:
        """Return the answer in one piece."""

    def streamed(self) -> Response:
        """Return the response; its body is produced while it is sent."""
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def whole(self) -> Response:
        """Return the completion in one piece, after as long as it takes to say."""
        async for _ in self._paced():
            pass
        self.call.ended("done")
        return JSONResponse(self.completion())

    async def _events(self) -> AsyncIterator[str]:
        """Yield server-sent events; a cut raises, which closes the connection."""
        async for sent in self._begun():
            yield sent
        async for sent in self._ending():
            yield sent

    async def _begun(self) -> AsyncIterator[str]:
        for sent in self.opening():
            yield sent
        async for token in self._paced():
            yield self.token(token)

    async def _paced(self) -> AsyncIterator[str]:
        for n, token in enumerate(self.answer.tokens):
            await self.pace.reach(n)
            self.call.sent(1)
            yield token

    def _ending(self) -> AsyncIterator[str]:
        endings = {
            Kind.STALL: self._stall,
            Kind.CUT: self._cut,
            Kind.ERROR_EVENT: self._error_event,
            Kind.NO_END: self._no_end,
        }
        ending = self.answer.ending
        return endings[ending]() if ending else self._good_end()

    async def _good_end(self) -> AsyncIterator[str]:
        await self.pace.reach(len(self.answer.tokens))
        for event in self.closing():
            yield event
        self.call.ended("done")

    async def _no_end(self) -> AsyncIterator[str]:
        *closing, _ = self.closing()
        for event in closing:
            yield event
        self.call.ended(Kind.NO_END)

    async def _stall(self) -> AsyncIterator[str]:
        self.call.ended(Kind.STALL)
        await asyncio.sleep(_LONGEST_STALL_S)
        yield ""

    async def _cut(self) -> AsyncIterator[str]:
        self.call.ended(Kind.CUT)
        raise ConnectionAbortedError
        yield ""

    async def _error_event(self) -> AsyncIterator[str]:
        self.call.ended(Kind.ERROR_EVENT)
        yield self.error()


def pace_of(knobs: Knobs) -> Pace:
    """Return the pace of an answer that begins now."""
    return Pace.starting_now(first_s=knobs.first_token_s, per_s=knobs.tokens_per_s)


def event(value: Json, *, name: str | None = None) -> str:
    """Return a server-sent event."""
    named = f"event: {name}\n" if name else ""
    return f"{named}data: {json.dumps(value, ensure_ascii=False)}\n\n"
