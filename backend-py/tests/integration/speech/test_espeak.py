"""The real espeak-ng: the contract, its voices, its pace and its letters."""

import asyncio
import tomllib
from collections.abc import AsyncIterator, Sequence
from importlib.resources import files

import pytest
import pytest_asyncio

from tests.contracts.speech_gateway import (
    SpeechGatewayContract,
    decoded,
    loudness_db,
)
from tests.integration.speech.notes import NOTES
from tests.integration.speech.prose import PROSE
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.domain.shared.text import sentences, word_count
from walkumentary.gateway.speech import Utterance, Voice, VoiceNotAvailable
from walkumentary.infra.speech import espeak_voices
from walkumentary.infra.speech.espeak import EspeakSpeech

NAMES_AND_NUMBERS, EASIER_NOTES = 0.835, 1.03
"""What the measured rates allow for; see espeak_voices.WORDS_PER_S."""
SENTENCE = "His father, a poor shoemaker from Leiden, never saw it finished."


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def speech() -> AsyncIterator[EspeakSpeech]:
    async with EspeakSpeech(children=2) as espeak:
        yield espeak


class TestEspeak(SpeechGatewayContract):
    """The contract's fixture is this module's."""


@pytest.mark.parametrize(
    ("language", "voice_id"),
    [
        ("en", "en-gb"),
        ("en-US", "en-us"),
        ("nl-BE", "nl"),
        ("fr", "fr-fr"),
        ("pt-BR", "pt-br"),
        ("zh-Hans-CN", "cmn"),
        ("no", "nb"),
        ("EN", "en-gb"),
    ],
)
async def test_the_default_voice_of_a_language(language: str, voice_id: str) -> None:
    assert EspeakSpeech().voice(language=language, voice_id=None).id == voice_id


async def test_a_voice_of_another_language_is_refused_with_those_that_fit() -> None:
    with pytest.raises(VoiceNotAvailable, match="there are nl") as refused:
        EspeakSpeech().voice(language="nl", voice_id="en-gb")

    assert [problem.pointer for problem in refused.value.fields] == ["/voice"]


async def test_a_voice_of_another_provider_is_refused(speech: EspeakSpeech) -> None:
    alloy = Voice(
        id="alloy", provider="openai", model="tts-1", language="en", words_per_s=2.7
    )

    with pytest.raises(VoiceNotAvailable):
        await speech.speak(Utterance(text=SENTENCE, voice=alloy, speed=1))


@pytest.mark.parametrize("language", sorted(NOTES))
async def test_a_language_keeps_its_pace_on_notes(
    speech: EspeakSpeech, language: str
) -> None:
    voice = speech.voice(language=language, voice_id=None)

    rate = await _words_per_s(speech, voice, sentences(NOTES[language]))

    assert rate * EASIER_NOTES == pytest.approx(voice.words_per_s, rel=0.02)


@pytest.mark.parametrize("language", sorted(PROSE.keys() - NOTES.keys()))
async def test_a_language_without_notes_keeps_its_pace_on_prose(
    speech: EspeakSpeech, language: str
) -> None:
    voice = speech.voice(language=language, voice_id=None)

    rate = await _words_per_s(speech, voice, sentences(PROSE[language]))

    assert rate * NAMES_AND_NUMBERS == pytest.approx(voice.words_per_s, rel=0.02)


@pytest.mark.parametrize("voice_id", ["en-gb", "en-us"])
async def test_english_keeps_its_pace_on_the_starter_notes(
    speech: EspeakSpeech, voice_id: str
) -> None:
    voice = speech.voice(language="en", voice_id=voice_id)

    rate = await _words_per_s(speech, voice, _starter_sentences()[::200])

    assert rate == pytest.approx(voice.words_per_s, rel=0.08)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Het is één huis aan de Café-kade — ’s avonds dicht."),
        ("pl", "Zażółć gęślą jaźń."),
        ("el", "Η Αθήνα είναι όμορφη."),
        ("ru", "Москва стоит на реке."),
        ("zh", "这座桥很老。"),
        ("hi", "यह पुल पुराना है।"),
        (
            "en",
            "A naïve café, Zürich Straße 😀 \ud83d & <b>[[or not]]</b> \0.",
        ),
    ],
)
async def test_letters_of_all_kinds_are_spoken(
    speech: EspeakSpeech, language: str, text: str
) -> None:
    voice = speech.voice(language=language, voice_id=None)

    spoken = await speech.speak(Utterance(text=text, voice=voice, speed=1))

    assert spoken.duration_s > 1
    assert loudness_db(decoded(spoken.data)) > -24


async def test_a_sentence_sounds_the_same_from_every_child_at_any_time() -> None:
    async with EspeakSpeech(children=1) as one, EspeakSpeech(children=1) as other:
        await one.speak(_english(one, "Something else came first."))

        first = await one.speak(_english(one, SENTENCE))
        second = await other.speak(_english(other, SENTENCE))

    assert first == second


async def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(espeak_voices, "find_spec", lambda _: None)

    with pytest.raises(GatewayUnavailable, match=r"walkumentary\[espeak\]"):
        EspeakSpeech().voice(language="en", voice_id=None)


def _english(speech: EspeakSpeech, text: str) -> Utterance:
    voice = speech.voice(language="en", voice_id=None)
    return Utterance(text=text, voice=voice, speed=1)


async def _words_per_s(
    speech: EspeakSpeech, voice: Voice, texts: Sequence[str]
) -> float:
    spoken = await asyncio.gather(
        *(speech.speak(Utterance(text=text, voice=voice, speed=1)) for text in texts)
    )
    return sum(map(word_count, texts)) / sum(one.duration_s for one in spoken)


def _starter_sentences() -> Sequence[str]:
    packs = sorted(files("walkumentary").joinpath("starter").iterdir(), key=str)
    cities = [tomllib.loads(pack.read_text("utf-8")) for pack in packs]
    return [
        sentence
        for city in cities
        for landmark in city["landmark"]
        for note in landmark["note"]
        for sentence in sentences(note["text"])
    ]
