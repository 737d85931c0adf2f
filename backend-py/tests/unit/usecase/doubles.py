"""Adapters in memory for the use cases of places and notes."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from tests.contracts.knowledge import EMBEDDER, Knowledge
from walkumentary.domain.accounts.usage import Bill, Subject, Usage
from walkumentary.domain.notes.pack import Pack
from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import GatewayError
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.text import folded
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.gateway.pictures import (
    Picture,
    PicturesGateway,
    PictureUnreadable,
)
from walkumentary.gateway.spending import Purchase, SpendingGateway
from walkumentary.gateway.vision import VisionGateway
from walkumentary.infra.geocoding.none import NoGeocoder
from walkumentary.infra.geocoding.openstreetmap import bounded
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.infra.memory.notes import MemoryNotesReader
from walkumentary.infra.memory.places import MemoryPlacesReader
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin, assert_no_open_work
from walkumentary.infra.system.clock import SystemClock
from walkumentary.infra.system.ids import UuidV7Ids
from walkumentary.infra.system.result_tokens import SealedResults
from walkumentary.usecase.places import PlaceUseCases
from walkumentary.usecase.places.detect_place import DetectPlace
from walkumentary.usecase.places.nearby_landmarks import NearbyLandmarks
from walkumentary.usecase.places.read_place import ReadPlace
from walkumentary.usecase.places.recognize_place import RecognizePlace
from walkumentary.usecase.places.search_places import SearchPlaces
from walkumentary.usecase.places.store_place import StorePlace
from walkumentary.usecase.places.surroundings import Surroundings


@dataclass(slots=True)
class WatchedEmbedder:
    """Embeds, unless told to fail; refuses to be called inside a transaction."""

    fails_with: GatewayError | None = None
    name: str = EMBEDDER.name
    calls: list[int] = field(default_factory=list)

    async def embed(
        self, texts: Sequence[str], *, bill: Bill | None = None
    ) -> NDArray[np.float32]:
        assert_no_open_work()
        self.calls.append(len(texts))
        if self.fails_with:
            raise self.fails_with
        return await EMBEDDER.embed(texts, bill=bill)


@dataclass(slots=True)
class ListedPacks:
    """Packs from a list; refuses to be read inside a transaction."""

    packs: Sequence[Pack]

    async def read(self, path: Path | None = None) -> Sequence[Pack]:
        assert_no_open_work()
        wanted = {path.stem} if path else {pack.city.key for pack in self.packs}
        return [pack for pack in self.packs if pack.city.key in wanted]


@dataclass(slots=True)
class ListedPictures:
    """Opens what it was given; refuses to be called inside a transaction."""

    pictures: dict[bytes, Picture] = field(default_factory=dict)

    async def open(self, content: bytes) -> Picture:
        assert_no_open_work()
        if content not in self.pictures:
            raise PictureUnreadable("The picture is broken.")
        return self.pictures[content]


def result_key() -> SigningKey:
    return SigningKey(
        kid="results", purpose="media", secret=b"results" * 5, created_at=NOON
    )


def result_seal() -> SealedResults:
    """Return a seal of a test's own."""
    return SealedResults(result_key(), clock=FixedClock())


class OpenPurse:
    """Lets everybody buy everything."""

    @asynccontextmanager
    async def buying(
        self, actor: Actor, *, kind: str, expected: Usage
    ) -> AsyncIterator[Purchase]:
        assert_no_open_work()
        assert expected.provider
        subject = Subject(kind, uuid4())
        yield Purchase(bill=Bill(owner_id=actor.user_id, subject=subject))


def place_usecases(
    knowledge: Knowledge,
    *,
    geocoder: GeocoderGateway | None = None,
    results: SealedResults | None = None,
    pictures: PicturesGateway | None = None,
    vision: VisionGateway | None = None,
    spending: SpendingGateway | None = None,
) -> PlaceUseCases:
    """Return what can be done with places, with a geocoder or without."""
    geocoder, results = geocoder or NoGeocoder(), results or result_seal()
    surroundings = Surroundings(places=knowledge.places, geocoder=geocoder)
    return PlaceUseCases(
        search=SearchPlaces(
            places=knowledge.places, geocoder=geocoder, results=results
        ),
        detect=DetectPlace(places=knowledge.places, surroundings=surroundings),
        read=ReadPlace(places=knowledge.places, notes=knowledge.notes),
        nearby=NearbyLandmarks(places=knowledge.places),
        recognize=RecognizePlace(
            pictures=pictures or ListedPictures(),
            places=knowledge.places,
            notes=knowledge.notes,
            surroundings=surroundings,
            vision=vision,
            spending=spending or OpenPurse(),
        ),
        store=StorePlace(
            begin=knowledge.begin,
            places=knowledge.places,
            surroundings=surroundings,
            results=results,
            ids=UuidV7Ids(SystemClock()),
        ),
    )


def memory_knowledge(store: MemoryStore) -> Knowledge:
    """Return places and notes over the store."""

    @asynccontextmanager
    async def outage() -> AsyncIterator[Knowledge]:
        store.reachable = False
        yield knowledge
        store.reachable = True

    knowledge = Knowledge(
        begin=MemoryBegin(store),
        places=MemoryPlacesReader(store),
        notes=MemoryNotesReader(store, embedder=EMBEDDER.name),
        outage=outage,
    )
    return knowledge


@dataclass(slots=True)
class ScriptedGeocoder:
    """Answers what it was given; refuses to be called inside a transaction."""

    places: Sequence[Place] = ()
    where: Whereabouts = field(default_factory=Whereabouts)
    fails_with: GatewayError | None = None
    finds_all: bool = False
    completes: bool = True
    searches: list[str] = field(default_factory=list)
    reversals: list[Coordinates] = field(default_factory=list)

    async def search(
        self,
        text: str,
        *,
        near: Coordinates | None,
        bound_m: float | None,
        language: str,
        limit: int,
    ) -> Sequence[Place]:
        assert_no_open_work()
        assert len(language) in {2, 3}
        self.searches.append(text)
        if self.fails_with:
            raise self.fails_with
        words = frozenset(folded(text).split())
        fitting = [
            one
            for one in self.places
            if self.finds_all or words & frozenset(folded(one.name).split())
        ]
        return bounded(fitting, near=near, bound_m=bound_m)[:limit]

    async def reverse(self, position: Coordinates, *, language: str) -> Whereabouts:
        assert_no_open_work()
        assert len(language) in {2, 3}
        self.reversals.append(position)
        if self.fails_with:
            raise self.fails_with
        return self.where
