"""What a preset changes, as the provider sees it."""

from importlib import import_module
from itertools import pairwise

import pytest

from tests.contracts.narrator_gateway import an_order, told
from tests.integration.narration.chats import OPENAI
from tests.simulator.knobs import CHAT, SPEECH, Fault, Kind
from tests.simulator.server import Simulator, simulated
from tests.unit.infra.resilience.doubles import Loaded
from walkumentary.domain.ops.resilience import Operation, Resilience, configured
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.speech import SpeechGateway, Utterance
from walkumentary.infra.resilience.breaker import CircuitOpen
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.narrator import ResilientNarrator
from walkumentary.infra.resilience.speech import ResilientSpeech
from walkumentary.infra.speech.openai import OpenAISpeech
from walkumentary.infra.system.stopwatch import LoopStopwatch

PACE = 15.0
"""So many seconds of patience pass in one."""

import_module("langchain_openai")  # It takes a second, which no attempt has to spare.


def forge(resilience: Resilience) -> Forge:
    return Forge(
        resilience=resilience, stopwatch=LoopStopwatch(pace=PACE), dice=Loaded(1.0)
    )


async def narrated(provider: Simulator, resilience: Resilience) -> int:
    """Have a stop narrated; return how many sentences came."""
    async with OPENAI.writer(provider) as openai:
        writer: NarratorGateway = openai
        chain = forge(resilience).chain(
            Operation.NARRATE, ("openai", writer), in_flight=4
        )
        return len(await told(ResilientNarrator(chain=chain), an_order()))


def pauses_s(provider: Simulator, path: str = CHAT) -> list[float]:
    """Return the times between the calls, in seconds of patience."""
    arrived = [call.arrived_s for call in provider.calls.of(path)]
    return [(b - a) * PACE for a, b in pairwise(arrived)]


@pytest.mark.parametrize(
    ("preset", "pauses"),
    [
        ("development", [0.5]),
        ("simple", [1.0, 2.0]),
        ("production", [2.0, 4.0, 8.0, 16.0]),
    ],
)
async def test_a_preset_says_how_often_and_how_far_apart_calls_are_made(
    preset: str, pauses: list[float]
) -> None:
    async with simulated() as provider:
        provider.knobs.faults.append(Fault(kind=Kind.STATUS, status=500, times=99))

        with pytest.raises(GatewayUnavailable):
            await narrated(provider, configured(preset))

        made = pauses_s(provider)
    assert len(made) == len(pauses)
    # A call is never made too early; how late it is depends on the machine.
    assert all(actual >= planned for actual, planned in zip(made, pauses, strict=True))


async def test_a_custom_configuration_changes_what_the_preset_does() -> None:
    async with simulated() as provider:
        provider.knobs.faults.append(Fault(kind=Kind.STATUS, status=500, times=99))

        with pytest.raises(GatewayUnavailable):
            await narrated(provider, configured("simple", '{"retry_attempts": 1}'))

        assert len(provider.calls.of(CHAT)) == 1


async def test_a_server_that_says_when_to_come_back_is_left_alone_until_then() -> None:
    async with simulated() as provider:
        busy = Fault(kind=Kind.STATUS, status=429, retry_after_s=9)
        provider.knobs.faults.append(busy)

        sentences = await narrated(provider, configured("simple"))

        (pause_s,) = pauses_s(provider)
    assert sentences > 0
    assert pause_s >= 9


async def test_an_open_breaker_keeps_calls_off_the_wire() -> None:
    async with (
        simulated() as provider,
        OpenAISpeech(api_key="sk-test", base_url=provider.base_url) as openai,
    ):
        provider.knobs.faults.append(
            Fault(kind=Kind.STATUS, path=SPEECH, status=503, times=99)
        )
        voice: SpeechGateway = openai
        resilience = configured(
            "development", '{"recovery_timeout": 600, "retry_attempts": 1}'
        )
        chain = forge(resilience).chain(
            Operation.SPEAK, ("openai-compatible", voice), in_flight=4
        )
        speech = ResilientSpeech(chains=[chain])
        utterance = Utterance(
            text="The wall has nine windows.",
            voice=speech.voice(language="en", voice_id=None),
            speed=1.0,
        )

        refusals: list[GatewayUnavailable] = []
        for _ in range(100):
            with pytest.raises(GatewayUnavailable) as refusal:
                await speech.speak(utterance)
            refusals.append(refusal.value)

        assert len(provider.calls.of(SPEECH)) == resilience.failures_to_open
    assert sum(isinstance(one, CircuitOpen) for one in refusals) >= 95
