"""A listener to a growing tour, who notes when every byte came."""

import bisect
import time
from dataclasses import dataclass, field

from bench.api import Api, Json
from bench.processes import BenchFailed
from walkumentary.domain.tours.audio import FRAME_BYTES, FRAME_MS


@dataclass(slots=True)
class Heard:
    """Arrivals of one stream, by the machine's monotonic clock."""

    totals: list[int] = field(default_factory=list)
    times_s: list[float] = field(default_factory=list)

    def took(self, size: int) -> None:
        """Note that so many more bytes have come."""
        self.totals.append(size + (self.totals[-1] if self.totals else 0))
        self.times_s.append(time.monotonic())

    def frame_s(self, start_s: float) -> float:
        """Return when the first frame at a second of the tour was whole.

        Raises:
            BenchFailed: the stream ended before it.
        """
        end = (round(start_s * 1000 / FRAME_MS) + 1) * FRAME_BYTES
        place = bisect.bisect_left(self.totals, end)
        if place == len(self.totals):
            raise BenchFailed("The growing stream ended before the narration.")
        return self.times_s[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTour:
    """A tour that was made while somebody listened."""

    tour: Json
    transcript: list[Json]
    asked_s: float
    heard: Heard

    @property
    def whole_s(self) -> float:
        """Seconds from asking to the last byte: the stream ends with the tour."""
        return self.heard.times_s[-1] - self.asked_s


async def listen(api: Api, order: Json) -> ToldTour:
    """Ask for a tour and listen to it at once, as the page does."""
    heard = Heard()
    asked_s = time.monotonic()
    tour_id = (await api.post("/v1/tours/generate", order))["tour_id"]
    async with api.client.stream("GET", f"/v1/tours/{tour_id}/audio") as stream:
        async for data in stream.aiter_raw():
            heard.took(len(data))
    tour = await api.finished(str(tour_id))
    transcript = await api.get(f"/v1/tours/{tour_id}/transcript")
    return ToldTour(
        tour=tour, transcript=_sentences(transcript), asked_s=asked_s, heard=heard
    )


def _sentences(transcript: Json) -> list[Json]:
    sentences = transcript["sentences"]
    if not isinstance(sentences, list):
        raise BenchFailed("The transcript holds no sentences.")
    return sentences
