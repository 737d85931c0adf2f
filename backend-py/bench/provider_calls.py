"""What the provider was asked for one tour, and the least time it can take."""

import heapq
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from pydantic import TypeAdapter

from bench.ground import Call, Pace
from tests.simulator.author import Line, lines_for, tokens
from tests.simulator.knobs import CHAT, SPEECH
from tests.simulator.requests import Message
from tests.simulator.speech import seconds_of
from walkumentary.domain.tours.spoken import spoken_form

type Body = dict[str, object]

_BODY = TypeAdapter(dict[str, object])
_MESSAGES = TypeAdapter(list[Message])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence: when it is written at the earliest, and how long it is spoken."""

    written_s: float
    synthesis_s: float

    @property
    def spoken_s(self) -> float:
        """When it can be heard at the earliest."""
        return self.written_s + self.synthesis_s


@dataclass(frozen=True, slots=True, kw_only=True)
class StopCall:
    """One stop's request to the model, and what came back."""

    body: Body
    lines: tuple[Line, ...]
    sentences: tuple[_Sentence, ...]

    @classmethod
    def of(cls, call: Call, pace: Pace) -> Self:
        """Work out what the simulated model answered, and when."""
        body = _BODY.validate_python(call["body"])
        messages = _MESSAGES.validate_python(body["messages"])
        lines = tuple(lines_for(messages, invent_every=0))
        timed = [_timed(lines[: n + 1], pace) for n in range(len(lines))]
        return cls(body=body, lines=lines, sentences=tuple(timed))

    @property
    def first_s(self) -> float:
        """First token, first sentence, its synthesis: no way is faster."""
        return self.sentences[0].spoken_s

    def alone_s(self, *, voices: int) -> float:
        """Return how long this stop takes alone, with so many voices at a time."""
        free = [0.0] * voices
        for one in self.sentences:
            begun_s = max(one.written_s, heapq.heappop(free))
            heapq.heappush(free, begun_s + one.synthesis_s)
        return max(free)


def _timed(lines: Sequence[Line], pace: Pace) -> _Sentence:
    """Time the last of some lines; its JSON is complete with its closing brace."""
    said = [{"text": line.text, "notes": [line.number]} for line in lines]
    text = json.dumps({"sentences": said}, ensure_ascii=False).removesuffix("]}")
    spoken_s = seconds_of(spoken_form(lines[-1].text, "en"), speed=1.0)
    return _Sentence(
        written_s=pace.first_token_s + len(tokens(text)) / pace.tokens_per_s,
        synthesis_s=spoken_s / pace.speech_factor,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TourCalls:
    """Everything the provider was asked for one tour."""

    stops: tuple[StopCall, ...]
    speech: tuple[Body, ...]

    @classmethod
    def of(cls, calls: Sequence[Call], pace: Pace) -> Self:
        """Sort a ledger."""
        asked = [call for call in calls if call["path"] == CHAT]
        spoken = [call for call in calls if call["path"] == SPEECH]
        return cls(
            stops=tuple(StopCall.of(call, pace) for call in asked),
            speech=tuple(_BODY.validate_python(call["body"]) for call in spoken),
        )

    def opening(self, text: str) -> StopCall | None:
        """Return the stop whose narration the model opened with this sentence."""
        openings = {stop.lines[0].text: stop for stop in self.stops if stop.lines}
        return openings.get(text)

    def longest_s(self, *, voices: int) -> float:
        """Return how long the longest stop takes alone."""
        return max(stop.alone_s(voices=voices) for stop in self.stops)
