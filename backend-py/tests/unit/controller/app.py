"""The whole HTTP application over adapters in memory: no socket, no real clock."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from uuid import uuid4

import httpx
from fastapi import FastAPI

from tests import makers
from tests.contracts.database import owner_of, voiced
from tests.contracts.knowledge import EMBEDDER
from tests.packs import CENTRE, a_pack
from tests.people import TOKEN_TTL_S, local_identity
from tests.unit.usecase.doubles import ListedPacks, result_seal
from tests.unit.usecase.tours.money import (
    ADDRESSES,
    GRATIS,
    UNCOUNTED,
    UNCOUNTED_GUESTS,
)
from walkumentary.bootstrap.api import LAPTOP, attach, create_app
from walkumentary.bootstrap.edge import Edge
from walkumentary.bootstrap.usecases import Gateways
from walkumentary.domain.accounts.api_key import ServiceKeys, hash_of
from walkumentary.domain.accounts.limits import GuestLimits, Limits
from walkumentary.domain.ops.health import HealthState
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.audio import FRAME_BYTES
from walkumentary.domain.tours.tour import Sentence, Tour
from walkumentary.gateway.accounts import SigningKey, TokensGateway
from walkumentary.gateway.cache import CacheGateway
from walkumentary.gateway.events import Signal, tour_topic
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.gateway.google import GoogleGateway
from walkumentary.gateway.health import Look
from walkumentary.gateway.unit_of_work import TourWork
from walkumentary.infra.alerting.alerts import Alerts
from walkumentary.infra.caching.cache import StoreCache
from walkumentary.infra.geocoding.none import NoGeocoder
from walkumentary.infra.identity.probe import AccountsProbe
from walkumentary.infra.limiting.memory import MemoryRateLimits
from walkumentary.infra.memory.api_keys import MemoryApiKeysReader
from walkumentary.infra.memory.cache import MemoryStoreOfBytes
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.events import MemoryEventsReader, MemorySignals
from walkumentary.infra.memory.export import MemoryExport
from walkumentary.infra.memory.idempotency import MemoryIdempotency
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.infra.memory.mail import MemoryMail
from walkumentary.infra.memory.narrator import ScriptedNarrator
from walkumentary.infra.memory.notes import MemoryNotesReader
from walkumentary.infra.memory.places import MemoryPlacesReader
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.infra.memory.storage import MemoryFiles
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.tour_views import MemoryToursReader
from walkumentary.infra.memory.unit_of_work import MemoryBegin, assert_no_open_work
from walkumentary.infra.memory.usage import MemoryUsageReader
from walkumentary.infra.pictures.decoder import SandboxedPictures
from walkumentary.infra.pricing.catalogue import PriceCatalogue
from walkumentary.infra.routing.estimated import EstimatedRoutes
from walkumentary.infra.storage.starter_packs import TomlPacks
from walkumentary.infra.system.admission import BoundedQueue
from walkumentary.infra.system.keyring import Keyring
from walkumentary.infra.system.media_urls import SignedMediaUrls
from walkumentary.infra.system.stopwatch import LoopStopwatch
from walkumentary.infra.system.tokens import SignedTokens
from walkumentary.usecase import UseCases
from walkumentary.usecase.notes.load_packs import LoadPacks, LoadPacksCommand
from walkumentary.usecase.tours.telling import tell_status

ME = makers.an_actor()
STRANGER = makers.an_actor()
WALK: dict[str, object] = {
    "coordinates": {
        "latitude": CENTRE.latitude_deg,
        "longitude": CENTRE.longitude_deg,
    },
    "interests": ["history"],
    "duration_minutes": 20,
}
"""A body that names a walk in the test city."""
TTL_S = 3_600
SERVICE_KEY = "a-key-of-the-settings"


def _key(purpose: str) -> SigningKey:
    return SigningKey(
        kid=purpose,
        purpose=purpose,
        secret=hashlib.sha256(purpose.encode()).digest(),
        created_at=makers.NOON,
    )


TOKEN_KEY = _key("token")


@dataclass(slots=True)
class SetProbe:
    """Finds what the test sets."""

    component: str = "database"
    state: HealthState = HealthState.UP

    async def look(self) -> Look:
        return Look(state=self.state, detail=f"is {self.state}")


@dataclass(slots=True)
class WatchedSignals:
    """Says when somebody has begun to listen."""

    inner: MemorySignals
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def listen(self, topic: str) -> AsyncIterator[Signal]:
        async with self.inner.listen(topic) as signal:
            self.heard.set()
            yield signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """The application with the adapters a test may steer."""

    app: FastAPI
    gateways: Gateways
    tokens: TokensGateway
    store: MemoryStore
    clock: FixedClock
    files: MemoryFiles
    speech: ToneSpeech
    narrator: ScriptedNarrator
    probe: SetProbe
    mail: MemoryMail
    signals: WatchedSignals

    @property
    def usecases(self) -> UseCases:
        usecases: UseCases = self.app.state.usecases
        return usecases

    def client(self, actor: Actor | None = ME) -> httpx.AsyncClient:
        """Return somebody's client; None is nobody known."""
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app, raise_app_exceptions=False),
            base_url="http://test",
            headers=self.bearer(actor) if actor else {},
        )

    def bearer(self, actor: Actor) -> dict[str, str]:
        token = self.tokens.issue(actor, session_id=uuid4()).access_token
        return {"authorization": f"Bearer {token}"}

    async def load_city(self) -> None:
        """Have landmarks with notes around ``CENTRE``."""
        load = LoadPacks(
            begin=self.gateways.begin_knowledge,
            packs=ListedPacks([a_pack()]),
            embedder=EMBEDDER,
        )
        await load.execute(LoadPacksCommand())

    async def keep(self, tour: Tour, sentences: Sequence[Sentence] = ()) -> Tour:
        """Store a tour with what it says; spoken sentences get their sound."""
        silent = [replace(s, piece_key=None, frames=None) for s in sentences]
        async with self.gateways.begin_tour(owner_of(tour)) as work:
            await work.tours.add(tour)
            await work.tours.add_sentences(tour.id, silent)
            await work.commit()
        await self.speak(tour, sentences)
        return tour

    async def speak(self, tour: Tour, sentences: Sequence[Sentence]) -> None:
        """Give stored sentences their sound."""
        async with self.gateways.begin_tour(owner_of(tour)) as work:
            for sentence in sentences:
                await self._voice(work, tour, sentence)
            await work.commit()

    async def change(self, tour: Tour) -> None:
        """Store a tour as it is now, and tell so."""
        async with self.gateways.begin_tour(owner_of(tour)) as work:
            await work.tours.save(tour)
            for stop in tour.stops:
                await work.tours.save_stop(tour.id, stop)
            await tell_status(work, tour, await work.tours.sentences(tour.id))
            await work.commit()

    async def tell(self, tour_id: TourId, kind: str) -> None:
        """Add an event of the tour."""
        async with self.gateways.begin_tour(ME) as work:
            await work.events.append(tour_topic(tour_id), kind=kind, body={})
            await work.commit()

    async def _voice(self, work: TourWork, tour: Tour, sentence: Sentence) -> None:
        if sentence.piece_key is None or sentence.frames is None:
            return
        piece = makers.a_piece(key=sentence.piece_key, frames=sentence.frames)
        self.files.files[piece.path] = sound_of(sentence)
        await work.pieces.put(piece)
        await work.tours.voice(tour.id, sentence)


