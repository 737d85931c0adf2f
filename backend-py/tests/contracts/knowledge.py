"""What the suites of places and notes share: adapters, and things stored in them."""

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import uuid4

from tests import makers
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId, UserId
from walkumentary.gateway.notes import NotesReader, Vector
from walkumentary.gateway.places import PlacesReader
from walkumentary.gateway.unit_of_work import Begin, KnowledgeWork
from walkumentary.infra.embedding.lexical import LexicalEmbedder

METRES_PER_DEGREE = 111_195.0
EMBEDDER = LexicalEmbedder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """One set of adapters over one database; ``outage`` is a block without it."""

    begin: Begin[KnowledgeWork]
    places: PlacesReader
    notes: NotesReader
    outage: Callable[[], AbstractAsyncContextManager["Knowledge"]]


def somewhere() -> Coordinates:
    """Return a position that no other test uses, away from the poles."""
    return Coordinates(random.uniform(-60, 60), random.uniform(-170, 170))  # noqa: S311  tests may meet by chance


def a_word() -> str:
    """Return a word that no other place is called by."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in uuid4().hex[:12])


def north_of(position: Coordinates, metres: float) -> Coordinates:
    """Return the position so many metres to the north."""
    return Coordinates(
        position.latitude_deg + metres / METRES_PER_DEGREE, position.longitude_deg
    )


def reader_of(owner_id: UserId | None) -> Actor:
    """Return whoever may write what the owner has: the system, or the owner."""
    return SYSTEM if owner_id is None else makers.an_actor(user_id=owner_id)


async def vectors_of(*texts: str) -> list[Vector]:
    """Return the vectors of texts."""
    return list(await EMBEDDER.embed(texts))


async def put_place(knowledge: Knowledge, place: Place) -> PlaceId:
    """Store a place as whoever may."""
    async with knowledge.begin(reader_of(place.owner_id)) as work:
        (stored,) = await work.places.put_all([place])
        await work.commit()
    return stored


async def put_notes(knowledge: Knowledge, notes: Sequence[Note]) -> None:
    """Store notes of one owner with the vectors of their texts."""
    async with knowledge.begin(reader_of(notes[0].owner_id)) as work:
        await work.notes.put_all(
            notes,
            embedder=EMBEDDER.name,
            embeddings=await EMBEDDER.embed(
                [note.wording(place_name="") for note in notes]
            ),
        )
        await work.commit()


async def a_landmark(
    knowledge: Knowledge,
    *texts: str,
    position: Coordinates | None = None,
    owner_id: UserId | None = None,
    language: str = "en",
    tags: tuple[str, ...] = ("historical",),
) -> tuple[Place, list[Note]]:
    """Store a public place with a note per text, public or the owner's."""
    place = makers.a_place(name=a_word(), position=position or somewhere())
    await put_place(knowledge, place)
    notes = [
        makers.a_note(
            place_id=place.id,
            owner_id=owner_id,
            position=position,
            language=language,
            title="",
            text=text,
            tags=tags,
        )
        for position, text in enumerate(texts)
    ]
    await put_notes(knowledge, notes)
    return place, notes
