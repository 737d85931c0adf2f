"""Each bound of a reception holds by itself, where the others would wait for ever."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from walkumentary.gateway.speech import SpeechTooLong, SpeechTruncated
from walkumentary.infra.speech.reception import Body, Length, Patience, received

FOR_EVER_S = 3_600.0
SOON_S = 0.05
SENTENCE = Length.of(5.0, 5.0)


@dataclass(frozen=True)
class Slow:
    """Answers after a while, then a chunk after each pause."""

    pauses_s: tuple[float, ...]
    opens_after_s: float = 0.0
    chunk: bytes = b"\1\0"
    headers: Mapping[str, str] = field(default_factory=dict)

    @asynccontextmanager
    async def answer(self) -> AsyncIterator["Slow"]:
        await asyncio.sleep(self.opens_after_s)
        yield self

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        for pause_s in self.pauses_s:
            await asyncio.sleep(pause_s)
            yield self.chunk


def patience(**bounds: float) -> Patience:
    endless = {
        "first_byte_s": FOR_EVER_S,
        "between_bytes_s": FOR_EVER_S,
        "least_s": FOR_EVER_S,
    }
    return Patience(**{**endless, **bounds})


@pytest.mark.parametrize(
    ("slow", "bounds"),
    [
        (Slow((), opens_after_s=FOR_EVER_S), patience(first_byte_s=SOON_S)),
        (Slow((FOR_EVER_S,)), patience(first_byte_s=SOON_S)),
        (Slow((0, 0, FOR_EVER_S)), patience(between_bytes_s=SOON_S)),
        (
            Slow((0.01,) * 10_000),
            patience(first_byte_s=SOON_S, least_s=0.0, per_spoken_s=0.0),
        ),
    ],
    ids=["never opens", "no first byte", "stalls", "drips"],
)
@pytest.mark.timeout(10)
async def test_no_bound_needs_another(slow: Slow, bounds: Patience) -> None:
    with pytest.raises(TimeoutError):
        await received(slow.answer(), length=SENTENCE, patience=bounds)


async def test_what_comes_in_time_is_whole() -> None:
    slow = Slow((0.0, 0.01, 0.0), headers={"content-type": "audio/pcm"})

    body = await received(slow.answer(), length=SENTENCE, patience=patience())

    assert body == Body(b"\1\0" * 3, "audio/pcm")


async def test_more_than_the_longest_speech_is_refused() -> None:
    slow = Slow((0.0,) * 100, chunk=bytes(1_000_000))

    with pytest.raises(SpeechTooLong):
        await received(slow.answer(), length=SENTENCE, patience=patience())


@pytest.mark.parametrize("duration_s", [1.5, 5.0, 60.0])
def test_a_likely_duration_is_believed(duration_s: float) -> None:
    SENTENCE.check(duration_s)


def test_a_third_of_the_words_is_too_little() -> None:
    with pytest.raises(SpeechTruncated):
        SENTENCE.check(1.0)
