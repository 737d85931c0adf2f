"""What can be turned: speed, invention, and faults."""

import asyncio
import time
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

CHAT, SPEECH = "/v1/chat/completions", "/v1/audio/speech"
EMBEDDINGS = "/v1/embeddings"
ANTHROPIC_MESSAGES = "/v1/messages"
GEMINI_WHOLE = "/v1beta/models/{model}:generateContent"
GEMINI_STREAM = "/v1beta/models/{model}:streamGenerateContent"


class Kind(StrEnum):
    """How a call goes wrong."""

    STATUS = "status"
    """Answers ``status``, with ``retry_after_s`` where given."""
    STALL = "stall"
    """Falls silent after ``after`` tokens (chat) or chunks (speech)."""
    CUT = "cut"
    """Drops the connection after ``after`` tokens or chunks."""
    ERROR_EVENT = "error_event"
    """Sends an error event in the stream, as recorded from the provider."""
    LENGTH = "length"
    """Stops at the limit of tokens after ``after`` of them."""
    CONTENT_FILTER = "content_filter"
    """Its filter stops it after ``after`` tokens."""
    REFUSAL = "refusal"
    """Declines in words, in the field for it."""
    EMPTY = "empty"
    """Ends well and says nothing."""
    BABBLE = "babble"
    """Writes prose where JSON was asked for."""
    SILENT = "silent"
    """Speaks, but nothing can be heard."""
    TRUNCATED = "truncated"
    """Ends well, but after ``after`` chunks."""
    OVERSIZED = "oversized"
    """Goes on for ever; a chat repeats ``text`` after ``after`` tokens."""
    HTML = "html"
    """Answers 200 with a page."""
    DRIP = "drip"
    """Sends a byte at a time, each after ``every_s``."""
    FENCED = "fenced"
    """Puts the JSON into a fence, with a word before it."""
    SLOPPY = "sloppy"
    """Leaves out commas."""
    MISSHAPEN = "misshapen"
    """Puts a text where the schema wants numbers."""
    WRONG_LANGUAGE = "wrong_language"
    """Writes German."""
    ECHO = "echo"
    """Says what it was told to do."""
    TOO_LONG = "too_long"
    """Refuses a prompt beyond its context."""
    RESET = "reset"
    """Resets the connection after ``after`` events, chunks or bodies."""
    SPLIT = "split"
    """Sends every byte alone, so that letters arrive in halves."""
    NO_END = "no_end"
    """Leaves out the event that ends a stream."""
    NO_USAGE = "no_usage"
    """Does not say what was used."""
    TWICE = "twice"
    """Sends a token, a chunk of sound or a vector twice: the one ``after`` others."""
    NOT_A_NUMBER = "not_a_number"
    """Sends vectors of NaN."""
    GARBLED = "garbled"
    """Answers ``text``, whatever was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault, for the next ``times`` calls of ``path``."""

    kind: Kind
    path: str = CHAT
    after: int = 0
    status: int = 500
    code: str | None = None
    text: str = ""
    retry_after_s: float | None = None
    every_s: float = 0.02
    times: int = 1


@dataclass(slots=True, kw_only=True)
class Knobs:
    """Speeds of the provider; 0 means at once, and never for ``invent_every``."""

    first_token_s: float = 0.0
    tokens_per_s: float = 0.0
    speech_factor: float = 0.0
    """Seconds of speech made in a second."""
    speech_format: str | None = None
    """What is sent, whatever was asked for: ``pcm``, ``wav``, ``mp3``, ``flac``."""
    invent_every: int = 0
    """Put a false name and year into every so-manieth sentence."""
    dimensions: int = 0
    """Length of embeddings, whatever is asked; 0: as asked."""
    faults: list[Fault] = field(default_factory=list)

    def next_fault(self, path: str) -> Fault | None:
        """Use up and return the fault that waits for the next call of ``path``."""
        waiting = next((one for one in self.faults if one.path == path), None)
        if waiting:
            self._use(waiting)
        return waiting

    def _use(self, fault: Fault) -> None:
        place = self.faults.index(fault)
        left = replace(fault, times=fault.times - 1)
        self.faults[place : place + 1] = [left] if left.times else []


@dataclass(frozen=True, slots=True)
class Pace:
    """A steady rate from a start; late sleepers catch up, so it never drifts."""

    start_s: float
    first_s: float
    per_s: float

    @classmethod
    def starting_now(cls, *, first_s: float, per_s: float) -> Self:
        return cls(time.monotonic(), first_s, per_s)

    async def reach(self, units: float) -> None:
        """Sleep until so many units are due."""
        due_s = self.start_s + self.first_s + (units / self.per_s if self.per_s else 0)
        await asyncio.sleep(max(0.0, due_s - time.monotonic()))
