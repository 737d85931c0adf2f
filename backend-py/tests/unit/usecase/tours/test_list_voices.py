"""The voices a tour can be spoken with."""

import pytest

from walkumentary.gateway.speech import VoiceNotAvailable
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.usecase.tours.list_voices import ListVoices, ListVoicesQuery


async def test_the_default_of_a_language_comes_first() -> None:
    listing = ListVoices(speech=ToneSpeech())

    offered = await listing.execute(ListVoicesQuery(language="de"))

    assert [(one.voice.id, one.is_default) for one in offered] == [
        ("hum", True),
        ("low-hum", False),
    ]


async def test_without_a_language_every_default_is_listed() -> None:
    listing = ListVoices(speech=ToneSpeech(hums_in=("nl", "en")))

    offered = await listing.execute(ListVoicesQuery())

    assert [(one.language, one.voice.language) for one in offered] == [
        ("en", "en"),
        ("nl", "nl"),
    ]
    assert all(one.is_default for one in offered)


async def test_a_language_nobody_speaks_is_refused_with_those_that_are() -> None:
    listing = ListVoices(speech=ToneSpeech(hums_in=("nl", "en")))

    with pytest.raises(VoiceNotAvailable, match="voices for en, nl") as refused:
        await listing.execute(ListVoicesQuery(language="xx"))

    assert [problem.pointer for problem in refused.value.fields] == ["/language"]
