"""Receiving what a speech server sends: bounded in size, and in time three ways."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from typing import Protocol, Self

from walkumentary.gateway.speech import SpeechTooLong, SpeechTruncated

_LARGEST_BYTES_PER_S = 192_000
"""Of the largest form a server may choose: 48 kHz, 16 bit, stereo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a server may take.

    Args:
        first_byte_s: until its first byte of sound, connecting included.
        between_bytes_s: from one chunk to the next.
        least_s: for the whole answer, however short.
        per_spoken_s: for the whole answer, on top, per second of speech expected.
    """

    first_byte_s: float = 15.0
    between_bytes_s: float = 15.0
    least_s: float = 10.0
    per_spoken_s: float = 2.0

    @property
    def longest_wait_s(self) -> float:
        """For the connection below, which knows one bound alone."""
        return max(self.first_byte_s, self.between_bytes_s)

    def whole_s(self, expected_s: float) -> float:
        """Return the bound of a whole answer."""
        return self.first_byte_s + self.least_s + self.per_spoken_s * expected_s


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is expected to be heard, and how far from that is believed."""

    expected_s: float
    shortest_s: float
    longest_s: float

    @classmethod
    def of(cls, fewest_s: float, most_s: float) -> Self:
        """Believe a third of the fewest seconds, and six times the most and ten.

        Voices differ by a factor of two from each other and some ignore the speed
        asked for (0.5 to 2); single words take their time.
        """
        return cls(most_s, fewest_s / 3 - 0.2, most_s * 6 + 10)

    @property
    def largest_bytes(self) -> int:
        """The most that speech of the longest length can weigh."""
        return round(self.longest_s * _LARGEST_BYTES_PER_S)

    def check(self, duration_s: float) -> None:
        """Refuse a duration that cannot be the text's.

        Raises:
            SpeechTruncated: far less than the words could take.
        """
        if duration_s < self.shortest_s:
            detail = f"{duration_s:.2f} s of sound for {self.expected_s:.1f} s of text."
            raise SpeechTruncated(detail)


@dataclass(frozen=True, slots=True)
class Body:
    """What a server has sent, and what it calls it."""

    content: bytes
    content_type: str


class Response(Protocol):
    """An answer whose body is still to come."""

    @property
    def headers(self) -> "_Headers":
        """Its headers, found in any case."""
        ...

    def iter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives."""
        ...


class _Headers(Protocol):
    def get(self, key: str, default: str, /) -> str: ...


async def received(
    answer: AbstractAsyncContextManager[Response],
    *,
    length: Length,
    patience: Patience,
) -> Body:
    """Return the whole body.

    Raises:
        TimeoutError: one of the three bounds of time.
        SpeechTooLong: more than the longest speech can weigh.
    """
    async with (
        asyncio.timeout(patience.whole_s(length.expected_s)),
        AsyncExitStack() as opened,
    ):
        async with asyncio.timeout(patience.first_byte_s):
            response = await opened.enter_async_context(answer)
            chunks = response.iter_bytes()
            content = bytearray(await anext(chunks, b""))
        await _rest(chunks, content, length.largest_bytes, patience.between_bytes_s)
        return Body(bytes(content), response.headers.get("content-type", ""))


async def _rest(
    chunks: AsyncIterator[bytes], content: bytearray, largest: int, between_s: float
) -> None:
    while chunk := await _next(chunks, between_s):
        content += chunk
        if len(content) > largest:
            raise SpeechTooLong(f"More than {largest:,} bytes of sound.")


async def _next(chunks: AsyncIterator[bytes], between_s: float) -> bytes:
    async with asyncio.timeout(between_s):
        return await anext(chunks, b"")
