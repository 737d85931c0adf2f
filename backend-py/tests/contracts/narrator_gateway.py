"""What every writer of narrations promises."""

from abc import ABC, abstractmethod
from asyncio import gather
from dataclasses import replace

import pytest

from tests.contracts.base import PortContract
from tests.makers import a_note, a_place_id
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.text import sentences, word_count
from walkumentary.domain.tours.narration import Draft, NarratedSentence
from walkumentary.gateway.narrator import (
    LanguageNotAvailable,
    NarrationOrder,
    NarratorGateway,
)

_THEMES = {
    "historical": ("council", "treaty", "siege", "charter", "guild", "fire"),
    "architectural": ("gable", "tower", "vault", "staircase", "column", "roof"),
    "culinary": ("market", "bakery", "brewery", "cellar", "kitchen", "orchard"),
    "legends": ("ghost", "giant", "bell", "dragon", "well", "mermaid"),
    "artistic": ("mural", "statue", "mosaic", "window", "tapestry", "relief"),
}
_TEXT = (
    "The {thing} of the {name} is the one that people of the quarter still talk about "
    "when the {theme} side of their city comes up."
)


def some_notes(name: str = "Royal Palace") -> tuple[Note, ...]:
    """Return five notes of six sentences, 24 or 25 words each, all different."""
    place_id = a_place_id()
    return tuple(
        a_note(
            place_id=place_id,
            position=position,
            title=f"The {theme} side",
            tags=(theme,),
            text=" ".join(
                _TEXT.format(thing=thing, name=name, theme=theme) for thing in things
            ),
        )
        for position, (theme, things) in enumerate(_THEMES.items())
    )


def an_order(
    *,
    name: str = "Royal Palace",
    short_name: str = "the palace",
    notes: tuple[Note, ...] | None = None,
    interests: tuple[str, ...] = ("culinary",),
    style: str = "conversational",
    language: str = "en",
    words: int = 260,
    written: tuple[NarratedSentence, ...] = (),
) -> NarrationOrder:
    return NarrationOrder(
        name=name,
        short_name=short_name,
        notes=some_notes(name) if notes is None else notes,
        interests=interests,
        style=style,
        language=language,
        words=words,
        written=written,
    )


async def told(narrator: NarratorGateway, order: NarrationOrder) -> list[Draft]:
    return [draft async for draft in narrator.narrate(order)]


def standing(order: NarrationOrder, drafts: list[Draft]) -> NarrationOrder:
    """Return the order as it is asked again when these sentences stand."""
    lines = [
        NarratedSentence(draft.text, tuple(order.notes[n].id for n in draft.cites))
        for draft in drafts
    ]
    return replace(order, written=tuple(lines))


class NarratorContract(PortContract, ABC):
    """Run against every adapter; a subclass says only how to make one."""

    @pytest.fixture
    @abstractmethod
    def narrator(self) -> NarratorGateway: ...

    def test_it_says_who_it_is(self, narrator: NarratorGateway) -> None:
        writer = narrator.writer

        named = (writer.provider, writer.model, writer.prompt_version)

        assert all(named)

    def test_it_accepts_a_language_that_has_notes(
        self, narrator: NarratorGateway
    ) -> None:
        narrator.check(style="conversational", language="en", available=["nl", "en"])

    def test_it_accepts_a_regional_form_of_such_a_language(
        self, narrator: NarratorGateway
    ) -> None:
        narrator.check(style="conversational", language="en-GB", available=["en"])

    def test_it_refuses_where_there_are_no_notes(
        self, narrator: NarratorGateway
    ) -> None:
        with pytest.raises(LanguageNotAvailable):
            narrator.check(style="conversational", language="en", available=[])

    async def test_it_writes_one_whole_sentence_at_a_time(
        self, narrator: NarratorGateway
    ) -> None:
        order = an_order()

        drafts = await told(narrator, order)

        assert drafts
        assert all(draft.text[-1] in ".!?" for draft in drafts)
        assert all(draft.text == draft.text.strip() for draft in drafts)

    async def test_it_cites_only_notes_of_the_order(
        self, narrator: NarratorGateway
    ) -> None:
        order = an_order()

        drafts = await told(narrator, order)

        cited = {number for draft in drafts for number in draft.cites}
        assert cited
        assert cited <= set(range(len(order.notes)))

    async def test_every_sentence_of_a_note_is_cited_from_it(
        self, narrator: NarratorGateway
    ) -> None:
        order = an_order()

        drafts = await told(narrator, order)

        lines = [sentences(note.text) for note in order.notes]
        verbatim = [
            (draft.cites, n)
            for draft in drafts
            for n, of_note in enumerate(lines)
            if draft.text in of_note
        ]
        assert verbatim
        assert all(n in cites for cites, n in verbatim)

    @pytest.mark.parametrize("words", [170, 340, 510])
    async def test_it_keeps_to_the_length(
        self, narrator: NarratorGateway, words: int
    ) -> None:
        order = an_order(words=words)

        drafts = await told(narrator, order)

        written = sum(word_count(draft.text) for draft in drafts)
        assert written == pytest.approx(words, rel=0.15)

    async def test_it_says_nothing_twice(self, narrator: NarratorGateway) -> None:
        order = an_order(words=510)

        drafts = await told(narrator, order)

        assert len({draft.text for draft in drafts}) == len(drafts)

    async def test_it_goes_on_after_what_stands(
        self, narrator: NarratorGateway
    ) -> None:
        order = an_order()
        whole = await told(narrator, order)

        rest = await told(narrator, standing(order, whole[:3]))

        assert rest == whole[3:]

    async def test_it_adds_nothing_to_a_finished_narration(
        self, narrator: NarratorGateway
    ) -> None:
        order = an_order()
        whole = await told(narrator, order)

        rest = await told(narrator, standing(order, whole))

        assert rest == []

    async def test_two_narrations_at_once_do_not_mix(
        self, narrator: NarratorGateway
    ) -> None:
        palace, church = (
            an_order(),
            an_order(name="New Church", short_name="the church"),
        )

        told_palace, told_church = await gather(
            told(narrator, palace), told(narrator, church)
        )

        assert told_palace == await told(narrator, palace)
        assert told_church == await told(narrator, church)
        assert not any("Church" in draft.text for draft in told_palace)

    async def test_a_listener_may_leave_early(self, narrator: NarratorGateway) -> None:
        order = an_order()
        whole = await told(narrator, order)

        heard = narrator.narrate(order)
        first = await anext(heard)
        del heard

        assert first == whole[0]
