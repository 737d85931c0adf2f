"""The promises of the notes port, reading side."""

from collections.abc import Sequence

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.knowledge import (
    Knowledge,
    a_landmark,
    a_word,
    north_of,
    put_notes,
    put_place,
    reader_of,
    somewhere,
    vectors_of,
)
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.notes import Landmark, NoteHit, NoteScope, Vector
from walkumentary.gateway.unit_of_work import DatabaseUnavailable

PILES = "Builders drove wooden piles through the peat below the palace."
SOUP = "Market women sold hot pea soup beside the weigh house."
BELLS = "François Hemony cast the bells of the carillon for the tower."


async def _search(
    knowledge: Knowledge,
    text: str,
    scope: NoteScope,
    *,
    actor: Actor | None = None,
    limit: int = 10,
) -> list[NoteHit]:
    (vector,) = await vectors_of(text)
    found = await knowledge.notes.search(
        text, vector, actor=actor or makers.an_actor(), scope=scope, limit=limit
    )
    return list(found)


async def _landmarks(
    knowledge: Knowledge,
    centre: Coordinates,
    *,
    actor: Actor | None = None,
    radius_m: float = 1_000,
    wishes: Sequence[Vector] = (),
    limit: int = 100,
) -> list[Landmark]:
    found = await knowledge.notes.landmarks(
        centre,
        actor=actor or makers.an_actor(),
        radius_m=radius_m,
        language="en",
        wishes=wishes,
        limit=limit,
    )
    return list(found)


def _texts(hits: Sequence[NoteHit]) -> list[str]:
    return [hit.note.text for hit in hits]


