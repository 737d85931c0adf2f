"""The promises of the notes port, written side."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.knowledge import (
    EMBEDDER,
    Knowledge,
    a_landmark,
    a_word,
    put_notes,
    reader_of,
    vectors_of,
)
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.gateway.notes import NoteScope

AWKWARD = 'Quotes " \' \\ $1 %s :x {"a": [1]}\n\t 日本 🗺️ ß é null --'


async def _read(knowledge: Knowledge, note: Note) -> Note:
    (found,) = await knowledge.notes.cited([note.id], actor=SYSTEM)
    return found


async def _left(knowledge: Knowledge, notes: Sequence[Note]) -> set[str]:
    found = await knowledge.notes.cited([note.id for note in notes], actor=SYSTEM)
    return {note.source_id for note in found}


class NotesGatewayContract(PortContract):
    """Notes are stored once, with the vector of what they say."""

    async def test_a_note_comes_back_as_it_was_stored(
        self, knowledge: Knowledge
    ) -> None:
        place, _ = await a_landmark(knowledge, "First.")
        note = replace(
            makers.a_note(place_id=place.id, position=1, title=AWKWARD, text=AWKWARD),
            tags=("historical", AWKWARD),
            source_url="https://example.org",
        )

        await put_notes(knowledge, [note])

        assert await _read(knowledge, note) == note

    async def test_changed_content_raises_the_version(
        self, knowledge: Knowledge
    ) -> None:
        _, (note,) = await a_landmark(knowledge, "The tower is old.")
        changed = replace(note, id=makers.a_note_id(), text="The tower is new.")

        await put_notes(knowledge, [changed])

        assert await _read(knowledge, note) == replace(changed, id=note.id, version=2)

    async def test_equal_content_changes_nothing(self, knowledge: Knowledge) -> None:
        _, (note,) = await a_landmark(knowledge, "The tower is old.")

        await put_notes(knowledge, [note])

        assert await _read(knowledge, note) == note

    async def test_changed_content_is_found_by_its_new_vector(
        self, knowledge: Knowledge
    ) -> None:
        place, (note,) = await a_landmark(knowledge, "Nothing of interest.")
        await put_notes(knowledge, [replace(note, text="Windmills grind mustard.")])
        (wish,) = await vectors_of("windmills grinding mustard")

        (hit,) = await knowledge.notes.search(
            "mustard",
            wish,
            actor=makers.an_actor(),
            scope=NoteScope(place_id=place.id),
            limit=5,
        )

        assert hit.vector is not None
        assert hit.vector.score > 0.5

    async def test_only_listed_notes_of_the_source_are_kept(
        self, knowledge: Knowledge
    ) -> None:
        place, _ = await a_landmark(knowledge, "Another source.")
        source = a_word()
        notes = [
            makers.a_note(place_id=place.id, source=source, source_id=name)
            for name in ("rome/a", "rome/b", "paris/a")
        ]
        await put_notes(knowledge, notes)

        async with knowledge.begin(SYSTEM) as work:
            removed = await work.notes.keep_only(
                source=source, prefix="rome/", source_ids=["rome/b"]
            )
            await work.commit()

        assert removed == 1
        assert await _left(knowledge, notes) == {"rome/b", "paris/a"}

    async def test_nothing_is_loaded_before_it_is(self, knowledge: Knowledge) -> None:
        async with knowledge.begin(SYSTEM) as work:
            assert await work.notes.pack_hash(a_word()) is None

    async def test_the_newest_pack_hash_stands(self, knowledge: Knowledge) -> None:
        key = a_word()
        for content_hash in ("old", "new"):
            async with knowledge.begin(SYSTEM) as work:
                await work.notes.set_pack_hash(key, content_hash)
                await work.commit()

        async with knowledge.begin(SYSTEM) as work:
            assert await work.notes.pack_hash(key) == "new"

    async def test_nobody_writes_a_public_note_but_the_system(
        self, knowledge: Knowledge
    ) -> None:
        _, (note,) = await a_landmark(knowledge, "Public.")
        other = replace(note, id=makers.a_note_id(), source_id=a_word())

        with pytest.raises(Forbidden):
            async with knowledge.begin(reader_of(makers.a_user_id())) as work:
                await work.notes.put_all(
                    [other],
                    embedder=EMBEDDER.name,
                    embeddings=await EMBEDDER.embed([other.text]),
                )
