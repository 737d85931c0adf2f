"""Tours against a simulated provider: first sound, and the whole."""

import asyncio
from dataclasses import dataclass

from bench.api import Api, guest
from bench.cities import City, cities
from bench.figures import AtLeast, AtMost, Figure
from bench.ground import Pace, Simulator, everything, simulated, simulator
from bench.listening import ToldTour, listen
from bench.processes import BenchFailed, installation
from bench.provider_calls import StopCall, TourCalls
from bench.sequential import Sequential, sequentially

MINUTES = 30
VOICES = 16
"""SPEECH_CONCURRENCY: as many as the provider is asked for at a time."""
INTERESTS = ("history", "architecture")
PACE = Pace()
_SIZE = (
    f"tours of {MINUTES} minutes in as many cities; model {PACE.first_token_s:g} s to "
    f"first token, {PACE.tokens_per_s:g} tokens/s; speech at {PACE.speech_factor:g} × "
    f"real time, {VOICES} at once"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One tour: what was heard, and what the provider had to do for it."""

    told: ToldTour
    calls: TourCalls

    @property
    def first_audio_s(self) -> float:
        """Seconds from asking to the first frame of the model's first sentence."""
        sentence, _ = self._opening()
        start_s = float(str(sentence["start_s"]))
        return self.told.heard.frame_s(start_s) - self.told.asked_s

    @property
    def first_floor_s(self) -> float:
        """The least that could take."""
        return self._opening()[1].first_s

    @property
    def longest_stop_s(self) -> float:
        """The least the whole could take."""
        return self.calls.longest_s(voices=VOICES)

    def _opening(self) -> tuple[dict[str, object], StopCall]:
        """Return the first sentence heard that the model wrote, and its stop.

        Raises:
            BenchFailed: the model wrote none of them.
        """
        for sentence in self.told.transcript:
            stop = self.calls.opening(str(sentence["text"]))
            if stop:
                return sentence, stop
        raise BenchFailed("Nothing that was heard came from the model.")


async def measure(_large: bool) -> tuple[Figure, ...]:  # noqa: FBT001
    """Make a tour in each city; the first only warms up, the second is timed twice."""
    warm_up, first, *others = cities()
    async with installation() as install:
        provider = await simulator(install, PACE)
        for_sequential = await simulator(install, PACE)
        await everything(install, simulated(provider, speech_concurrency=VOICES))
        async with guest(install.url) as api:
            await _run(api, provider, warm_up)
            runs = [await _run(api, provider, first)]
            sequential = asyncio.ensure_future(
                sequentially(for_sequential, runs[0].calls)
            )
            runs += [await _run(api, provider, city) for city in others]
            return _figures(runs, await sequential)


async def _run(api: Api, provider: Simulator, city: City) -> _Run:
    told = await listen(api, city.order(MINUTES, INTERESTS))
    return _Run(told=told, calls=TourCalls.of(await provider.take_calls(), PACE))


def _figures(runs: list[_Run], sequential: Sequential) -> tuple[Figure, ...]:
    firsts = [run.first_audio_s for run in runs]
    wholes = [run.told.whole_s for run in runs]
    return (
        Figure(
            name="first audio ÷ floor",
            formula="(POST sent to first MP3 frame from /audio of the first sentence "
            "the model wrote) ÷ (its first token + its first sentence + its synthesis)",
            values=tuple(run.first_audio_s / run.first_floor_s for run in runs),
            size=_SIZE,
            goal=AtMost(1.3),
        ),
        Figure(
            name="sequential first audio ÷ first audio",
            formula="(all text, then the first sentence's speech) ÷ first audio",
            values=tuple(sequential.first_audio_s / first for first in firsts),
            size=_SIZE,
            goal=AtLeast(20.0),
            remark="The sequential way ran once, for the first of these tours.",
        ),
        Figure(
            name="whole tour ÷ longest stop",
            formula="(POST sent to last byte from /audio) ÷ (text and speech of the "
            "longest stop alone, under the same limits)",
            values=tuple(run.told.whole_s / run.longest_stop_s for run in runs),
            size=_SIZE,
            goal=AtMost(1.15),
        ),
        Figure(
            name="sequential whole ÷ whole tour",
            formula="(all text, then all speech) ÷ whole tour",
            values=tuple(sequential.whole_s / whole for whole in wholes),
            size=_SIZE,
        ),
        _seconds("first audio", "POST sent to first frame, as above", firsts),
        _seconds("whole tour", "POST sent to last byte, as above", wholes),
        _seconds(
            "sequential whole tour",
            "one request after another, all text first",
            [sequential.whole_s],
        ),
    )


def _seconds(name: str, formula: str, values: list[float]) -> Figure:
    return Figure(
        name=name, formula=formula, values=tuple(values), size=_SIZE, unit="s"
    )