def product(
    *,
    guests_welcome: bool = True,
    prices: PriceCatalogue = GRATIS,
    limits: Mapping[str, Limits] = UNCOUNTED,
    guest_limits: GuestLimits = UNCOUNTED_GUESTS,
    cache: CacheGateway | None = None,
    geocoder: GeocoderGateway | None = None,
    sends_mail: bool = False,
    edge: Edge = LAPTOP,
    google: GoogleGateway | None = None,
) -> Product:
    """Assemble the application over empty adapters."""
    clock = FixedClock()
    store = MemoryStore(clock=clock)
    files = MemoryFiles(before=assert_no_open_work, clock=clock)
    speech = ToneSpeech(before=assert_no_open_work)
    narrator = ScriptedNarrator(before=assert_no_open_work)
    probe = SetProbe()
    signals = WatchedSignals(MemorySignals(store))
    begin = MemoryBegin(store)
    keyring = Keyring([TOKEN_KEY], clock=clock, ttl_s=TOKEN_TTL_S)
    tokens = SignedTokens(keyring, clock=clock, ttl_s=TOKEN_TTL_S)
    mail = MemoryMail(before=assert_no_open_work)
    identity = local_identity(
        begin, clock, tokens=tokens, sends_mail=sends_mail, google=google
    )
    gateways = Gateways(
        begin_tour=begin,
        begin_knowledge=begin,
        begin_account=begin,
        begin_budget=begin,
        begin_ledger=begin,
        tours=MemoryToursReader(store),
        places=MemoryPlacesReader(store),
        geocoder=geocoder or NoGeocoder(),
        results=result_seal(),
        pictures=SandboxedPictures(),
        vision=None,
        notes=MemoryNotesReader(store, embedder=EMBEDDER.name),
        events=MemoryEventsReader(store),
        signals=signals,
        embedder=EMBEDDER,
        packs=TomlPacks(),
        routes=EstimatedRoutes(),
        narrator=narrator,
        speech=speech,
        storage=files,
        identity=identity,
        public_keys=tokens,
        mail=mail,
        links=identity.links,
        home="http://test",
        api_keys=MemoryApiKeysReader(store),
        export=MemoryExport(store),
        service_keys=ServiceKeys((hash_of(SERVICE_KEY),)),
        media=SignedMediaUrls(_key("media"), clock=clock, ttl_s=TTL_S),
        idempotency=MemoryIdempotency(clock),
        rate_limits=MemoryRateLimits(now_s=lambda: clock.now().timestamp()),
        cache=cache or StoreCache(MemoryStoreOfBytes(clock)),
        probes=(probe, AccountsProbe(identity)),
        clock=clock,
        ids=SequentialIds(),
        guests_welcome=guests_welcome,
        stopwatch=LoopStopwatch(pace=1_000),
        instance="test",
        prices=prices,
        alerts=Alerts(),
        usage=MemoryUsageReader(store),
        limits=limits,
        guest_limits=guest_limits,
        addresses=ADDRESSES,
        planning=BoundedQueue(places=4),
        speech_concurrency=2,
    )
    app = _app(edge)
    attach(app, gateways)
    return Product(
        app=app,
        gateways=gateways,
        tokens=identity.tokens,
        store=store,
        clock=clock,
        files=files,
        speech=speech,
        narrator=narrator,
        probe=probe,
        mail=mail,
        signals=signals,
    )


def sound_of(sentence: Sentence) -> bytes:
    """Return bytes no other sentence has, as many as its frames hold."""
    size = (sentence.frames or 0) * FRAME_BYTES
    mark = f"{sentence.segment}/{sentence.position} ".encode()
    return (mark * size)[:size]


def a_ready_tour(*, frames: int = 10) -> tuple[Tour, list[Sentence]]:
    """Return a finished tour of mine and its script, spoken."""
    stops = tuple(makers.a_stop(position=n, written=True) for n in (1, 2))
    tour = makers.a_tour(owner_id=ME.user_id, state=life.READY, stops=stops)
    return tour, voiced(makers.a_script(stops=2), frames=frames)


@cache
def _app(edge: Edge) -> FastAPI:
    """Build the routes once; every test attaches adapters of its own."""
    return create_app(_unopened, edge)


@asynccontextmanager
async def _unopened() -> AsyncIterator[Gateways]:
    raise AssertionError("the tests attach their gateways")
    yield
