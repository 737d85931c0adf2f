"""Retrieval beyond what is ranked exactly: by index, and by words re-ranked."""

from collections.abc import AsyncIterator

import numpy as np
import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark, vectors_of
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.notes import DIMENSIONS, NoteScope, Vector
from walkumentary.infra.postgres.engine import Connections
from walkumentary.infra.postgres.notes_reader import PostgresNotesReader

PROVIDER = "provider-1"
TEXTS = [f"Number {n} of the old gates has a bell of iron." for n in range(20)]


def _direction(angle: float) -> Vector:
    """Return a vector of unit length, so many radians from the first axis."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    vector[0], vector[1] = np.cos(angle), np.sin(angle)
    return vector


@pytest.fixture
async def gates(knowledge: Knowledge) -> AsyncIterator[tuple[Place, list[Note]]]:
    """Twenty notes: the n-th lies n/10 radians away in the provider's space."""
    place, notes = await a_landmark(knowledge, *TEXTS)
    async with knowledge.begin(SYSTEM) as work:
        await work.notes.put_all(
            notes,
            embedder=PROVIDER,
            embeddings=np.stack([_direction(n / 10) for n in range(20)]),
        )
        await work.commit()
    yield place, notes
    async with knowledge.begin(SYSTEM) as work:
        await work.notes.keep_only(source="test", prefix="", source_ids=[])
        await work.commit()


async def test_the_index_of_vectors_finds_the_nearest_in_order(
    pool: Connections, gates: tuple[Place, list[Note]]
) -> None:
    reader = PostgresNotesReader(pool, embedder=PROVIDER, exact_up_to=0)

    hits = await reader.search(
        "zzz", _direction(0), actor=makers.an_actor(), scope=NoteScope(), limit=5
    )

    assert [hit.note.id for hit in hits] == [note.id for note in gates[1][:5]]
    assert [hit.vector and hit.vector.rank for hit in hits] == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("gates")
async def test_the_index_of_vectors_keeps_to_the_scope(
    pool: Connections, knowledge: Knowledge
) -> None:
    other, _ = await a_landmark(knowledge, "Another gate.", language="nl")
    reader = PostgresNotesReader(pool, embedder=PROVIDER, exact_up_to=0)
    scopes = [NoteScope(place_id=other.id), NoteScope(language="nl")]

    found = [
        await reader.search(
            "zzz", _direction(0), actor=makers.an_actor(), scope=scope, limit=5
        )
        for scope in scopes
    ]

    assert [list(hits) for hits in found] == [[], []]


async def test_vectors_and_words_are_fused_beyond_exact_ranking_too(
    pool: Connections, gates: tuple[Place, list[Note]]
) -> None:
    reader = PostgresNotesReader(pool, embedder=PROVIDER, exact_up_to=0)

    hits = await reader.search(
        "number 3", _direction(0.3), actor=makers.an_actor(), scope=NoteScope(), limit=1
    )

    assert hits[0].note.id == gates[1][3].id
    assert (hits[0].vector and hits[0].vector.rank) == 1
    assert hits[0].text is not None


async def test_lexical_vectors_re_rank_what_words_found(
    pool: Connections, gates: tuple[Place, list[Note]]
) -> None:
    reader = PostgresNotesReader(pool, embedder="lexical-1", exact_up_to=0)
    (vector,) = await vectors_of(TEXTS[7])
    (strange,) = await vectors_of("Nummer 7 gaten")

    found = await reader.search(
        TEXTS[7], vector, actor=makers.an_actor(), scope=NoteScope(), limit=3
    )
    wordless = await reader.search(
        "zzz", strange, actor=makers.an_actor(), scope=NoteScope(), limit=3
    )

    assert found[0].note.id == gates[1][7].id
    assert found[0].vector is not None
    assert list(wordless) == []


async def test_without_a_vector_words_answer_beyond_exact_ranking_too(
    pool: Connections, gates: tuple[Place, list[Note]]
) -> None:
    reader = PostgresNotesReader(pool, embedder=PROVIDER, exact_up_to=0)

    hits = await reader.search(
        TEXTS[7], None, actor=makers.an_actor(), scope=NoteScope(), limit=1
    )

    assert hits[0].note.id == gates[1][7].id
    assert hits[0].vector is None


async def test_exactly_as_many_as_can_be_are_ranked_exactly(
    pool: Connections, gates: tuple[Place, list[Note]]
) -> None:
    place, notes = gates
    scope = NoteScope(place_id=place.id)
    (vector,) = await vectors_of("Nummer gaten klokken ijzeren bell")

    counts = [
        len(
            await PostgresNotesReader(
                pool, embedder="lexical-1", exact_up_to=exact_up_to
            ).search("zzz", vector, actor=makers.an_actor(), scope=scope, limit=100)
        )
        for exact_up_to in (len(notes), len(notes) - 1)
    ]

    assert counts[0] > 0
    assert counts[1] == 0
