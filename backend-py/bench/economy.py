"""What is bought for a trace of requests, beside a cache of whole tours.

The peer keeps whole tours under a hash of the request, as the original does: place,
interests, minutes, language, model. Every request of the trace is planned by the API;
the first ones are also made, which tells what a narration costs, and whether the
provider was asked but once for each.
"""

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cached_property
from hashlib import md5

from pydantic import BaseModel, TypeAdapter

from bench.api import Api, guest
from bench.figures import AtMost, Figure
from bench.ground import (
    AT_ONCE,
    Call,
    Fleet,
    Simulator,
    database,
    fleet,
    simulated,
    simulator,
)
from bench.processes import BenchFailed, Installation, installation
from bench.town import location_id, name, town
from bench.trace import SEED, STARTS, PlanKey, Wish, trace
from tests.simulator.author import tokens
from tests.simulator.knobs import CHAT
from tests.simulator.requests import ChatRequest

MADE = 40
"""Requests that are made, not only planned; at full size all are."""
APIS, GUESTS_EACH, VOICES = 2, 2, 4
_AT_A_TIME = APIS * GUESTS_EACH
GOAL = 0.35
_NARRATION = "narration"

type _NarrationKey = tuple[str, tuple[str, ...], int, str]


class _Stop(BaseModel):
    location_id: str
    interests: tuple[str, ...]
    words: int


class _Sentence(BaseModel):
    text: str
    kind: str


