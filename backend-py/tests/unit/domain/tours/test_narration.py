"""A narration and a piece of audio are addressed by what determines them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests import makers
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.ids import NarrationKey, PieceKey, PlaceId, UserId
from walkumentary.domain.tours.narration import (
    Writer,
    narration_key,
    piece_key,
    private_owner,
)

PLACE = makers.a_place_id()
NOTES = (makers.a_note(place_id=PLACE), makers.a_note(place_id=PLACE, position=1))
WRITER = Writer(provider="notes", model="composer-1", prompt_version="1")
ANNA, BEN = makers.a_user_id(), makers.a_user_id()


def a_key(
    *,
    place_id: PlaceId = PLACE,
    notes: tuple[Note, ...] = NOTES,
    interests: tuple[str, ...] = ("historical", "culinary"),
    style: str = "conversational",
    language: str = "en",
    words: int = 260,
    writer: Writer = WRITER,
) -> NarrationKey:
    return narration_key(
        place_id=place_id,
        notes=notes,
        interests=interests,
        style=style,
        language=language,
        words=words,
        writer=writer,
    )


def owned(owner: UserId) -> tuple[Note, ...]:
    return (NOTES[0], replace(NOTES[1], owner_id=owner))


@pytest.mark.parametrize(
    "other",
    [
        lambda: a_key(place_id=makers.a_place_id()),
        lambda: a_key(notes=NOTES[:1]),
        lambda: a_key(notes=(NOTES[0], replace(NOTES[1], version=2))),
        lambda: a_key(notes=owned(ANNA)),
        lambda: a_key(interests=("historical",)),
        lambda: a_key(interests=("culinary", "historical")),
        lambda: a_key(style="scholarly"),
        lambda: a_key(language="nl"),
        lambda: a_key(words=340),
        lambda: a_key(writer=replace(WRITER, provider="openai")),
        lambda: a_key(writer=replace(WRITER, model="composer-2")),
        lambda: a_key(writer=replace(WRITER, prompt_version="2")),
    ],
)
def test_whatever_determines_a_narration_changes_its_key(
    other: Callable[[], NarrationKey],
) -> None:
    assert other() != a_key()


def test_nothing_else_changes_it() -> None:
    reordered = (NOTES[1], NOTES[0])
    recited = tuple(replace(note, source_name="Other", title="New") for note in NOTES)

    assert a_key() == a_key(notes=reordered) == a_key(notes=recited)


def test_private_notes_are_told_to_their_owner_alone() -> None:
    assert a_key(notes=owned(ANNA)) != a_key(notes=owned(BEN))
    assert (private_owner(owned(ANNA)), private_owner(NOTES)) == (ANNA, None)


def a_piece_key(
    *,
    text: str = "Look up.",
    voice: str = "en-gb",
    provider: str = "espeak",
    model: str = "1.52",
    speed: float = 1.0,
    owner: UserId | None = None,
) -> PieceKey:
    return piece_key(
        text=text,
        voice=voice,
        provider=provider,
        model=model,
        speed=speed,
        owner=owner,
    )


@pytest.mark.parametrize(
    "other",
    [
        lambda: a_piece_key(text="Look up!"),
        lambda: a_piece_key(voice="en-us"),
        lambda: a_piece_key(provider="openai"),
        lambda: a_piece_key(model="1.53"),
        lambda: a_piece_key(speed=1.1),
        lambda: a_piece_key(owner=ANNA),
    ],
)
def test_whatever_determines_a_sound_changes_its_key(
    other: Callable[[], PieceKey],
) -> None:
    assert other() != a_piece_key()


def test_equal_sounds_have_equal_keys() -> None:
    assert a_piece_key(speed=1) == a_piece_key(speed=1.0)
    assert len(a_piece_key()) == len(a_key()) == 64
