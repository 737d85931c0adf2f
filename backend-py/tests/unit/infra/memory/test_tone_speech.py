"""The humming double: the contract, and how it is told to fail."""

import pytest

from tests.contracts.speech_gateway import SpeechGatewayContract
from walkumentary.domain.shared.errors import GatewayTimeout, GatewayUnavailable
from walkumentary.gateway.speech import Utterance
from walkumentary.infra.memory.speech import ToneSpeech


class TestToneSpeech(SpeechGatewayContract):
    @pytest.fixture
    def speech(self) -> ToneSpeech:
        return ToneSpeech()


async def test_it_fails_for_one_text_alone() -> None:
    speech = ToneSpeech()
    speech.fails_with(GatewayUnavailable("Down."), text="Two.")

    await speech.speak(_utterance(speech, "One."))

    with pytest.raises(GatewayUnavailable):
        await speech.speak(_utterance(speech, "Two."))
    assert [one.text for one in speech.spoken] == ["One.", "Two."]


async def test_it_fails_on_the_second_call_alone() -> None:
    speech = ToneSpeech()
    speech.fails_with(GatewayTimeout("Too slow."), call=2)
    await speech.speak(_utterance(speech, "One."))

    with pytest.raises(GatewayTimeout):
        await speech.speak(_utterance(speech, "One."))

    await speech.speak(_utterance(speech, "One."))


async def test_it_fails_until_it_recovers() -> None:
    speech = ToneSpeech()
    speech.fails_with(GatewayUnavailable("Down."))
    with pytest.raises(GatewayUnavailable):
        await speech.speak(_utterance(speech, "One."))

    speech.recovers()

    await speech.speak(_utterance(speech, "One."))


async def test_it_checks_before_it_speaks() -> None:
    def forbidden() -> None:
        raise AssertionError("a transaction is open")

    speech = ToneSpeech(before=forbidden)

    with pytest.raises(AssertionError, match="transaction"):
        await speech.speak(_utterance(speech, "One."))


async def test_the_words_decide_the_length() -> None:
    speech = ToneSpeech(words_per_s=2.5)

    spoken = await speech.speak(_utterance(speech, "word " * 100))

    assert spoken.duration_s == pytest.approx(40.0, abs=0.03)


def _utterance(speech: ToneSpeech, text: str) -> Utterance:
    return Utterance(
        text=text, voice=speech.voice(language="en", voice_id=None), speed=1.0
    )