class Walk(BaseModel):
    """What the API tells of a tour, planned or made."""

    walkable_stops: list[_Stop]
    transcript: list[_Sentence]

    @property
    def framing(self) -> list[str]:
        """What is spoken besides narrations."""
        return [one.text for one in self.transcript if one.kind != _NARRATION]

    @property
    def told(self) -> str:
        """The narrations."""
        return "".join(one.text for one in self.transcript if one.kind == _NARRATION)

    @property
    def words(self) -> int:
        """Of all narrations together."""
        return sum(stop.words for stop in self.walkable_stops)

    def narrations(self, style: str) -> set[_NarrationKey]:
        """Return what tells its narrations from others."""
        return {
            (stop.location_id, stop.interests, stop.words, style)
            for stop in self.walkable_stops
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rates:
    """What narrations cost, as the provider counted it."""

    tokens_each: float
    tokens_a_word: float
    characters_a_word: float

    def tokens(self, words: Sequence[int]) -> float:
        """Return what is read and written for narrations of these lengths."""
        return self.tokens_each * len(words) + self.tokens_a_word * sum(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bought:
    """What was paid for: the lengths of narrations, and the framing sentences."""

    words: Sequence[int]
    framing: Iterable[str]

    def tokens(self, rates: _Rates) -> float:
        """Read and written."""
        return rates.tokens(self.words)

    def characters(self, rates: _Rates) -> float:
        """Spoken; no two narrations are taken to share a sentence."""
        framed = sum(map(len, self.framing))
        return framed + rates.characters_a_word * sum(self.words)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The plans of the trace, and what making the first of its tours took."""

    wishes: Sequence[Wish]
    walks: Mapping[PlanKey, Walk]
    made: Sequence[tuple[Wish, Walk]]
    calls: Sequence[Call]

    @cached_property
    def rates(self) -> _Rates:
        """From the provider's ledger, and from what was told."""
        words = sum(key[2] for key in self._made_narrations)
        said = sum(int(str(call["units"])) for call in self.calls)
        told = sum(len(walk.told) for _, walk in self.made)
        asked = [_tokens_in(call) for call in self.calls]
        return _Rates(
            tokens_each=sum(asked) / len(asked),
            tokens_a_word=said / words,
            characters_a_word=told / sum(walk.words for _, walk in self.made),
        )

    @property
    def calls_each(self) -> float:
        """How often a narration was asked for, on average."""
        return len(self.calls) / len(self._made_narrations)

    @cached_property
    def ours(self) -> _Bought:
        """Each narration once, each sentence of a frame once."""
        told = {key for one in self.wishes for key in self._narrations(one)}
        framing = {text for walk in self.walks.values() for text in walk.framing}
        return _Bought(words=[words for _, _, words, _ in told], framing=framing)

    def whole_tours(self, *, with_style: bool) -> _Bought:
        """Return what is bought where only the same request is answered again."""
        first = {_request_key(one, with_style=with_style): one for one in self.wishes}
        walks = [self.walks[one.plan_key] for one in first.values()]
        return _Bought(
            words=[stop.words for walk in walks for stop in walk.walkable_stops],
            framing=[text for walk in walks for text in walk.framing],
        )

    def _narrations(self, wish: Wish) -> set[_NarrationKey]:
        return self.walks[wish.plan_key].narrations(wish.style)

    @cached_property
    def _made_narrations(self) -> set[_NarrationKey]:
        return {key for wish, walk in self.made for key in walk.narrations(wish.style)}


async def measure(large: bool) -> tuple[Figure, ...]:  # noqa: FBT001
    """Make the first requests of the trace, plan them all, and reckon."""
    wishes = trace()
    made = wishes if large else wishes[:MADE]
    async with AsyncExitStack() as opened:
        install = await opened.enter_async_context(installation())
        await opened.enter_async_context(database(install))
        provider, started = await _product(install)
        people = [
            await opened.enter_async_context(guest(url))
            for url in [*started.urls] * GUESTS_EACH
        ]
        told = await _shared_out(people, made, is_made=True)
        calls = [one for one in await provider.take_calls() if one["path"] == CHAT]
        await asyncio.gather(*(worker.stop() for worker in started.workers))
        walks = {wish.plan_key: walk for wish, walk in told}
        rest = {one.plan_key: one for one in wishes if one.plan_key not in walks}
        planned = await _shared_out(people, list(rest.values()), is_made=False)
        walks |= {wish.plan_key: walk for wish, walk in planned}
    return _figures(Measured(wishes=wishes, walks=walks, made=told, calls=calls))


async def _product(install: Installation) -> tuple[Simulator, Fleet]:
    pack = install.directory / "town.toml"
    pack.write_text(town())
    await install.run("notes", "load", str(pack))
    provider = await simulator(install, AT_ONCE)
    settings = simulated(provider, speech_concurrency=VOICES)
    return provider, await fleet(install, settings, apis=APIS, workers=1)


async def _shared_out(
    people: Sequence[Api], wishes: Sequence[Wish], *, is_made: bool
) -> list[tuple[Wish, Walk]]:
    """Let people ask in the order of the trace, each for the next in turn."""
    waiting = iter(wishes)
    walks = await asyncio.gather(
        *(_asked(one, waiting, is_made=is_made) for one in people)
    )
    return [pair for own in walks for pair in own]


async def _asked(
    api: Api, waiting: Iterator[Wish], *, is_made: bool
) -> list[tuple[Wish, Walk]]:
    return [(wish, await _walk(api, wish, is_made=is_made)) for wish in waiting]


async def _walk(api: Api, wish: Wish, *, is_made: bool) -> Walk:
    started = await api.patient_post("/v1/tours/generate", _body(wish))
    tour_id = str(started["tour_id"])
    if is_made:
        await api.finished(tour_id)
    return Walk.model_validate(await api.get(f"/v1/tours/{tour_id}"))


def _body(wish: Wish) -> dict[str, object]:
    return {
        "location_id": location_id(wish.start),
        "interests": list(wish.interests),
        "duration_minutes": wish.minutes,
        "narration_style": wish.style,
    }


def _request_key(wish: Wish, *, with_style: bool) -> str:
    """Return the original's key; it knows no styles."""
    known = {
        "location_id": location_id(wish.start),
        "location_name": name(wish.start),
        "interests": sorted(wish.interests),
        "duration": wish.minutes,
        "language": "en",
        "provider": "openai",
        **({"style": wish.style} if with_style else {}),
    }
    return md5(json.dumps(known, sort_keys=True).encode()).hexdigest()  # noqa: S324


def _tokens_in(call: Call) -> int:
    body = TypeAdapter(ChatRequest).validate_python(call["body"])
    return sum(len(tokens(turn.text)) for turn in body.messages)


def _figures(found: Measured) -> tuple[Figure, ...]:
    if not found.calls:
        raise BenchFailed("The provider was asked for nothing.")
    rates, ours = found.rates, found.ours
    whole, styled = (
        found.whole_tours(with_style=False),
        found.whole_tours(with_style=True),
    )
    size = (
        f"{len(found.wishes):,} requests at {STARTS} landmarks, every walk planned by "
        f"the API; {len(found.made):,} of them made"
    )
    remark = (
        f"{len(ours.words):,} narrations instead of {len(whole.words):,}; the peer's "
        "key holds no style, so it answers some with the wrong one."
    )
    return (
        Figure(
            name="tokens ÷ those of a whole-tour cache",
            formula="tokens read and written for each distinct narration once ÷ those "
            "for every stop of each distinct request",
            values=(ours.tokens(rates) / whole.tokens(rates),),
            size=size,
            seed=SEED,
            goal=AtMost(GOAL),
            remark=remark,
        ),
        Figure(
            name="characters ÷ those of a whole-tour cache",
            formula="characters spoken, likewise; framing sentences by their text",
            values=(ours.characters(rates) / whole.characters(rates),),
            size=size,
            seed=SEED,
            goal=AtMost(GOAL),
        ),
        Figure(
            name="tokens, where the peer tells styles apart",
            formula="as above, the style in the peer's key",
            values=(ours.tokens(rates) / styled.tokens(rates),),
            size=size,
            seed=SEED,
        ),
        Figure(
            name="calls for text ÷ distinct narrations",
            formula="at the provider, for the tours that were made",
            values=(found.calls_each,),
            size=f"the first {len(found.made):,} requests, {_AT_A_TIME} at a time",
            seed=SEED,
            goal=AtMost(1.0),
        ),
    )