class NotesReaderContract(PortContract):
    """Notes retrieved by what they say and by where they belong."""

    async def test_the_note_that_answers_comes_first(
        self, knowledge: Knowledge
    ) -> None:
        place, _ = await a_landmark(knowledge, SOUP, PILES, BELLS)

        hits = await _search(
            knowledge, "wooden piles below the palace", NoteScope(place_id=place.id)
        )

        assert hits[0].note.text == PILES
        assert hits[0].place_name == place.name

    async def test_a_hit_says_why(self, knowledge: Knowledge) -> None:
        place, _ = await a_landmark(knowledge, SOUP, PILES, BELLS)

        hits = await _search(
            knowledge, "wooden piles below the palace", NoteScope(place_id=place.id)
        )

        best = hits[0]
        assert best.vector is not None
        assert best.text is not None
        assert (best.vector.rank, best.text.rank) == (1, 1)
        assert 0 < best.vector.score <= 1
        assert best.score == pytest.approx(2 / 61)

    async def test_what_shares_only_parts_of_words_is_found_by_vector(
        self, knowledge: Knowledge
    ) -> None:
        place, _ = await a_landmark(knowledge, SOUP, PILES, BELLS)

        hits = await _search(
            knowledge, "Francoiz Hemonny carillonneur", NoteScope(place_id=place.id)
        )

        assert _texts(hits)[:1] == [BELLS]
        assert hits[0].text is None

    @pytest.mark.parametrize("text", ["zxqv wkpj", "quantum blockchain", "?!", "\x00"])
    async def test_nonsense_is_not_answered(
        self, knowledge: Knowledge, text: str
    ) -> None:
        place, _ = await a_landmark(knowledge, SOUP, PILES, BELLS)

        assert await _search(knowledge, text, NoteScope(place_id=place.id)) == []

    async def test_without_a_vector_words_answer(self, knowledge: Knowledge) -> None:
        place, _ = await a_landmark(knowledge, SOUP, PILES, BELLS)

        hits = await knowledge.notes.search(
            "wooden piles",
            None,
            actor=makers.an_actor(),
            scope=NoteScope(place_id=place.id),
            limit=5,
        )

        assert _texts(hits) == [PILES]
        assert hits[0].vector is None

    async def test_only_notes_of_the_place_answer(self, knowledge: Knowledge) -> None:
        place, _ = await a_landmark(knowledge, SOUP)
        await a_landmark(knowledge, PILES)

        assert await _search(knowledge, PILES, NoteScope(place_id=place.id)) == []

    async def test_only_notes_around_answer(self, knowledge: Knowledge) -> None:
        here = somewhere()
        inside, _ = await a_landmark(knowledge, PILES, position=north_of(here, 90))
        await a_landmark(knowledge, PILES, position=north_of(here, 110))

        hits = await _search(knowledge, PILES, NoteScope(centre=here, radius_m=100))

        assert [hit.note.place_id for hit in hits] == [inside.id]

    async def test_only_notes_in_the_language_answer(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        await a_landmark(knowledge, PILES, position=here, language="nl")
        english, _ = await a_landmark(knowledge, PILES, position=here)

        hits = await _search(
            knowledge, PILES, NoteScope(centre=here, radius_m=100, language="en")
        )

        assert [hit.note.place_id for hit in hits] == [english.id]

    async def test_without_a_language_every_language_answers(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        for language in ("de", "fr", "es", "it", "nl", "en", "fi"):
            await a_landmark(knowledge, PILES, position=here, language=language)

        hits = await _search(knowledge, PILES, NoteScope(centre=here, radius_m=100))

        assert len(hits) == 7
        assert all(hit.text for hit in hits)

    async def test_only_notes_with_one_of_the_tags_answer(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        await a_landmark(knowledge, PILES, position=here, tags=("historical",))
        food, _ = await a_landmark(
            knowledge, PILES, position=here, tags=("culinary", "local")
        )

        hits = await _search(
            knowledge,
            PILES,
            NoteScope(centre=here, radius_m=100, tags=("culinary", "evening")),
        )

        assert [hit.note.place_id for hit in hits] == [food.id]

    async def test_no_more_than_the_limit_answer(self, knowledge: Knowledge) -> None:
        here = somewhere()
        for _ in range(3):
            await a_landmark(knowledge, PILES, position=here)

        hits = await _search(
            knowledge, PILES, NoteScope(centre=here, radius_m=100), limit=2
        )

        assert len(hits) == 2

    async def test_a_private_note_reaches_nobody_but_its_owner(
        self, knowledge: Knowledge
    ) -> None:
        here, owner = somewhere(), makers.a_user_id()
        place, (note,) = await a_landmark(
            knowledge, PILES, position=here, owner_id=owner
        )
        scope, stranger, me = (
            NoteScope(centre=here, radius_m=100),
            makers.an_actor(),
            reader_of(owner),
        )
        read = knowledge.notes

        assert await _search(knowledge, PILES, scope, actor=stranger) == []
        assert await _search(knowledge, PILES, NoteScope(), actor=stranger) == [
            hit
            for hit in await _search(knowledge, PILES, NoteScope(), actor=stranger)
            if hit.note.id != note.id
        ]
        assert await _landmarks(knowledge, here, actor=stranger) == []
        assert list(await read.cited([note.id], actor=stranger)) == []
        told = await read.of_places([place.id], actor=stranger, language="en")
        assert list(told[place.id]) == []
        assert list(await read.languages(here, actor=stranger, radius_m=100)) == []

        assert len(await _search(knowledge, PILES, scope, actor=me)) == 1
        (landmark,) = await _landmarks(knowledge, here, actor=me)
        assert landmark.notes[0].owned
        assert list(await read.cited([note.id], actor=me)) == [note]

    async def test_notes_of_places_come_in_reading_order(
        self, knowledge: Knowledge
    ) -> None:
        place, _ = await a_landmark(knowledge, PILES, SOUP, BELLS)
        other, _ = await a_landmark(knowledge, BELLS)
        silent = makers.a_place_id()

        told = await knowledge.notes.of_places(
            [place.id, other.id, silent], actor=makers.an_actor(), language="en"
        )

        assert {id_: [note.text for note in notes] for id_, notes in told.items()} == {
            place.id: [PILES, SOUP, BELLS],
            other.id: [BELLS],
            silent: [],
        }

    async def test_notes_of_places_are_in_the_language(
        self, knowledge: Knowledge
    ) -> None:
        place, _ = await a_landmark(knowledge, PILES, language="nl")

        told = await knowledge.notes.of_places(
            [place.id], actor=makers.an_actor(), language="en"
        )

        assert list(told[place.id]) == []

    async def test_names_of_places_come_with_aliases_city_and_country(
        self, knowledge: Knowledge
    ) -> None:
        place = makers.a_place(
            name=a_word(), short_name="", aliases=("Paleis op de Dam", "Stadhuis")
        )
        bare = makers.a_place(name=a_word(), aliases=(), position=somewhere())
        nowhere = makers.a_place_id()
        await put_place(knowledge, place)
        await put_place(knowledge, bare)

        named = await knowledge.notes.names_of(
            [place.id, bare.id, nowhere], actor=makers.an_actor()
        )

        assert {id_: list(names) for id_, names in named.items()} == {
            place.id: [
                place.name,
                "Paleis op de Dam",
                "Stadhuis",
                place.city,
                place.country,
            ],
            bare.id: [bare.name, bare.short_name, bare.city, bare.country],
            nowhere: [],
        }

    async def test_names_of_a_private_place_are_its_owners(
        self, knowledge: Knowledge
    ) -> None:
        owner = makers.a_user_id()
        place = makers.a_place(name=a_word(), owner_id=owner, position=somewhere())
        await put_place(knowledge, place)
        read, mine, other = knowledge.notes, reader_of(owner), makers.an_actor()

        assert list((await read.names_of([place.id], actor=mine))[place.id])
        assert list((await read.names_of([place.id], actor=other))[place.id]) == []

    async def test_cited_notes_that_are_gone_are_left_out(
        self, knowledge: Knowledge
    ) -> None:
        _, notes = await a_landmark(knowledge, PILES, SOUP)
        asked = [*(note.id for note in notes), makers.a_note_id()]

        cited = await knowledge.notes.cited(asked, actor=makers.an_actor())

        assert {note.id for note in cited} == {note.id for note in notes}

    async def test_languages_around_come_with_the_most_written_first(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        await a_landmark(knowledge, PILES, position=here, language="nl")
        await a_landmark(knowledge, PILES, SOUP, position=here, language="en")
        await a_landmark(
            knowledge, PILES, position=north_of(here, 2_000), language="fr"
        )

        languages = await knowledge.notes.languages(
            here, actor=makers.an_actor(), radius_m=1_000
        )

        assert list(languages) == ["en", "nl"]

    async def test_landmarks_come_nearest_first_with_their_notes(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        far, _ = await a_landmark(knowledge, SOUP, position=north_of(here, 400))
        near, notes = await a_landmark(
            knowledge, PILES, BELLS, position=north_of(here, 100)
        )
        await a_landmark(knowledge, PILES, position=here, language="nl")
        await a_landmark(knowledge, PILES, position=north_of(here, 1_001))

        landmarks = await _landmarks(knowledge, here)

        assert [one.place for one in landmarks] == [near, far]
        assert [one.distance_m for one in landmarks] == pytest.approx([100, 400], abs=1)
        assert [digest.id for digest in landmarks[0].notes] == [n.id for n in notes]
        assert [digest.words for digest in landmarks[0].notes] == [10, 11]
        assert [digest.tags for digest in landmarks[0].notes] == [("historical",)] * 2
        assert not landmarks[0].notes[0].owned

    async def test_landmarks_tell_how_close_each_note_is_to_each_wish(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        await a_landmark(knowledge, SOUP, BELLS, position=here)
        wishes = await vectors_of("pea soup", "bells of a carillon")

        (landmark,) = await _landmarks(knowledge, here, wishes=wishes)

        soup, bells = (digest.similarity for digest in landmark.notes)
        assert soup[0] > 0.2 > soup[1]
        assert bells[1] > 0.2 > bells[0]

    async def test_without_wishes_there_is_no_similarity(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        await a_landmark(knowledge, SOUP, position=here)

        (landmark,) = await _landmarks(knowledge, here)

        assert landmark.notes[0].similarity == ()

    async def test_words_are_counted_across_lines(self, knowledge: Knowledge) -> None:
        here = somewhere()
        place, _ = await a_landmark(knowledge, SOUP, position=here)
        note = makers.a_note(place_id=place.id, position=1, text="\n One  two\tthree\n")
        await put_notes(knowledge, [note])

        (landmark,) = await _landmarks(knowledge, here)

        assert landmark.notes[1].words == 3

    async def test_the_nearest_landmarks_stand_within_the_limit(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        for metres in (300, 100, 200):
            await a_landmark(knowledge, PILES, position=north_of(here, metres))

        landmarks = await _landmarks(knowledge, here, limit=2)

        assert [one.distance_m for one in landmarks] == pytest.approx([100, 200], abs=1)

    async def test_in_an_outage_the_database_is_unavailable(
        self, knowledge: Knowledge
    ) -> None:
        async with knowledge.outage() as away:
            with pytest.raises(DatabaseUnavailable):
                await _search(away, a_word(), NoteScope())
