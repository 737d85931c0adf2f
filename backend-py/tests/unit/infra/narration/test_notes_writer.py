"""The writer without a model."""

import pytest

from tests.contracts.narrator_gateway import (
    NarratorContract,
    an_order,
    standing,
    told,
)
from walkumentary.gateway.narrator import (
    LanguageNotAvailable,
    NarratorGateway,
    StyleNotAvailable,
)
from walkumentary.infra.narration.notes_writer import NotesWriter


class TestNotesWriter(NarratorContract):
    @pytest.fixture
    def narrator(self) -> NarratorGateway:
        return NotesWriter()


def test_a_style_without_phrases_is_refused_naming_those_that_work() -> None:
    writer = NotesWriter()

    with pytest.raises(StyleNotAvailable) as refusal:
        writer.check(style="witty", language="en", available=["en"])

    assert "conversational" in refusal.value.detail
    assert refusal.value.fields[0].pointer == "/narration_style"


def test_a_language_without_notes_is_refused_naming_those_that_work() -> None:
    writer = NotesWriter()

    with pytest.raises(LanguageNotAvailable) as refusal:
        writer.check(style="friendly", language="nl", available=["fr", "en"])

    assert "en, fr" in refusal.value.detail
    assert refusal.value.fields[0].pointer == "/language"


@pytest.mark.parametrize("tag", ["", "not a tag", "x"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    writer = NotesWriter()

    with pytest.raises(LanguageNotAvailable):
        writer.check(style="friendly", language=tag, available=["en"])


async def test_a_resumed_narration_is_the_one_that_was_begun() -> None:
    writer, order = NotesWriter(), an_order(style="dramatic", words=340)
    whole = await told(writer, order)

    pieced = [
        (await told(writer, standing(order, whole[:n])))[0] for n in range(len(whole))
    ]

    assert pieced == whole
