"""The sequential way: all text, stop after stop; then all speech, piece after piece."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from bench.ground import Simulator
from bench.provider_calls import Body, TourCalls

_KEY = {"authorization": "Bearer sk-bench"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequential:
    """How long it took, in seconds from its start."""

    first_audio_s: float
    whole_s: float


async def sequentially(provider: Simulator, calls: TourCalls) -> Sequential:
    """Make the same tour, one request after another."""
    begun_s = time.monotonic()
    async with httpx.AsyncClient(
        base_url=provider.base_url, headers=_KEY, timeout=120.0
    ) as client:
        await _all(client, "/chat/completions", [stop.body for stop in calls.stops])
        await _all(client, "/audio/speech", calls.speech[:1])
        first_audio_s = time.monotonic() - begun_s
        await _all(client, "/audio/speech", calls.speech[1:])
    whole_s = time.monotonic() - begun_s
    return Sequential(first_audio_s=first_audio_s, whole_s=whole_s)


async def _all(client: httpx.AsyncClient, path: str, bodies: Sequence[Body]) -> None:
    for body in bodies:
        answer = await client.post(path, json=body)
        answer.raise_for_status()
