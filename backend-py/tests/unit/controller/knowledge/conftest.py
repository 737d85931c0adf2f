"""The routes of places and notes over the in-memory adapters."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI

from tests import makers
from tests.contracts.knowledge import Knowledge
from tests.unit.usecase.doubles import (
    ListedPacks,
    ListedPictures,
    ScriptedGeocoder,
    WatchedEmbedder,
    memory_knowledge,
    place_usecases,
)
from walkumentary.controller.notes.routes import router as notes_router
from walkumentary.controller.places.routes import router as places_router
from walkumentary.controller.problem import install_problems
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.gateway.accounts import IssuedToken
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import assert_no_open_work
from walkumentary.infra.memory.vision import ScriptedVision
from walkumentary.usecase.notes import NoteUseCases
from walkumentary.usecase.notes.check_pack import CheckPack
from walkumentary.usecase.notes.load_packs import LoadPacks
from walkumentary.usecase.notes.read_place_notes import ReadPlaceNotes
from walkumentary.usecase.notes.search_notes import SearchNotes
from walkumentary.usecase.places import PlaceUseCases

ME = makers.an_actor()


@dataclass(frozen=True, slots=True)
class KnowledgeUseCases:
    """The contexts that these routes ask for."""

    places: PlaceUseCases
    notes: NoteUseCases


class OneIdentity:
    """Knows one token."""

    def issue(self, actor: Actor) -> IssuedToken:
        raise NotImplementedError

    async def verify(self, token: str) -> Actor:
        if token != "it.is.me":  # noqa: S105  not a secret
            raise Unauthenticated("Unknown token.")
        return ME


@pytest.fixture
def knowledge() -> Knowledge:
    return memory_knowledge(MemoryStore())


@pytest.fixture
def embedder() -> WatchedEmbedder:
    return WatchedEmbedder()


@pytest.fixture
def geocoder() -> ScriptedGeocoder:
    return ScriptedGeocoder()


@pytest.fixture
def pictures() -> ListedPictures:
    return ListedPictures()


@pytest.fixture
def vision() -> ScriptedVision:
    return ScriptedVision(before=assert_no_open_work)


@pytest.fixture
def app(
    knowledge: Knowledge,
    embedder: WatchedEmbedder,
    geocoder: ScriptedGeocoder,
    pictures: ListedPictures,
    vision: ScriptedVision,
) -> FastAPI:
    app = FastAPI()
    install_problems(app)
    app.include_router(places_router)
    app.include_router(notes_router)
    app.state.identity = OneIdentity()
    app.state.usecases = KnowledgeUseCases(
        places=place_usecases(
            knowledge, geocoder=geocoder, pictures=pictures, vision=vision
        ),
        notes=NoteUseCases(
            search=SearchNotes(
                places=knowledge.places, notes=knowledge.notes, embedder=embedder
            ),
            of_place=ReadPlaceNotes(places=knowledge.places, notes=knowledge.notes),
            load_packs=LoadPacks(
                begin=knowledge.begin, packs=ListedPacks([]), embedder=embedder
            ),
            check_pack=CheckPack(packs=ListedPacks([])),
        ),
    )
    return app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),
        base_url="http://test",
        headers={"authorization": "Bearer it.is.me"},
    ) as client:
        yield client
