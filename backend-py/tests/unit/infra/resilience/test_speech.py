"""Voices that fail well."""

from dataclasses import replace

import pytest

from tests.unit.infra.resilience.doubles import Daydream, Loaded, patience
from walkumentary.domain.ops.resilience import BALANCED, Operation
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.speech import (
    SpeechGateway,
    Utterance,
    Voice,
    VoiceNotAvailable,
)
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.speech import ResilientSpeech

DOWN = GatewayUnavailable("It is down.")


class Whistle(ToneSpeech):
    """Another provider of tones."""

    def voices(self, *, language: str) -> list[Voice]:
        named = super().voices(language=language)
        return [replace(one, id=f"w-{one.id}", provider="whistle") for one in named]


def resilient(**providers: SpeechGateway) -> ResilientSpeech:
    forge = Forge(resilience=patience(), stopwatch=Daydream(), dice=Loaded())
    return ResilientSpeech(
        chains=[
            forge.chain(Operation.SPEAK, (name, one), in_flight=4)
            for name, one in providers.items()
        ]
    )


def said(speech: ResilientSpeech, voice_id: str | None = None) -> Utterance:
    voice = speech.voice(language="en", voice_id=voice_id)
    return Utterance(text="The wall has nine windows.", voice=voice, speed=1.0)


async def test_a_sentence_is_tried_again() -> None:
    tone = ToneSpeech()
    tone.fails_with(DOWN, call=1)
    speech = resilient(memory=tone)

    frames = await speech.speak(said(speech))

    assert frames.count > 0
    assert len(tone.spoken) == 2


async def test_a_voice_that_stays_silent_fails() -> None:
    tone = ToneSpeech()
    tone.fails_with(DOWN)
    speech = resilient(memory=tone, whistle=Whistle())

    with pytest.raises(GatewayUnavailable):
        await speech.speak(said(speech))

    assert len(tone.spoken) == BALANCED.attempts


async def test_every_providers_voices_can_be_had_by_name() -> None:
    tone, whistle = ToneSpeech(), Whistle()
    speech = resilient(memory=tone, whistle=whistle)

    await speech.speak(said(speech, "w-low-hum"))

    assert [one.id for one in speech.voices(language="en")] == [
        *("hum", "low-hum", "w-hum", "w-low-hum")
    ]
    assert (len(tone.spoken), len(whistle.spoken)) == (0, 1)


async def test_the_next_providers_default_voice_takes_the_place_of_any() -> None:
    speech = resilient(memory=ToneSpeech(), whistle=Whistle(hums_in=("en",)))
    low = speech.voice(language="en", voice_id="low-hum")

    instead = speech.instead_of(low)

    assert instead is not None
    assert instead.id == "w-hum"
    assert speech.instead_of(instead) is None
    assert speech.instead_of(speech.voice(language="nl", voice_id=None)) is None


async def test_a_voice_nobody_has_is_refused() -> None:
    speech = resilient(memory=ToneSpeech())

    with pytest.raises(VoiceNotAvailable):
        speech.voice(language="en", voice_id="w-hum")


async def test_a_voice_of_a_provider_that_is_gone_is_refused() -> None:
    speech = resilient(memory=ToneSpeech())
    gone = replace(said(speech).voice, provider="whistle")

    with pytest.raises(VoiceNotAvailable):
        await speech.speak(replace(said(speech), voice=gone))
    instead = speech.instead_of(gone)
    assert instead is not None
    assert instead.provider == "memory"
