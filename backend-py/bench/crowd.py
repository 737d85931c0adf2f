"""A crowd: the same tour, asked for by a hundred at once, is bought once."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from bench.api import Api, guest
from bench.cities import City, cities
from bench.figures import AtLeast, AtMost, Figure
from bench.ground import Call, Pace, database, fleet, simulated, simulator
from bench.processes import installation
from tests.simulator.knobs import CHAT, SPEECH

PEOPLE = 100
APIS, WORKERS, AT_ONCE_EACH, VOICES = 2, 2, 8, 4
MINUTES = 15
LOOK_EVERY_S = 2.0
INTERESTS = ("history", "architecture")
PACE = Pace(first_token_s=0.3, tokens_per_s=240.0, speech_factor=48.0)
"""Slow enough that everybody wants what is being made."""
_SIZE = (
    f"{PEOPLE} guests, {APIS} API and {WORKERS} worker processes with {AT_ONCE_EACH} "
    f"tours at once each; a tour of {MINUTES} minutes"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the provider was asked, and how many tours got ready."""

    calls: Sequence[Call]
    ready: int

    def bought(self, path: str) -> float:
        """Return how often each thing was asked for, on average."""
        asked = [one for one in self.calls if one["path"] == path]
        return len(asked) / self.distinct(path)

    def distinct(self, path: str) -> int:
        """Return how many different things were asked for."""
        bodies = (one["body"] for one in self.calls if one["path"] == path)
        return len({_canonical(body) for body in bodies})


def _canonical(body: object) -> str:
    return json.dumps(body, sort_keys=True)


async def measure(_large: bool) -> tuple[Figure, ...]:  # noqa: FBT001
    """Let the crowd ask."""
    async with AsyncExitStack() as opened:
        install = await opened.enter_async_context(installation())
        await opened.enter_async_context(database(install))
        await install.run("notes", "load")
        provider = await simulator(install, PACE)
        settings = {
            **simulated(provider, speech_concurrency=VOICES),
            "WORKER_CONCURRENCY": str(AT_ONCE_EACH),
        }
        started = await fleet(install, settings, apis=APIS, workers=WORKERS)
        people = [
            await opened.enter_async_context(guest(started.urls[n % APIS]))
            for n in range(PEOPLE)
        ]
        [city, *_] = cities()
        ready = await asyncio.gather(*(_is_ready(one, city) for one in people))
        return _figures(Run(calls=await provider.take_calls(), ready=sum(ready)))


async def _is_ready(api: Api, city: City) -> bool:
    order = city.order(MINUTES, INTERESTS)
    tour_id = (await api.patient_post("/v1/tours/generate", order))["tour_id"]
    tour = await api.finished(str(tour_id), every_s=LOOK_EVERY_S)
    return tour["status"] == "ready"


def _figures(run: Run) -> tuple[Figure, ...]:
    return (
        Figure(
            name="narrations bought ÷ distinct",
            formula="calls for text at the provider ÷ distinct bodies among them",
            values=(run.bought(CHAT),),
            remark=f"{run.distinct(CHAT)} narrations.",
            size=_SIZE,
            goal=AtMost(1.0),
        ),
        Figure(
            name="pieces of speech bought ÷ distinct",
            formula="calls for speech at the provider ÷ distinct bodies among them",
            values=(run.bought(SPEECH),),
            remark=f"{run.distinct(SPEECH)} pieces.",
            size=_SIZE,
            goal=AtMost(1.0),
        ),
        Figure(
            name="tours that got ready",
            formula="share of the tours asked for",
            values=(run.ready / PEOPLE,),
            size=_SIZE,
            unit="",
            goal=AtLeast(1.0),
        ),
    )
